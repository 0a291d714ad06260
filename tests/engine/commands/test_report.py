from __future__ import annotations

import argparse
import io
import warnings
from pathlib import Path

import numpy as np
import pytest

from engine.birads import BiRads
from engine.commands.arguments import describe_report
from engine.commands.report import ReportContext, run_report
from engine.decoding.read_scan import read_scan
from engine.errors import UserFacingError
from engine.finding import Finding
from engine.model.model_card import ModelCard
from engine.patient import PatientIdentity
from engine.readers.dicom.identity import patient_identity
from engine.report import Paper
from engine.scan import Modality, Scan
from tests.fakes.dicom_maker import dataset_of, write
from tests.fakes.report_maker import IDENTITY, RESOURCES, card, everything, finding_of, pages

PIXELS = np.arange(60 * 80, dtype=np.uint8).reshape(60, 80)


class Answers:
    """Finds the same in every scan."""

    def classify(self, scan: Scan, modality: Modality | None = None) -> Finding:
        del modality
        return finding_of(scan=scan)

    def models(self) -> list[ModelCard]:
        return [card()]


def scan_file(folder: Path, name: str = "scan.dcm", **attributes: object) -> Path:
    stated = {"PatientName": "Quixotewicz^Dulcibella", "PatientID": "MRN-7731905"}
    return write(dataset_of(PIXELS, **(stated | attributes)), folder / name)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    describe_report(parser)
    parsed = parser.parse_args([str(argument) for argument in arguments])
    output, messages = io.StringIO(), io.StringIO()
    status = run_report(parsed, ReportContext(Answers(), read_scan, RESOURCES), output, messages)
    return status, output.getvalue(), messages.getvalue()


def test_scans_become_one_report(tmp_path: Path) -> None:
    one, two = scan_file(tmp_path), scan_file(tmp_path, "two.dcm", PatientName="Other^Person")
    target = tmp_path / "report.pdf"
    status, said, complained = run(
        *(one, two, "--output", target, "--institution", "Own Clinic", "--birads", "4C"),
        *("--reader", "Dr. Example", "--text", "Seen twice."),
    )
    assert (status, complained) == (0, "")
    assert said == f"{target}: 2 scans\n"
    text = " ".join(pages(target.read_bytes()))
    for stated in (
        *("Quixotewicz, Dulcibella", "MRN-7731905", "Other, Person", "Own Clinic", "Dr. Example"),
        *("Seen twice.", "4C, high suspicion", IDENTITY.sha256, "Scan 2 of 2"),
    ):
        assert stated in text


