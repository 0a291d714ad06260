"""The workflows of hosted runners run what the README and .ci/run run."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from bundling import release_notes

from desktop.system.libraries import DEBIAN_PACKAGES
from engine.version import VERSION
from tests.fakes.folders import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI_RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def workflow(name: str) -> dict[str, Any]:
    return yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))


def commands(job: dict[str, Any]) -> list[str]:
    return [step["run"].strip() for step in job["steps"] if "run" in step]


def test_all_three_systems_run_the_test_command_of_the_readme() -> None:
    (command,) = (
        line for line in README.splitlines() if re.match(r"python3 -m pip .*pytest$", line)
    )
    tests = workflow("checks")["jobs"]["tests"]
    assert commands(tests)[-1] == command
    systems = [runner.split("-")[0] for runner in tests["strategy"]["matrix"]["runner"]]
    assert systems == ["ubuntu", "windows", "macos"]


def test_the_checks_are_those_of_ci_run() -> None:
    prefix = re.search(r"^in_environment=\((.+)\)$", CI_RUN, re.MULTILINE)
    assert prefix
    steps = re.findall(r'^step "\$\{in_environment\[@\]\}" (.+)$', CI_RUN, re.MULTILINE)
    # The bundle and its tests belong to release.yml.
    wanted = [f"{prefix[1]} {step}" for step in steps if "tests/bundle" not in step]
    assert len(wanted) == 4
    assert commands(workflow("checks")["jobs"]["lint"])[1:] == wanted


@pytest.mark.parametrize("name", ["checks", "release"])
def test_the_linux_jobs_install_what_qt_needs(name: str) -> None:
    words = (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8").replace("\\\n", " ").split()
    assert set(DEBIAN_PACKAGES.split()) <= set(words)


@pytest.mark.parametrize("name", ["checks", "release"])
def test_actions_are_named_by_commit_and_only_publishing_may_write(name: str) -> None:
    read = workflow(name)
    jobs = read["jobs"].values()
    used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in used)
    assert read["permissions"] == {"contents": "read"}
    writing = [job for job in jobs if "write" in job.get("permissions", {}).values()]
    assert all("refs/tags/v" in job["if"] for job in writing)
    assert len(writing) == (name == "release")


def test_each_workflow_says_what_never_ran() -> None:
    for file in WORKFLOWS.glob("*.yml"):
        assert "has run on a hosted runner yet" in file.read_text(encoding="utf-8"), file.name


def test_the_release_publishes_what_every_other_job_made() -> None:
    jobs = workflow("release")["jobs"]
    uploads = [
        step["with"]
        for name in ("bundle", "wheel")
        for step in jobs[name]["steps"]
        if "upload-artifact" in step.get("uses", "")
    ]
    (download,) = (
        step["with"] for step in jobs["publish"]["steps"] if "download" in step.get("uses", "")
    )
    assert len(uploads) == 2
    assert all(re.match(download["pattern"].replace("*", ""), one["name"]) for one in uploads)
    assert sorted(jobs["publish"]["needs"]) == ["bundle", "wheel"]
    assert f"{download['path']}/*" in commands(jobs["publish"])[-1]


def test_the_notes_of_a_release_are_its_section_of_the_changelog() -> None:
    notes = release_notes.notes_of(CHANGELOG, VERSION)
    assert notes.startswith("### ")
    assert "\n## " not in notes
    linked = release_notes.with_pages(notes, "https://example.org/blob/v1/")
    assert "](https://example.org/blob/v1/docs/" in linked
    assert "](docs/" not in linked
    with pytest.raises(SystemExit, match=r"9\.9\.9"):
        release_notes.notes_of(CHANGELOG, "9.9.9")


def test_releases_have_dates_and_the_newest_comes_first() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)
    assert released[0][0] == VERSION
    numbers = [tuple(map(int, version.split("."))) for version, _ in released]
    assert numbers == sorted(numbers, reverse=True)
    dates = [date for _, date in released]
    assert dates == sorted(dates, reverse=True)


def test_the_readme_begins_with_the_download() -> None:
    first = re.search(r"^## (.+)$", README, re.MULTILINE)
    assert first is not None
    assert first[1] == "Download"
    assert "](../../releases)" in README
