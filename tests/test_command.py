"""``second-reader`` as a whole: which way it goes, how it ends, and what it says when it fails."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

import cv2
import numpy as np
import pytest
import shtab

from desktop import command
from desktop.system import display, libraries, logs, paths
from engine.errors import UserFacingError
from engine.version import VERSION

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep logs out of the user's own folder, and close them after each test."""
    folder = tmp_path / "state"
    monkeypatch.setattr(logs, "state_dir", lambda: folder)
    monkeypatch.delenv("SECOND_READER_DEBUG", raising=False)
    yield folder
    for name in ("desktop", "engine"):
        logger = logging.getLogger(name)
        for handler in [kept for kept in logger.handlers if isinstance(kept, RotatingFileHandler)]:
            logger.removeHandler(handler)
            handler.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Return a file that can be read: speckle without anything in it."""
    path = tmp_path / "speckle.png"
    speckle = np.random.default_rng(1).rayleigh(40, (160, 200)).clip(0, 255).astype(np.uint8)
    path.write_bytes(cv2.imencode(".png", speckle)[1].tobytes())
    return path


def start(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def run(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    process = start(*arguments, env={**os.environ, **environment})
    output, messages = process.communicate(timeout=120)
    return process.returncode, output.decode(), messages.decode()


def test_the_version_is_the_programs() -> None:
    assert run("--version") == (0, f"second-reader {VERSION}{os.linesep}", "")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["classify", "--help"], ["models", "--help"], ["demo", "--help"]]
)
def test_help_shows_examples(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(arguments) == 0
    assert "examples:\n  second-reader" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["classify"],
        ["classify", "a.png", "--modality", "sonar"],
        ["classify", "a.png", "--heat", "x"],
        ["models", "--nonsense"],
        ["demo", "scan.dcm"],
        ["completion", "abacus"],
        ["--nonsense"],
        ["clasify", "a.png"],
    ],
)
def test_wrong_usage_ends_with_2_and_one_clear_line(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == 2
    assert "error: " in capsys.readouterr().err.splitlines()[-1]


def test_a_misspelt_command_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["modles"])
    assert "did you mean 'models'?" in capsys.readouterr().err


@pytest.mark.parametrize("shell", shtab.SUPPORTED_SHELLS)
def test_completion_knows_the_commands(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "classify" in script
    assert "heatmaps" in script


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_bash_completes_commands_options_and_files(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["completion", "bash"])
    script = capsys.readouterr().out
    # The first argument may be a file, too.
    assert "complete -o bashdefault -o default -F" in script
    script += """
        try() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
            _shtab_second_reader
            echo "${COMPREPLY[*]}"
        }
        try second-reader cl
        try second-reader classify --modality th
        try second-reader classify pypro
    """
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["classify", "thermography", "pyproject.toml"]


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], []),
        (["a.png", "b.dcm"], ["a.png", "b.dcm"]),
        (["--", "classify"], ["classify"]),
        (["--", "-odd.png"], ["-odd.png"]),
        (["--", "./classify"], ["classify"]),
        (["./classify"], ["classify"]),
        (["a.png", "classify"], ["a.png", "classify"]),
    ],
)
def test_anything_but_a_command_opens_the_window(
    arguments: Sequence[str], opened: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[Path]] = []

    def run_window(files: list[Path]) -> int:
        asked.append(files)
        return 7

    monkeypatch.setattr(display, "require_display", lambda: None)
    # Stands in for the window, so that no Qt is needed to see where the way leads.
    window = types.ModuleType("desktop.app")
    window.run_window = run_window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "desktop.app", window)
    assert command.main(arguments) == 7
    assert asked == [[Path(name) for name in opened]]


def test_a_file_can_be_classified_from_start_to_end(picture: Path) -> None:
    status, output, messages = run("classify", picture, "--json")
    record = json.loads(output)
    assert (status, messages) == (0, "")
    assert record["path"] == str(picture)
    assert record["status"] in {"ok", "inconclusive", "out_of_scope"}


@pytest.mark.real_data
def test_real_scans_get_answers_with_heatmaps(data_dir: Path, tmp_path: Path) -> None:
    scans = sorted((data_dir / "ultrasound" / "BUSI" / "malignant").glob("*.jpg"))[:5]
    status, output, _ = run("classify", "--json", "--heatmaps", tmp_path / "maps", *scans)
    records = [json.loads(line) for line in output.splitlines()]
    answers = [record for record in records if record["status"] in {"ok", "inconclusive"}]
    assert status == 0
    assert [record["path"] for record in records] == [str(scan) for scan in scans]
    # The gate for other pictures may refuse an odd scan, but not many.
    assert len(answers) >= 3
    assert len(list((tmp_path / "maps").iterdir())) == len(answers)
    graph = (paths.models_dir() / "ultrasound" / "model.tflite").read_bytes()
    for record in answers:
        assert record["model"]["sha256"] == hashlib.sha256(graph).hexdigest()
        assert record["class"] in record["probabilities"]
        assert sum(record["probabilities"].values()) == pytest.approx(1)
        assert 0 < record["operating_point"]["threshold"] < 1


def test_the_bundled_models_are_listed_with_figures() -> None:
    status, output, _ = run("models", "--json")
    cards = {card["name"]: card for card in map(json.loads, output.splitlines())}
    assert status == 0
    for figure in cards["ultrasound"]["figures"]:
        assert figure["low"] <= figure["value"] <= figure["high"]
        assert figure["count"] > 0
    assert cards["ultrasound"]["figures"]


def test_an_unreadable_file_has_a_row_and_an_exit_status(picture: Path, tmp_path: Path) -> None:
    status, output, messages = run("classify", picture, tmp_path / "missing.dcm")
    assert (status, messages) == (1, "")
    assert "missing.dcm" in output
    assert "unreadable" in output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such name")
@pytest.mark.parametrize("name", ["a\nb.png", "ü\u2028.png", "-odd.png", "classify"])
def test_a_file_of_any_name_can_be_classified(picture: Path, name: str) -> None:
    odd = picture.rename(picture.with_name(name))
    status, output, _ = run("classify", "--json", odd, LC_ALL="C")
    assert status == 0
    assert [json.loads(line)["path"] for line in output.splitlines()] == [str(odd)]


def test_the_command_line_loads_neither_qt_nor_tensorflow(picture: Path) -> None:
    program = (
        "import sys; from desktop.__main__ import main; main(sys.argv[1:]);"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "classify", str(picture)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stderr
    assert "'engine'" in loaded
    for package in ("PySide6", "shiboken6", "tensorflow", "keras", "sklearn", "pandas"):
        assert f"'{package}'" not in loaded


def heed_ctrl_c() -> None:
    # What a shell starts in the background ignores it, and so would the tests' own children.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")
def test_ctrl_c_ends_it_without_a_traceback(picture: Path) -> None:
    process = start(
        "classify", "--json", *[picture] * 3000, start_new_session=True, preexec_fn=heed_ctrl_c
    )
    assert process.stdout is not None
    process.stdout.readline()
    # As a terminal does: the signal reaches the decoder process as well.
    os.killpg(process.pid, signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert (process.returncode, messages) == (command.INTERRUPTED, b"")


INTERRUPTED_WHILE_LOADING = """
import os, signal, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from desktop.__main__ import main
sys.exit(main(["--version"]))
"""


def ignore_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize(("prepare", "status"), [(heed_ctrl_c, -signal.SIGINT), (ignore_ctrl_c, 0)])
def test_ctrl_c_while_it_loads_is_silent(prepare: Callable[[], None], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_WHILE_LOADING],
        cwd=ROOT,
        capture_output=True,
        check=False,
        preexec_fn=prepare,
    )
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGPIPE")
def test_a_closed_pipe_ends_it_quietly(picture: Path) -> None:
    process = start("classify", "--json", *[picture] * 3000)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    messages = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), messages) == (command.PIPE_CLOSED, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGPIPE")
@pytest.mark.parametrize("arguments", [["--help"], ["classify", "--help"], ["completion", "zsh"]])
def test_help_into_a_closed_pipe_is_quiet(arguments: Sequence[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    # argparse itself keeps quiet about a pipe that is closed while it writes.
    assert done.returncode in {0, command.PIPE_CLOSED}
    assert done.stderr == b""


class Faulty:
    """Stands for a program with a bug, or a user with a wish to stop."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __call__(self, _folder: Path) -> None:
        raise self._error


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr("engine.model.second_reader.SecondReader", Faulty(error))


