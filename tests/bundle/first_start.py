"""What the window asks at a first start, and says when it has read a scan."""

from __future__ import annotations

from tests.e2e.virtual_screen import Program, until

ANSWERS = ("Malignant", "Benign", "Normal", "Inconclusive")


def accept_the_intended_use(running: Program) -> None:
    """Do what a first start in an empty home asks for."""
    until(lambda: "Intended use" in running.title())
    running.still_picture()
    running.press("alt+r")
    # The box takes a moment to be ticked, and the button to wake up.
    running.still_picture()
    running.press("alt+c")


def until_it_answers(running: Program, name: str) -> None:
    """Wait until the window shows a scan of a name, and what it was read as."""
    until(lambda: any(f"{name}: {answer}" in running.title() for answer in ANSWERS))
    until(running.shows_a_scan)
