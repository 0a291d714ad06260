"""``python -m training``: train, export and evaluate models."""

from training.commands.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