def test_a_deidentified_report_says_what_it_cannot_remove(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    status, _, complained = run(scan_file(tmp_path), "--output", target, "--deidentified")
    assert status == 0
    assert "part of a picture is not removed" in complained
    found = everything(target.read_bytes())
    assert "quixotewicz" not in found
    assert "mrn-7731905" not in found
    assert "scan.dcm" not in found


def test_a_deidentified_report_names_the_scans_with_text_in_them(tmp_path: Path) -> None:
    phantom = RESOURCES / "demo" / "ultrasound_phantom.png"
    scans = (phantom, scan_file(tmp_path))
    _, _, complained = run(*scans, "--output", tmp_path / "r.pdf", "--deidentified")
    assert f"{phantom}: the picture seems to contain text" in complained
    assert complained.count("seems to contain text") == 1
    _, _, complained = run(*scans, "--output", tmp_path / "r.pdf")
    assert "seems to contain text" not in complained


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(scan_file(tmp_path).read_bytes()[:900])
    target = tmp_path / "report.pdf"
    status, said, complained = run(broken, scan_file(tmp_path), "--output", target)
    assert status == 1
    assert said.endswith(": 1 scan\n")
    assert str(broken) in complained


def test_without_a_scan_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    with pytest.raises(UserFacingError, match="No scan could be read"):
        run(tmp_path / "missing.dcm", "--output", target)
    assert not target.exists()


def test_the_scan_itself_is_never_replaced(tmp_path: Path) -> None:
    scan = scan_file(tmp_path)
    before = scan.read_bytes()
    status, _, complained = run(scan, "--output", scan)
    assert status == 2
    assert "would replace a scan" in complained
    assert scan.read_bytes() == before


def test_the_choices_of_the_command_are_those_of_the_report() -> None:
    parser = argparse.ArgumentParser()
    describe_report(parser)
    choices = {action.dest: action.choices for action in parser._actions}
    assert choices["paper"] == list(map(str, Paper))
    assert choices["birads"] == list(map(str, BiRads))


# Who a file says that its scan is of


def test_identity_is_read_as_the_file_states_it(tmp_path: Path) -> None:
    scan = scan_file(
        tmp_path,
        PatientName="Quixotewicz^Dulcibella^Maria^Dr.^PhD",
        PatientBirthDate="19570328",
        PatientSex="F",
        StudyDate="20190817",
        AccessionNumber="ACC-440261",
        InstitutionName="Hospital Zumbador",
    )
    assert patient_identity(read_scan(scan)) == PatientIdentity(
        name="Quixotewicz, Dr. Dulcibella Maria, PhD",
        patient_id="MRN-7731905",
        birth_date="1957-03-28",
        sex="F",
        study_date="2019-08-17",
        accession_number="ACC-440261",
        institution="Hospital Zumbador",
    )


@pytest.mark.parametrize(
    ("charset", "written", "name", "ideographic", "phonetic"),
    [
        ("ISO_IR 100", "Müller^Zoë", "Müller, Zoë", "", ""),
        ("ISO_IR 144", "Иванова^Ольга", "Иванова, Ольга", "", ""),
        ("ISO_IR 126", "Παππά^Μαρία", "Παππά, Μαρία", "", ""),
        ("ISO_IR 192", "Nguyễn^Ánh", "Nguyễn, Ánh", "", ""),
        (
            ["", "ISO 2022 IR 87"],
            "Yamada^Tarou=山田^太郎=やまだ^たろう",
            "Yamada, Tarou",
            "山田, 太郎",
            "やまだ, たろう",
        ),
        (
            ["", "ISO 2022 IR 149"],
            "Hong^Gildong=洪^吉洞=홍^길동",
            "Hong, Gildong",
            "洪, 吉洞",
            "홍, 길동",
        ),
        ("GB18030", "Wang^XiaoDong=王^小东", "Wang, XiaoDong", "王, 小东", ""),
    ],
)
def test_names_are_decoded_by_the_character_set_of_the_file(
    tmp_path: Path,
    charset: str | list[str],
    written: str,
    name: str,
    ideographic: str,
    phonetic: str,
) -> None:
    found = patient_identity(
        read_scan(scan_file(tmp_path, SpecificCharacterSet=charset, PatientName=written))
    )
    assert found is not None
    assert (found.name, found.ideographic_name, found.phonetic_name) == (
        name,
        ideographic,
        phonetic,
    )


def test_a_wrong_date_stays_as_it_is_written(tmp_path: Path) -> None:
    # pydicom warns about it, or not, as other tests have left its settings.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scan = scan_file(tmp_path, PatientBirthDate="19571399")
    found = patient_identity(read_scan(scan))
    assert found is not None
    assert found.birth_date == "19571399"


def test_the_name_of_another_person_in_a_sequence_is_not_the_patients(tmp_path: Path) -> None:
    other = dataset_of(PIXELS, PatientName="Other^Person")
    del other.PixelData
    found = patient_identity(read_scan(scan_file(tmp_path, ReferencedPatientSequence=[other])))
    assert found is not None
    assert found.name == "Quixotewicz, Dulcibella"


def test_a_picture_states_nobody() -> None:
    assert patient_identity(read_scan(RESOURCES / "demo" / "ultrasound_phantom.png")) is None
