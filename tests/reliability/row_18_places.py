"""Row 18: the same results wherever the program runs, and whatever its folders are called."""

from __future__ import annotations

import csv
import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.reliability.bench import DEMO, ROOT, command, shown, small_disk
from tests.reliability.result import RowResult
from tests.reliability.sessions import Home, session

TITLE = "eight locales, three time zones, odd paths, a read-only home, a home on a full disk"
TARGET = "the same results, the same bytes in CSV"
QUICK = 0.04
LOCALES = (
    *("C", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8"),
    *("fa_IR.UTF-8", "hi_IN.UTF-8", "ja_JP.UTF-8", "pt_BR.UTF-8"),
)
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns")
PATHS = (
    "two words",
    "quotes ' and \"",
    "percent %s %20 $HOME `ls`",
    "größer Ångström Ωμέγα",
    "decomposed e\u0301",
    "乳腺 乳房 유방 स्तन",
    "ثدي עברית",
    "\U0001f469\u200d\u2695\ufe0f",
    "-dash",
    "~tilde",
    "#hash&and;semicolon",
    "line\nbreak",
    "bell\x07",
    "x" * 200,
    "not utf-8 \udcff\udcfe",
)
_SCANS = ("ultrasound_phantom.png", "mammogram_phantom.dcm")


def run(seed: int, scale: float) -> RowResult:
    del seed
    pairs = list(itertools.product(LOCALES, ZONES))
    wanted = max(1, round(len(pairs) * scale))
    pairs = pairs[len(pairs) // (wanted + 1) :: max(1, len(pairs) // wanted)][:wanted]
    paths = PATHS[: max(1, round(len(PATHS) * scale))]
    with tempfile.TemporaryDirectory() as place:
        trials = _Trials(Path(place))
        for locale, zone in pairs:
            trials.in_locale(locale, zone)
        for name in paths:
            trials.in_folder(name)
        homes = trials.in_homes(with_window=scale >= 0.5) if scale >= 0.1 else "not tried"
    locales, zones = ({pair[at] for pair in pairs} for at in (0, 1))
    return RowResult(
        f"{len(locales)} locales{trials.unknown}, {len(zones)} time zones in {len(pairs)} "
        f"combinations, {len(paths)} odd paths, homes: {homes}: "
        f"{len(trials.wrong)} with other results or bytes",
        not trials.wrong,
        shown(trials.wrong),
    )


class _Trials:
    def __init__(self, place: Path) -> None:
        self._place = place
        self._home = _home(place / "home")
        self._scans = _copied(place / "scans")
        self._locales = place / "locales"
        self.wrong: list[str] = []
        self._missing: set[str] = set()
        self._expected = self._table(self._scans, "expected")
        self._answers = _answers(self._expected)

    @property
    def unknown(self) -> str:
        """The locales that this computer lacks, in words."""
        return f" ({', '.join(sorted(self._missing))} not made here)" if self._missing else ""

    def in_locale(self, locale: str, zone: str) -> None:
        changes = {"LC_ALL": locale, "LANG": locale, "TZ": zone}
        if self._is_made(locale):
            changes["LOCPATH"] = str(self._locales)
        elif locale != "C":
            self._missing.add(locale)
        name = f"{locale} {zone}".replace("/", "-")
        if self._table(self._scans, name, **changes) != self._expected:
            self.wrong.append(f"{name}: other bytes")

    def in_folder(self, name: str) -> None:
        try:
            folder = _copied(self._place / name)
        except OSError:
            # Not every file system takes every name.
            return
        if _answers(self._table(folder, f"odd{len(name)}")) != self._answers:
            self.wrong.append(f"{name!r}: other answers")

    def in_homes(self, *, with_window: bool) -> str:
        told = []
        for name, options in (("read-only", "ro"), ("full", "")):
            with small_disk(self._place / name, 1) as disk:
                if disk is None:
                    continue
                home = _home(disk)
                _spoil(disk, options)
                if self._table(self._scans, name, home=home) != self._expected:
                    self.wrong.append(f"{name} home: other bytes")
                told.append(name)
                if with_window:
                    self._window(home, name)
                    told[-1] += " (batch and window)"
        return ", ".join(told) or "none (mounting needs the rights of the administrator)"

    def _window(self, home: Home, name: str) -> None:
        output = self._place / f"out of {name}"
        output.mkdir()
        # The place for temporary files is the system's, as it is for a user.
        scan = self._scans / _SCANS[0]
        ended = session(home, scan, output, "close", TMPDIR=str(self._home.temporary))
        if ended.status or ended.seen.get("rows") != len(_SCANS) or "stuck" in ended.seen:
            self.wrong.append(f"window with a {name} home: {ended.status} {ended.said[-200:]}")

    def _table(self, folder: Path, name: str, home: Home | None = None, **changes: str) -> bytes:
        target = self._place / f"{name}.csv"
        words = command("batch", f"./{folder.name}", "--output", target, "--workers", "1")
        environment = (home or self._home).environment(**changes)
        environment |= {"TMPDIR": str(self._home.temporary), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            words, cwd=folder.parent, env=environment, capture_output=True, check=False
        )
        if done.returncode not in {0, 1} or not target.exists():
            self.wrong.append(f"{name}: status {done.returncode} {done.stderr[-200:]!r}")
            return b""
        return target.read_bytes()

    def _is_made(self, locale: str) -> bool:
        made = self._locales / locale
        language, _, coding = locale.partition(".")
        if shutil.which("localedef") and coding and not made.exists():
            self._locales.mkdir(exist_ok=True)
            words = ["localedef", "-i", language, "-f", coding, str(made)]
            subprocess.run(words, capture_output=True, check=False)
        return made.exists()


def _home(folder: Path) -> Home:
    home = Home(folder)
    home.temporary.mkdir(parents=True, exist_ok=True)
    return home


def _copied(folder: Path) -> Path:
    folder.mkdir()
    for name in _SCANS:
        shutil.copyfile(DEMO / name, folder / name)
    return folder


def _answers(table: bytes) -> list[dict[str, str]]:
    rows = list(csv.DictReader(table.decode("utf-8", "surrogateescape").splitlines()))
    return [{name: cell for name, cell in row.items() if name != "path"} for row in rows]


def _spoil(disk: Path, options: str) -> None:
    if options:
        subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)
        return
    with (disk / "filling").open("wb", buffering=0) as file:
        status = os.statvfs(disk)
        file.write(b"\0" * (status.f_bavail * status.f_frsize))
