"""The one command, ``second-reader``: opens the window, or does without it on the command line."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import itertools
import multiprocessing
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.system import display, logs
from desktop.system.libraries import provide_qt_libraries
from desktop.system.paths import models_dir, resources_dir
from engine.commands.arguments import (
    describe_batch,
    describe_classify,
    describe_demo,
    describe_doctor,
    describe_models,
    describe_report,
)
from engine.errors import UserFacingError
from engine.version import VERSION
from engine.wording import RESEARCH_USE

if TYPE_CHECKING:
    from engine.interfaces import FindingReader

# The status a shell gives for a program ended by Ctrl+C (SIGINT) and by a closed pipe (SIGPIPE),
# and the one of sysexits.h for a fault of the program itself.
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
FAULT: Final = 70

# Those of shtab, which is loaded when a script is asked for.
_SHELLS: Final = ("bash", "zsh", "tcsh", "fish", "powershell")

_PROGRAM: Final = "second-reader"
_USAGE: Final = """\
second-reader [FILE ...]
       second-reader COMMAND ...
       second-reader [--help] [--version]"""
_DESCRIPTION: Final = f"""\
A second reader for breast scans: opens a window, or answers on the command line.
{RESEARCH_USE}"""
_EPILOG: Final = """\
examples:
  second-reader                            open the window; without a display, the same as demo
  second-reader demo                       classify the demonstration scans, write a report
  second-reader scan.dcm                   open the window with a scan
  second-reader -- -odd.png                open a file whose name begins with a dash
  second-reader -- classify                open a file that has the name of a command
  second-reader classify *.dcm             classify scans, print a table
  second-reader classify --json scan.dcm   the same for programs
  second-reader batch scans                classify a folder, write a CSV file
  second-reader report scan.dcm --output report.pdf
  second-reader classify --help            all about one command

