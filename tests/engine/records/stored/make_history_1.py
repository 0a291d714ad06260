"""Write ``history-1.sqlite`` as version 0.1.0 of the program wrote it: the first schema.

Nothing of the program is imported: what later versions do must not change what this one did.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMA = """
    CREATE TABLE readings (
        key TEXT PRIMARY KEY, read_at TEXT NOT NULL, path BLOB NOT NULL, record TEXT NOT NULL,
        patient_name TEXT NOT NULL
    );
    CREATE INDEX by_time ON readings (read_at);
    PRAGMA application_id = 1397901417;
    PRAGMA user_version = 1;
"""
ANSWERED = {
    "status": "ok",
    "modality": "ultrasound",
    "class": "malignant",
    "confidence": 0.8125,
    "malignancy": 0.8125,
    "probabilities": {"benign": 0.125, "malignant": 0.8125, "normal": 0.0625},
    "point": ["sensitivity 0.90", 0.3125, 0.90625],
    "model": ["ultrasound", "0.10.0", "ab" * 32],
    "frame": 3,
    "frames": 12,
    "error": ["", ""],
    "laterality": "L",
    "view": "CC",
    "patient": "4711",
}
UNREADABLE = dict.fromkeys(ANSWERED) | {
    "status": "unreadable",
    "probabilities": {},
    "error": ["The file is damaged.", "Ask for another copy."],
}
FIRST = "/Aufnahmen/für Ärzte/a.dcm"
ROWS = (
    (
        "a" * 32,
        "2026-03-01T12:00:00.000000+00:00",
        "/Aufnahmen/für Ärzte/a.dcm",
        ANSWERED,
        "Muster",
    ),
    ("b" * 32, "2026-03-02T08:30:00.250000+00:00", "/Aufnahmen/b.png", UNREADABLE, ""),
)


def main() -> None:
    target = Path(__file__).with_name("history-1.sqlite")
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.executescript(SCHEMA)
        for key, when, path, record, name in ROWS:
            values = (key, when, path.encode(), json.dumps(record), name)
            base.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?)", values)
        base.commit()


if __name__ == "__main__":
    main()
