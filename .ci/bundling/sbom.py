"""SBOM (software bill of materials) of the bundle, in the format CycloneDX 1.6.

Packages, the libraries that came in their wheels, packages of the system, Python, Qt and the
models, each with its version and licence, and each library with the SHA-256 of its file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import uuid
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

from bundling.packages import (
    SystemPackage,
    installed,
    name_of,
    stated_in,
    system_packages,
    terms_of,
)
from engine.version import VERSION

Component = dict[str, Any]
ROOT_REF: Final = "second-reader"
# A Mac's libraries are signed, and so changed, after this list was made.
_IS_HASHED: Final = sys.platform != "darwin"
_PYTHONS_OWN: Final = ("libpython", "python3", "Python")


def write_sbom(target: Path, models: Path, libraries: Mapping[str, Path]) -> None:
    """Write the SBOM; the same content gives the same file.

    Parameters
    ----------
    target : Path
        Is replaced. Its folder must exist.
    models : Path
        The folder of the models, one subfolder each.
    libraries : mapping of str to Path
        From the place of each library in the bundle to the file that goes there.
    """
    packages = installed()
    components = _components(packages, models, dict(sorted(libraries.items())))
    bom: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": _metadata(),
        "components": components,
        "dependencies": _dependencies(packages, components),
    }
    text = json.dumps(bom, sort_keys=True)
    bom["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"
    target.write_text(json.dumps(bom, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _metadata() -> dict[str, Any]:
    about = {
        "type": "application",
        "bom-ref": ROOT_REF,
        "name": "Second Reader",
        "version": VERSION,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    metadata: dict[str, Any] = {"component": about, "lifecycles": [{"phase": "build"}]}
    build_time = os.environ.get("SOURCE_DATE_EPOCH")
    if build_time:
        metadata["timestamp"] = dt.datetime.fromtimestamp(int(build_time), dt.UTC).isoformat()
    return metadata


def _components(
    packages: Iterable[Distribution], models: Path, libraries: dict[str, Path]
) -> list[Component]:
    found = [_python(libraries)]
    for package in packages:
        own = {file.as_posix() for file in package.files or ()} & libraries.keys()
        found.append(_package(package, {place: libraries.pop(place) for place in sorted(own)}))
        if name_of(package).lower() == "pyside6-essentials":
            found.append(_qt(package.version))
    found += _of_the_system(libraries)
    found += [_file(place, source) for place, source in libraries.items()]
    found += [_model(card) for card in sorted(models.glob("*/card.json"))]
    return found


def _python(libraries: dict[str, Path]) -> Component:
    own = [place for place in libraries if place.startswith(_PYTHONS_OWN)]
    version = ".".join(map(str, sys.version_info[:3]))
    return {
        **_named("Python", version, f"pkg:generic/python@{version}"),
        "licenses": [{"license": {"id": "PSF-2.0"}}],
        **_nested({place: libraries.pop(place) for place in own}),
    }


def _package(package: Distribution, files: dict[str, Path]) -> Component:
    name = name_of(package)
    component = _named(name, package.version, f"pkg:pypi/{name.lower()}@{package.version}")
    terms = terms_of(package)
    if stated_in(package, "License-Expression"):
        component["licenses"] = [{"expression": terms}]
    elif terms:
        component["licenses"] = [{"license": {"name": terms}}]
    return component | _nested(files)


def _qt(version: str) -> Component:
    component = _named("Qt", version, f"pkg:generic/qt@{version}")
    return component | {"licenses": [{"license": {"id": "LGPL-3.0-only"}}]}


def _of_the_system(libraries: dict[str, Path]) -> list[Component]:
    files: dict[SystemPackage, dict[str, Path]] = {}
    owners = system_packages(libraries.values())
    for place in list(libraries):
        owner = owners.get(libraries[place])
        if owner:
            files.setdefault(owner, {})[place] = libraries.pop(place)
    return [
        _named(
            package.name,
            package.version,
            f"pkg:deb/debian/{package.name}@{package.version}?arch={package.architecture}",
        )
        | _nested(files[package])
        for package in sorted(files)
    ]


def _model(card: Path) -> Component:
    about = json.loads(card.read_text(encoding="utf-8"))
    graph = card.parent / "model.tflite"
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model/{about['name']}",
        "name": about["name"],
        "version": about["version"],
        "hashes": [_digest(graph)],
    }


def _named(name: str, version: str, purl: str) -> Component:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _nested(files: dict[str, Path]) -> Component:
    return {"components": [_file(*item) for item in files.items()]} if files else {}


def _file(place: str, source: Path) -> Component:
    hashes = {"hashes": [_digest(source)]} if _IS_HASHED else {}
    place = place.replace(os.sep, "/")
    return {"type": "file", "bom-ref": f"file/{place}", "name": place, **hashes}


def _digest(path: Path) -> dict[str, str]:
    return {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}


def _dependencies(
    packages: Iterable[Distribution], components: list[Component]
) -> list[dict[str, Any]]:
    refs = {
        component["name"].lower(): component["bom-ref"]
        for component in components
        if component["type"] == "library"
    }
    wanted = {refs[name_of(package).lower()]: _needs(package, refs) for package in packages}
    everything = sorted(component["bom-ref"] for component in components)
    stated = [{"ref": ROOT_REF, "dependsOn": everything}]
    return stated + [{"ref": ref, "dependsOn": needs} for ref, needs in sorted(wanted.items())]


def _needs(package: Distribution, refs: Mapping[str, str]) -> list[str]:
    stated = map(Requirement, package.requires or ())
    names = (
        requirement.name.lower().replace("_", "-")
        for requirement in stated
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    )
    return sorted({refs[name] for name in names if name in refs})
