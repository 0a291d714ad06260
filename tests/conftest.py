"""What all tests share: where the real scans are, and that none of them uses a network."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop.system.libraries import DEBIAN_PACKAGES
from tests.fakes.folders import NO_REAL_SCANS, data_folder
from tests.machine import install_what_is_missing, keep_bytecode, workers_for

# No test asserts a time, and a busy machine fails none. Hypothesis looks longer with
# `--hypothesis-profile=thorough`.
settings.register_profile("project", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("project")

keep_bytecode()
if "PYTEST_XDIST_WORKER" not in os.environ:
    install_what_is_missing(lambda sentence: print(sentence, file=sys.stderr, flush=True))  # noqa: T201


def _without_qt() -> str:
    try:
        import PySide6.QtWidgets  # noqa: F401 - it is the import that is asked about
    except ImportError as error:
        return str(error)
    return ""


# A bare machine has the wheels but not the system's libraries that Qt draws with. What needs no
# window is tested there all the same; with CI set, the import of Qt fails as it should.
WITHOUT_QT = "" if os.environ.get("CI") else _without_qt()
collect_ignore = ["desktop", "e2e"] if WITHOUT_QT else []


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    if WITHOUT_QT:
        pluginmanager.unregister(name="pytest-qt")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return workers_for(config.args)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, count in Counter(map(_reason, skipped)).most_common():
        terminalreporter.write_line(f"{count} skipped: {reason}")
    if WITHOUT_QT:
        terminalreporter.write_line(
            f"NOT TESTED: tests/desktop and tests/e2e, because Qt cannot start ({WITHOUT_QT}). "
            f"On Debian: sudo apt-get install {DEBIAN_PACKAGES}",
            yellow=True,
        )


def _reason(report: pytest.TestReport) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of the published scans, which are never part of the project."""
    folder = data_folder()
    if folder is None and os.environ.get("CI"):
        pytest.fail(NO_REAL_SCANS)
    if folder is None:
        pytest.skip(NO_REAL_SCANS)
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this computer."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self: socket.socket, address: tuple[str, int]) -> None:
        _refuse_remote(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: tuple[str, int]) -> int:
        _refuse_remote(self, address)
        return connect_ex(self, address)

    def guarded_look_up(
        host: str | bytes | None, *arguments: int | str | None, **options: int
    ) -> object:
        if not _is_local(host):
            raise AssertionError(f"a test asked the network for {host!r}")
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _refuse_remote(used: socket.socket, address: tuple[str, int]) -> None:
    by_network = used.family in {socket.AF_INET, socket.AF_INET6}
    if by_network and not _is_local(address[0]):
        used.close()
        raise AssertionError(f"a test tried to reach {address[0]!r}")


def _is_local(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