def test_a_fault_is_one_line_and_the_log_names_no_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state_folder: Path
) -> None:
    fail_with(monkeypatch, RuntimeError("/home/me/DOE^JANE.dcm"))
    assert command.main(["models"]) == command.FAULT
    message = capsys.readouterr().err
    log = state_folder / "second-reader.log"
    assert message.count("\n") == 1
    assert str(log) in message
    assert "RuntimeError" in message
    assert "DOE" not in message
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "command.py" in text
    assert "DOE" not in text
    number = message.split("(fault ")[1][:8]
    assert number in text


def test_a_fault_is_told_even_where_no_log_can_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state_folder: Path
) -> None:
    state_folder.write_bytes(b"in the way")
    fail_with(monkeypatch, RuntimeError())
    assert command.main(["models"]) == command.FAULT
    assert "No log could be written." in capsys.readouterr().err


def test_without_a_log_nothing_of_a_fault_is_printed(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    script = (
        "import sys, pathlib; from desktop.system import logs;"
        "assert logs.start(pathlib.Path(sys.argv[1])) is None;"
        "logs.record_fault(RuntimeError('DOE^JANE'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, in_the_way / "logs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_a_fault_is_shown_whole_for_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECOND_READER_DEBUG", "1")
    fail_with(monkeypatch, RuntimeError("details"))
    with pytest.raises(RuntimeError, match="details"):
        command.main(["models"])


def test_an_error_for_the_user_is_told_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(monkeypatch, UserFacingError("It is missing.", "Put it back."))
    assert command.main(["models"]) == 1
    assert capsys.readouterr().err == "second-reader: It is missing. Put it back.\n"


def test_an_interrupt_has_the_status_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    assert command.main(["models"]) == command.INTERRUPTED


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_one_sentence_names_the_way_out(picture: Path) -> None:
    status, output, messages = run(picture, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (status, output) == (1, "")
    assert messages == (
        "second-reader: There is no display to open a window on; "
        "`second-reader classify FILE` needs none.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_and_a_file_it_shows_the_demonstration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert command.main([]) == 0
    printed, messages = capsys.readouterr()
    assert messages.startswith("second-reader: There is no display to open a window on;")
    # Whatever the models say, each of the scans is one that a model answers for.
    assert "unreadable" not in printed
    assert "out of scope" not in printed
    folder = tmp_path / "second-reader-demo"
    assert f"Written to {folder}:" in printed
    assert len(list(folder.glob("*-heatmap.png"))) == 4
    assert (folder / "demonstration-report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_a_display_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")
    with pytest.raises(display.NoWindowError, match="classify") as caught:
        display.require_display()
    assert "4711" in str(caught.value) or "library" in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("platform", ["offscreen", "vnc:size=800x600", "minimal;xcb"])
def test_a_platform_without_a_display_needs_none(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    display.require_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    with pytest.raises(display.NoWindowError):
        display.require_display()


def test_a_library_that_qt_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file: No such file')"
    )
    monkeypatch.setattr(display, "require_display", lambda: None)
    monkeypatch.delitem(sys.modules, "desktop.app", raising=False)
    monkeypatch.setattr("desktop.__path__", [str(tmp_path)])
    assert command.main([]) == 1
    message = capsys.readouterr().err
    assert "libEGL.so.1, which is missing" in message
    assert libraries.DEBIAN_PACKAGES in message


def test_the_programs_own_files_are_found() -> None:
    assert paths.models_dir().is_dir()
    assert paths.resources_dir().is_dir()


def test_a_frozen_program_brings_its_files_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.models_dir() == tmp_path / "models"
    assert paths.resources_dir() == tmp_path / "resources"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are Linux's")
def test_logs_lie_in_the_xdg_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/var/state")
    assert paths.state_dir() == Path("/var/state/second-reader")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert paths.state_dir() == Path.home() / ".local/state/second-reader"


def test_the_log_is_kept_small(tmp_path: Path) -> None:
    path = logs.start(tmp_path / "logs")
    assert path is not None
    for _ in range(30):
        logging.getLogger("engine.test").warning("x" * 100_000)
    sizes = [file.stat().st_size for file in path.parent.iterdir()]
    assert len(sizes) == 3
    assert max(sizes) <= 500_000