With SECOND_READER_DEBUG=1 in the environment, a fault of the program shows its traceback."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Parameters
    ----------
    argv : sequence of str or None
        The arguments after the program's name; None for those of the process.

    Returns
    -------
    int
        Exit status: 0 done, 1 not done (the message on standard error says why), 2 wrong usage,
        70 a fault of the program, 130 ended by Ctrl+C, 141 nobody reads the output any more.
    """
    # In a frozen program, child processes start here too and end here.
    multiprocessing.freeze_support()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except UserFacingError as error:
        _say(str(error))
        return 1
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback at a user
        return _report_fault(error)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line, for help, commands and shell completion."""
    whole = _plain_parser()
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog=_PROGRAM
    )
    for name, describe, summary in (
        ("classify", describe_classify, "classify scans without a window"),
        ("batch", describe_batch, "classify all files of a folder, to a CSV file"),
        ("report", describe_report, "write the findings of scans as a PDF"),
        ("demo", describe_demo, "classify the demonstration scans, with heatmaps and a report"),
        ("models", describe_models, "list the bundled models and their figures"),
        ("doctor", describe_doctor, "check this installation"),
        ("completion", _describe_completion, "print a completion script for a shell"),
    ):
        describe(
            commands.add_parser(
                name,
                help=summary,
                allow_abbrev=False,
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )
    _add_files(whole)
    return whole


def _run(arguments: list[str]) -> int:
    try:
        return _dispatch(arguments)
    finally:
        # Here rather than at the interpreter's end, so that a closed pipe is noticed in time.
        if sys.stdout is not None:
            sys.stdout.flush()


def _dispatch(arguments: list[str]) -> int:
    whole = parser()
    first = arguments[0] if arguments else ""
    if first not in _COMMANDS:
        if first in {"-h", "--help"}:
            whole.print_help()
            return 0
        _refuse_misspelt_command(whole, first)
        return _open_window(whole, arguments)
    _speak_utf8()
    return _COMMANDS[first](whole.parse_args(arguments))


def _open_window(whole: argparse.ArgumentParser, arguments: list[str]) -> int:
    # A parser of its own: argparse would take the first file for a command.
    files = _add_files(_plain_parser()).parse_args(arguments).files
    if display.is_named():
        provide_qt_libraries(_say)
    try:
        display.require_display()
    except display.NoDisplayError as error:
        if files:
            raise
        # Somebody who tries the program for the first time, over SSH or in a container.
        _say(str(error))
        _speak_utf8()
        return _demo(whole.parse_args(["demo"]))
    try:
        # Qt is loaded for the window alone, and so late that the absence of a display can be said.
        from desktop.app import run_window
    except ImportError as error:
        library, separator, _ = str(error).partition(": cannot open shared object file")
        if separator:
            raise display.missing_library(library) from error
        raise
    logs.start()
    return run_window([Path(file) for file in files])


def _classify(arguments: argparse.Namespace) -> int:
    # Loaded here, so that --help and the window need not wait for it.
    from engine.commands.classify import run_classify
    from engine.decoding.read_scan import read_scan
    from engine.model.second_reader import SecondReader

    reader = SecondReader(models_dir())
    return run_classify(
        arguments, reader, read_scan, sys.stdout, sys.stderr, partial(_warm_up, reader)
    )


def _demo(arguments: argparse.Namespace) -> int:
    from engine.commands.demo import run_demo
    from engine.commands.report import ReportContext
    from engine.decoding.read_scan import read_scan
    from engine.model.second_reader import SecondReader

    reader = SecondReader(models_dir())
    context = ReportContext(reader, read_scan, resources_dir())
    return run_demo(arguments, context, sys.stdout, sys.stderr, partial(_warm_up, reader))


def _warm_up(reader: FindingReader) -> None:
    from engine.decoding.pool import shared_pool

    # A process of its own starts while the model is loaded in this one.
    shared_pool().warm_up(with_readers=False)
    # A fault of a model is reported for each file that it should have answered for.
    with contextlib.suppress(UserFacingError):
        reader.warm_up()


def _batch(arguments: argparse.Namespace) -> int:
    from desktop.system.worker_parts import find_parts
    from engine.commands.batch import BatchContext, run_batch
    from engine.model.second_reader import SecondReader
    from engine.system.memory import give_back_freed_memory

    reader = SecondReader(models_dir())
    give_back_freed_memory()
    context = BatchContext(
        reader, on_fault=_log_fault, resources=resources_dir(), find_parts=find_parts
    )
    return run_batch(arguments, context, sys.stdout, sys.stderr)


def _report(arguments: argparse.Namespace) -> int:
    from engine.commands.report import ReportContext, run_report
    from engine.decoding.read_scan import read_scan
    from engine.model.second_reader import SecondReader

    context = ReportContext(SecondReader(models_dir()), read_scan, resources_dir())
    return run_report(arguments, context, sys.stdout, sys.stderr)


def _models(arguments: argparse.Namespace) -> int:
    from engine.commands.models import run_models
    from engine.model.second_reader import SecondReader

    return run_models(arguments, SecondReader(models_dir()), sys.stdout)


def _doctor(arguments: argparse.Namespace) -> int:
    from desktop.doctor import window_checks, writable_places
    from engine.commands.doctor import run_doctor
    from engine.commands.self_check import Installation, checks
    from engine.decoding.read_scan import read_scan

    installation = Installation(models_dir(), resources_dir(), read_scan, writable_places())
    tried = itertools.chain(checks(installation), window_checks() if arguments.window else ())
    return run_doctor(arguments, tried, sys.stdout)


def _completion(arguments: argparse.Namespace) -> int:
    import shtab

    script = shtab.complete(parser(), shell=arguments.shell)
    # The first argument may be a file as well as a command; bash is not told so by itself.
    script = script.replace("complete -o bashdefault", "complete -o bashdefault -o default")
    sys.stdout.write(script + "\n")
    return 0


_COMMANDS: Final = {
    "classify": _classify,
    "batch": _batch,
    "report": _report,
    "demo": _demo,
    "models": _models,
    "doctor": _doctor,
    "completion": _completion,
}


def _plain_parser() -> argparse.ArgumentParser:
    plain = argparse.ArgumentParser(
        prog=_PROGRAM,
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plain.add_argument("--version", action="version", version=f"{_PROGRAM} {VERSION}")
    return plain


def _add_files(target: argparse.ArgumentParser) -> argparse.ArgumentParser:
    files = target.add_argument(
        "files", nargs="*", metavar="FILE", help="a scan to open in the window"
    )
    files.complete = "file"  # type: ignore[attr-defined]
    return target


def _describe_completion(target: argparse.ArgumentParser) -> None:
    target.description = "Print a script that completes the command line of second-reader."
    target.epilog = (
        "example:\n  second-reader completion bash > "
        "~/.local/share/bash-completion/completions/second-reader"
    )
    target.add_argument("shell", choices=_SHELLS, help="the shell to complete in")


def _refuse_misspelt_command(whole: argparse.ArgumentParser, first: str) -> None:
    meant = difflib.get_close_matches(first, _COMMANDS, n=1, cutoff=0.75)
    is_bare_word = Path(first).name == first
    if meant and is_bare_word and not Path(first).exists():
        whole.error(f"there is no file or command {first!r}; did you mean {meant[0]!r}?")


def _speak_utf8() -> None:
    # Whatever the terminal's locale; a name it cannot show is escaped rather than fatal.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    # The interpreter flushes standard output once more at its end, and would complain.
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - os.devnull is no path on Windows
        os.dup2(nothing.fileno(), sys.stdout.fileno())


def _report_fault(error: Exception) -> int:
    if os.environ.get("SECOND_READER_DEBUG") == "1":
        raise error
    log = logs.start()
    number = logs.record_fault(error)
    where = f"The log is {log} (fault {number})." if log else "No log could be written."
    _say(f"Second Reader stopped because of a fault of its own ({type(error).__name__}). {where}")
    return FAULT


def _log_fault(error: BaseException) -> None:
    logs.start()
    logs.record_fault(error)


def _say(message: str) -> None:
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        sys.stderr.write(f"{_PROGRAM}: {message}\n")
