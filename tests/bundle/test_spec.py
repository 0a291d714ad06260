"""What the bundle is made from, as far as that can be tested without one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bundling.notices import write_notices
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
# Of each is known that it neither solves equations nor multiplies matrices (the algebra is cut away
# from OpenCV in the bundle, and the program would end there) nor opens a video or an AVIF file.
CALLED = {
    "absdiff",
    "applyColorMap",
    "blendLinear",
    "connectedComponentsWithStats",
    "convertScaleAbs",
    "cvtColor",
    "dilate",
    "drawContours",
    "findContours",
    "getStructuringElement",
    "imdecode",
    "imencode",
    "morphologyEx",
    "resize",
    "setNumThreads",
    "threshold",
    "warpAffine",
}


def test_of_opencv_only_what_the_bundle_keeps_is_called() -> None:
    sources = [path for folder in ("desktop", "engine") for path in (ROOT / folder).rglob("*.py")]
    called = {
        name
        for path in sources
        for name in re.findall(r"\bcv2\.([a-z]\w*)", path.read_text(encoding="utf-8"))
    }
    assert called <= CALLED, "see what it is linked to (build.spec), then list it above"


def test_the_notices_name_every_package_with_its_terms(tmp_path: Path) -> None:
    write_notices(tmp_path / "notices.txt")
    text = (tmp_path / "notices.txt").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for stated in project["dependencies"]:
        title = re.escape(Requirement(stated).name).replace("_", "[-_]")
        entry = re.search(
            rf"^{title} \d.*\n=+\n\nLicence: (\S.*)", text, re.MULTILINE | re.IGNORECASE
        )
        assert entry, stated
        assert entry[1] != "see below", stated
    assert "second-reader" not in re.findall(r"^(\S+) \d\S*\n=", text, re.MULTILINE)
    assert "GNU Lesser General Public License, version 3" in text


def test_the_licences_that_the_notices_refer_to_are_there() -> None:
    folder = ROOT / "resources" / "notices"
    for name, title in (("LGPL-3.0.txt", "LESSER GENERAL"), ("GPL-3.0.txt", "GENERAL PUBLIC")):
        assert f"GNU {title}" in (folder / name).read_text(encoding="utf-8")


def test_the_lock_of_the_bundles_tools_names_packages_and_no_place() -> None:
    text = (ROOT / ".ci" / "bundle.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = text.splitlines()
    assert any(line.startswith("pyinstaller==") for line in lines)
    assert all("--hash=sha256:" in line for line in lines)
    assert not re.search(r"://|--index|--find-links|file:| @ ", text)
