"""Command line of the training package."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from training.audit.command import add_audit
from training.commands.cards import add_cards
from training.commands.library_logs import hidden_library_logs
from training.compare.command import add_compare
from training.explain.command import add_explain
from training.robustness.command import add_robustness

_DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
EXAMPLES = """examples:
  python -m training audit DATA/ultrasound/BUSI --html audit.html
  python -m training train ultrasound --data DATA --weights DATA/weights
  python -m training train my-recipe --data FOLDER
  python -m training compare study-1-own study-1-honest --data DATA --output comparison
  python -m training export runs/ultrasound
  python -m training evaluate runs/ultrasound --locked
  python -m training export runs/ultrasound --install
  python -m training explain runs/ultrasound --output explanations
  python -m training robustness ultrasound --data DATA --output robustness
  python -m training cross-validate ultrasound --data DATA --weights DATA/weights --run runs/cv
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 a problem, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        with hidden_library_logs():
            options.command(options)
    except UserFacingError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        # What a disk can do wrong, wherever it happens; every file is written whole or not at all.
        if error.errno not in _DISK_FULL:
            raise
        print("The disk is full. Free some space; the same command goes on.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command goes on after the last finished epoch.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description="Train, export and evaluate models. For research and education.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_audit(commands)
    add_compare(commands)
    train = commands.add_parser("train", help="train a recipe, or resume its training")
    _add_start(train)
    train.set_defaults(command=_train)
    folds = commands.add_parser("cross-validate", help="train and measure one model a fold")
    _add_start(folds)
    folds.add_argument("--folds", type=_fold_count, default=5, help="how many (default: 5)")
    folds.add_argument(
        "--by-source",
        action="store_true",
        help="in place of folds: train without one hospital and measure on it, for each in turn",
    )
    folds.add_argument(
        "--first", type=int, help="train and measure only the first of them (default: all)"
    )
    folds.set_defaults(command=_cross_validate)
    export = commands.add_parser("export", help="make a LiteRT graph with its card")
    export.add_argument("run", type=Path)
    export.add_argument(
        "--install", action="store_true", help="measure it if needed, and put it in place"
    )
    export.set_defaults(command=_export)
    calibrate = commands.add_parser(
        "calibrate", help="fit the probabilities of an exported model again; its networks stay"
    )
    calibrate.add_argument("run", type=Path)
    calibrate.set_defaults(command=_calibrate)
    evaluate = commands.add_parser("evaluate", help="measure the exported model")
    evaluate.add_argument("run", type=Path)
    evaluate.add_argument(
        "--locked",
        action="store_true",
        help="also measure the hospitals never trained on; each time is logged",
    )
    evaluate.set_defaults(command=_evaluate)
    add_explain(commands)
    add_robustness(commands)
    weights = commands.add_parser(
        "weights", help="write published weights that Keras does not offer"
    )
    weights.add_argument("network", help="EfficientNetLite0, EfficientNetLite1, EfficientNetLite2")
    weights.add_argument("--to", type=Path, required=True, help="folder of pretrained backbones")
    weights.set_defaults(command=_weights)
    routing = commands.add_parser(
        "routing", help="fit the router that recognises the kind of a scan"
    )
    routing.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    routing.add_argument("--models", type=Path, default=Path("models"), help="default: models")
    routing.set_defaults(command=_routing)
    add_cards(commands)
    scope = commands.add_parser("scope", help="measure what the scope gate refuses")
    scope.add_argument("run", type=Path)
    scope.set_defaults(command=_scope)
    return parser


def _add_start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", help="name of a bundled recipe, or a path ending in .toml")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument(
        "--weights", type=Path, help="folder with the weights of pretrained backbones"
    )
    parser.add_argument("--run", type=Path, help="folder of the run (default: runs/NAME)")


def _fold_count(text: str) -> int:
    count = int(text)
    if not 2 <= count <= 20:
        raise argparse.ArgumentTypeError("between 2 and 20 folds can be made")
    return count


def _cross_validate(options: argparse.Namespace) -> None:
    from training.commands.cross_validate import cross_validate
    from training.run import Run

    run = Run.start(options.recipe, options.data, options.run)
    count = None if options.by_source else options.folds
    _print_figures(cross_validate(run, options.weights, count, options.first))


def _weights(options: argparse.Namespace) -> None:
    from training.networks.lite_weights import convert_weights

    print(f"Wrote {convert_weights(options.network, options.to)}")


def _scope(options: argparse.Namespace) -> None:
    from training.commands.scope_study import study_scope
    from training.run import Run

    for row in study_scope(Run.open(options.run)):
        print(f"{row.question:58} {row.refused:6.1%} refused of {row.pictures}")


def _routing(options: argparse.Namespace) -> None:
    from training.exporting.routing_fit import fit_router

    rows, digest = fit_router(options.data, options.models)
    for row in rows:
        print(f"{row.pictures:45} {row.first:7.1%} first  {row.among:7.1%} among  of {row.count}")
    print(f"SHA-256 for engine/model/modality_router.py: {digest}")


def _train(options: argparse.Namespace) -> None:
    from training.commands.train import train
    from training.run import Run

    train(Run.start(options.recipe, options.data, options.run), options.weights)


def _export(options: argparse.Namespace) -> None:
    from training.run import Run

    run = Run.open(options.run)
    if options.install:
        from training.commands.release import release

        print(f"Installed {release(run)}")
        return
    from training.exporting.export import export

    print(f"Exported {export(run)}")


def _calibrate(options: argparse.Namespace) -> None:
    from training.commands.calibrate import recalibrate
    from training.run import Run

    print(f"Calibrated {recalibrate(Run.open(options.run))}. Measure it: evaluate.")


def _evaluate(options: argparse.Namespace) -> None:
    from training.commands.evaluate import evaluate
    from training.run import Run

    _print_figures(evaluate(Run.open(options.run), locked=options.locked))


def _print_figures(figures: list[dict[str, Any]]) -> None:
    for figure in figures:
        low, high = figure["low"], figure["high"]
        print(
            f"{figure['data']:28} {figure['name']:42} {figure['value']:.3f} "
            f"[{low:.3f}, {high:.3f}]  n = {figure['count']}"
        )
