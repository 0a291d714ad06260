"""What must hold for the project as a whole."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from desktop.system.libraries import DEBIAN_PACKAGES
from engine.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    ".ci/requirements.lock": [],
    ".ci/requirements-all.lock": ["training", "dev"],
}
TOP_LEVEL = {
    "desktop",
    "engine",
    "resources",
    "models",
    "training",
    "tests",
    "docs",
    "build.spec",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
}


@lru_cache
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@lru_cache
def tracked() -> tuple[str, ...]:
    """Return the files that are in the repository or about to be."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("needs a git checkout, and git")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def readme_commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("python3 -m pip ")]


def test_dependencies_point_one_way() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_has_two_commands_one_for_the_window_and_one_for_the_tests() -> None:
    window, tests = readme_commands()
    assert window.endswith(" uv run second-reader")
    assert tests.endswith(" pytest")
    # PowerShell 5, which comes with Windows, knows no "&&".
    assert "&&" not in window + tests


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -E '(.+)' README\.md", script)
    assert pattern is not None
    assert [line for line in readme_commands() if re.search(pattern[1], line)] == [
        readme_commands()[1]
    ]
    assert 'bash -euo pipefail -c "$test_command"' in script


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash and permissions")
@pytest.mark.parametrize("name", ["run", "lock"])
def test_the_scripts_can_be_run(name: str) -> None:
    script = ROOT / ".ci" / name
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True)


def test_readme_and_ci_install_the_libraries_that_the_program_asks_for() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"apt-get install {DEBIAN_PACKAGES}`" in readme
    assert DEBIAN_PACKAGES in " ".join(script.split())


def test_the_version_is_the_same_everywhere() -> None:
    assert project()["version"] == VERSION
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] in {"Unreleased", VERSION}


def test_the_top_level_is_fixed() -> None:
    entries = {name.split("/")[0] for name in tracked()}
    assert {entry for entry in entries if not entry.startswith(".")} <= TOP_LEVEL


def test_no_file_names_a_place_to_fetch_packages_from() -> None:
    hosts = [
        "".join(parts).encode()
        for parts in [
            ("pypi", ".org"),
            ("python", "hosted"),
            ("anaconda", ".org"),
            ("tes", "tpypi"),
        ]
    ]
    named = [
        (name, host)
        for name in tracked()
        for host in hosts
        if host in (ROOT / name).read_bytes().lower()
    ]
    assert named == []


def locked(name: str) -> dict[str, list[Requirement]]:
    """Return the packages of a lock; several versions of one differ by their markers."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[Requirement]] = {}
    for line in text.splitlines():
        stated, *hashes = line.split(" --hash=")
        assert hashes, f"{stated} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest.strip()) for digest in hashes)
        requirement = Requirement(stated.strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_packages_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|file:| @ |(^|\s)[./]\S*/", text)
    assert all(requirement.url is None for group in locked(name).values() for requirement in group)


@pytest.mark.parametrize(("name", "extras"), LOCKS.items())
def test_the_lock_covers_every_dependency(name: str, extras: list[str]) -> None:
    stated = list(project()["dependencies"])
    for extra in extras:
        stated += project()["optional-dependencies"][extra]
    packages = locked(name)
    for requirement in map(Requirement, stated):
        versions = packages.get(canonicalize_name(requirement.name), [])
        assert versions, f"{name} lacks {requirement.name}: run .ci/lock"
        for version in versions:
            assert requirement.specifier.contains(str(version.specifier).removeprefix("=="))


def test_the_application_installs_no_tensorflow() -> None:
    assert "tensorflow" not in locked(".ci/requirements.lock")
    assert "tensorflow" in locked(".ci/requirements-all.lock")


def test_tests_cannot_reach_the_network() -> None:
    with pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(AssertionError, match="example"):
        socket.create_connection(("example.org", 80), timeout=1)


def test_tests_can_reach_this_computer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
