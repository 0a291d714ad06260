"""Contents for reports, and what a reader of the file finds in it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
from pypdf.generic import StreamObject

from engine.birads import BiRads
from engine.finding import (
    Evidence,
    Finding,
    InconclusiveZone,
    ModelIdentity,
    OperatingPoint,
    Reason,
    Status,
)
from engine.measurement import Measurement
from engine.model.model_card import ModelCard, load_card
from engine.patient import PatientIdentity
from engine.picture.preprocessing import Letterbox
from engine.report import ReaderStatement, ReportOptions, ReportScan
from engine.scan import Modality, Scan

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
DATE = dt.datetime(2026, 11, 20, 14, 5, 9, tzinfo=dt.timezone(dt.timedelta(hours=2)))
CLASSES = ("benign", "malignant", "normal")
PATIENT = PatientIdentity(
    name="Quixotewicz, Dulcibella",
    patient_id="MRN-7731905",
    birth_date="1957-03-28",
    sex="F",
    study_date="2019-08-17",
    accession_number="ACC-440261",
    institution="Hospital Zumbador",
)
MEASUREMENT = Measurement("A", 18.42, 184.2, (10.0, 10.0), (50.0, 30.0), 0)
STATEMENT = ReaderStatement(
    "Dr. Example", "Oval mass", BiRads.LOW_SUSPICION, "Larger than last year.\nBiopsy agreed."
)
IDENTITY = ModelIdentity("ultrasound", "9.8.7", 16 * "ab12")


def card() -> ModelCard:
    return load_card(ROOT / "models" / "ultrasound")


def scan_of(**facts: object) -> Scan:
    ramp = np.linspace(0, 255, 64 * 80).astype(np.uint8).reshape(1, 64, 80)
    stated: dict[str, Any] = {
        "path": Path("/home/somebody/Quixotewicz_1957.dcm"),
        "pixels": ramp,
        "file_format": "DICOM",
    }
    return Scan(**(stated | facts))


def finding_of(status: Status = Status.OK, scan: Scan | None = None) -> Finding:
    rows, columns = (64, 80) if scan is None else (scan.rows, scan.columns)
    if status is Status.OUT_OF_SCOPE:
        reason = Reason("This does not look like a scan.", "Open the picture as it was saved.")
        return Finding(status, None, IDENTITY, None, None, {}, None, None, None, reason, None)
    maps = np.zeros((8, 8, 3), np.float32)
    maps[3:5, 3:5, 1] = 2.0
    evidence = Evidence(
        class_maps=maps,
        bias=np.zeros(3, np.float32),
        logits=maps.sum(axis=(0, 1)),
        lesion_map=np.clip(maps[..., 1], 0, 1),
        classes=CLASSES,
        letterbox=Letterbox.fit(rows, columns, 256, 256),
        frame_rows=rows,
        frame_columns=columns,
    )
    unsure = status is Status.INCONCLUSIVE
    malignancy = 0.21 if unsure else 0.927
    probabilities = dict(zip(CLASSES, (0.993 - malignancy, malignancy, 0.007), strict=True))
    name = max(probabilities, key=probabilities.__getitem__)
    return Finding(
        status=status,
        modality=Modality.ULTRASOUND,
        model=IDENTITY,
        class_name=name,
        confidence=probabilities[name],
        probabilities=probabilities,
        malignancy_probability=malignancy,
        operating_point=OperatingPoint("95 % sensitivity", 0.22, 0.95),
        inconclusive_zone=InconclusiveZone(0.14, 0.30),
        reason=Reason("The model cannot tell.", "Decide without it.") if unsure else None,
        evidence=evidence,
    )


def content_of(scan: Scan | None = None, **parts: object) -> ReportScan:
    scan = scan or scan_of()
    stated: dict[str, Any] = {
        "scan": scan,
        "finding": finding_of(scan=scan),
        "card": card(),
        "patient": PATIENT,
        "measurements": (MEASUREMENT,),
        "reader": STATEMENT,
    }
    return ReportScan(**(stated | parts))


def options_of(**parts: object) -> ReportOptions:
    stated: dict[str, Any] = {"resources": RESOURCES, "date": DATE, "institution": "Own Clinic"}
    return ReportOptions(**(stated | parts))


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page on one line, with plain blanks."""
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def objects(pdf: bytes) -> list[Any]:
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    count = int(reader.trailer["/Size"])
    return [reader.get_object(number) for number in range(1, count)]


def everything(pdf: bytes) -> str:
    """Return all that anybody could find: raw, unpacked and as text, in small letters."""
    parts = [pdf.decode("latin-1"), *pages(pdf)]
    for item in objects(pdf):
        parts.append(repr(item))
        if isinstance(item, StreamObject) and item.get("/Subtype") != "/Image":
            content = item.get_data()
            parts += [content.decode("latin-1"), content.decode("utf-16-be", "replace")]
    return "\n".join(parts).lower()
