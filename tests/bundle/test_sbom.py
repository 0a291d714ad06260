"""The list of all that the bundle is made of is valid, complete and true."""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from bundling.sbom import ROOT_REF, write_sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

from engine.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
NAME = "SBOM.cdx.json"
MOMENT = "1767225600"


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the list of this environment, with one library that belongs to nobody."""
    folder = tmp_path_factory.mktemp("sbom")
    (folder / "libstray.so").write_bytes(b"stray")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        write_sbom(folder / NAME, ROOT / "models", {"libstray.so": folder / "libstray.so"})
        write_sbom(folder / "again", ROOT / "models", {"libstray.so": folder / "libstray.so"})
    return folder / NAME


def components(listed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all components, also those within others."""
    return [each for outer in listed.get("components", ()) for each in [outer, *components(outer)]]


def load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def faults(path: Path) -> object:
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(path.read_text(encoding="utf-8"))


def test_it_keeps_to_the_schema(stated: Path) -> None:
    assert faults(stated) is None


def test_a_list_that_does_not_keep_to_it_is_found_out(stated: Path, tmp_path: Path) -> None:
    broken = load(stated) | {"components": [{"type": "nonsense", "name": "x"}]}
    (tmp_path / NAME).write_text(json.dumps(broken), encoding="utf-8")
    assert faults(tmp_path / NAME) is not None


def test_the_same_content_gives_the_same_file(stated: Path) -> None:
    assert stated.read_bytes() == stated.with_name("again").read_bytes()
    assert load(stated)["metadata"]["timestamp"] == "2026-01-01T00:00:00+00:00"


def test_it_names_what_the_program_depends_on_and_the_models(stated: Path) -> None:
    content = load(stated)
    named = {each["name"].lower(): each for each in components(content)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in map(Requirement, project["dependencies"]):
        found = named[dependency.name.lower()]
        assert dependency.specifier.contains(found["version"])
        assert found["licenses"]
    assert {"python", "qt", "libstray.so"} <= set(named)
    for card in (ROOT / "models").glob("*/card.json"):
        graph = hashlib.sha256((card.parent / "model.tflite").read_bytes()).hexdigest()
        assert named[card.parent.name]["hashes"] == [{"alg": "SHA-256", "content": graph}]
    assert "second-reader" not in named
    assert content["metadata"]["component"]["version"] == VERSION


def test_every_dependency_is_a_component(stated: Path) -> None:
    content = load(stated)
    known = {each["bom-ref"] for each in components(content)} | {ROOT_REF}
    links = {entry["ref"]: set(entry["dependsOn"]) for entry in content["dependencies"]}
    assert set(links) <= known
    assert set().union(*links.values()) <= known
    assert any(ref.startswith("pkg:pypi/numpy@") for ref in links[ROOT_REF])


@pytest.mark.bundle
@pytest.mark.skipif(sys.platform == "darwin", reason="signing changes libraries there")
def test_it_states_every_library_of_the_bundle_as_it_is(bundle: Path) -> None:
    place = bundle / "_internal"
    assert faults(place / NAME) is None
    files = {
        each["name"]: each for each in components(load(place / NAME)) if "file/" in each["bom-ref"]
    }
    for name, each in files.items():
        digest = hashlib.sha256((place / name).read_bytes()).hexdigest()
        assert each["hashes"] == [{"alg": "SHA-256", "content": digest}], name
    libraries = {
        path.relative_to(place).as_posix()
        for path in place.rglob("*")
        if path.is_file() and not path.is_symlink() and {".so", ".dll", ".pyd"} & set(path.suffixes)
    }
    assert libraries - set(files) == set()
    assert len(libraries) > 50
