"""Lets the rows and their tests import the stand-ins and makers of the other tests."""

from __future__ import annotations

from rows import use_folders

use_folders()
