"""Row 14: who the patient is appears nowhere but where the user put it."""

from __future__ import annotations

import contextlib
import tempfile
import zlib
from pathlib import Path

import cv2

from tests.fakes import dicom_maker
from tests.reliability.bench import PHANTOM, shown
from tests.reliability.result import RowResult
from tests.reliability.sessions import Home, session

TITLE = "a canary patient name through a session of the window, forced crashes included"
TARGET = "0 hits in logs, temporary files, crash reports, settings, caches and on the terminal"
QUICK = None
APART = True
NAME = "Quetzalcoatl^Canaria"
NUMBER = "QZ-4711-0815"
# In a folder's name it may be noted as a recent file, which is asked for, but never be logged.
FOLDER = "Xochiquetzal"
_ENDINGS = ("slot", "abort", "thread", "kill", "close")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
_LOGGED = ("state", "crashes", ".log")


def run(seed: int, scale: float) -> RowResult:
    del seed
    endings = _ENDINGS[: max(1, round(len(_ENDINGS) * scale))]
    wrong: list[str] = []
    searched = reports = 0
    for how in endings:
        with tempfile.TemporaryDirectory() as place:
            trial = _Trial(Path(place))
            trial.go(how)
            searched += trial.searched
            reports += len(list(trial.home.folder.rglob("crash-*.txt")))
            wrong += [f"{how}: {what}" for what in trial.wrong]
    return RowResult(
        f"{len(endings)} sessions ({', '.join(endings)}), {searched} files searched, "
        f"{reports} crash reports: {len(wrong)} hits",
        not wrong,
        shown(wrong),
    )


class _Trial:
    def __init__(self, place: Path) -> None:
        self.home = Home(place / "home")
        self.home.temporary.mkdir(parents=True)
        self._output = place / "asked for"
        self._output.mkdir()
        self._scan = _canary(place / FOLDER)
        self.wrong: list[str] = []
        self.searched = 0

    def go(self, how: str) -> None:
        ended = session(self.home, self._scan, self._output, "slot" if how == "kill" else how)
        if not ended.seen and how != "abort":
            self.wrong.append(f"the session saw nothing: {ended.said[-300:]}")
        if "stuck" in ended.seen:
            self.wrong.append(f"the session got stuck at {ended.seen['stuck']}")
        said = ended.said
        if how in {"abort", "kill"}:
            # The next window tells of the death, and writes its report.
            if how == "kill":
                _leave_a_dead_window(self.home.folder, self._scan)
            said += session(self.home, self._scan, self._output, "close").said
        if how == "abort" and not list(self.home.folder.rglob("crash-*.txt")):
            self.wrong.append("no crash report")
        self._search(said)

    def _search(self, said: str) -> None:
        for token in (*_tokens(NAME, NUMBER), *_tokens(FOLDER)):
            if token in said.encode():
                self.wrong.append(f"{token!r} on the terminal")
        for path in sorted(self.home.folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self.searched += 1
                self._search_file(path)

    def _search_file(self, path: Path) -> None:
        content = path.read_bytes()
        found = [token for token in _tokens(NAME, NUMBER) if token in content + _inflated(content)]
        is_logged = any(part in str(path.relative_to(self.home.folder)) for part in _LOGGED)
        if is_logged:
            found += [token for token in _tokens(FOLDER) if token in content]
        if found:
            self.wrong.append(f"{found[0]!r} in {path.relative_to(self.home.folder)}")


def _tokens(*names: str) -> list[bytes]:
    words = [word for name in names for word in (*name.split("^"), name)]
    return [word.encode(encoding) for word in words for encoding in _ENCODINGS]


def _inflated(content: bytes) -> bytes:
    # A compressed stream would hide it.
    parts = []
    start = content.find(b"\x78")
    while start >= 0 and len(parts) < 200:
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompressobj().decompress(content[start:], 1_000_000))
        start = content.find(b"\x78", start + 1)
    return b"".join(parts)


def _canary(folder: Path) -> Path:
    folder.mkdir()
    grey = cv2.imread(str(PHANTOM), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    dataset = dicom_maker.dataset_of(grey, PatientName=NAME, PatientID=NUMBER)
    dataset.PatientComments = dataset.StudyDescription = f"{NAME} {NUMBER}"
    path = dicom_maker.write(dataset, folder / "scan.dcm")
    (folder / "damaged.dcm").write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def _leave_a_dead_window(home: Path, scan: Path) -> None:
    from desktop.crash.open_work import OpenWork

    (folder,) = {path.parent for path in home.rglob("history.sqlite")}
    content = f'{{"process": 1, "begun": 1.0, "work": {_quoted(OpenWork(str(scan)).as_text())}}}'
    (folder / "running").mkdir(exist_ok=True)
    (folder / "running" / "window-1.open").write_text(content, encoding="utf-8")


def _quoted(text: str) -> str:
    import json

    return json.dumps(text)
