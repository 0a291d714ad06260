"""A report is made, looked at and saved, as somebody in front of the window does it."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.report.dialog import ReportDialog
from desktop.report.form import Draft
from desktop.settings.settings import Settings
from engine.birads import BiRads
from engine.patient import PatientIdentity
from engine.report import Paper, ReportScan
from engine.scan import HeaderElement, Scan
from engine.wording import RESEARCH_USE
from tests.fakes.window import DEMO, FakeReader, MakeWindow, finding, open_phantom

PATIENT = PatientIdentity(name="Quixotewicz, Dulcibella", patient_id="MRN-7731905", sex="F")
LEFT = Qt.MouseButton.LeftButton
MakeDialog = Callable[..., ReportDialog]


def text_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture
def suggested() -> list[Path]:
    """Every file that was suggested to be written."""
    return []


@pytest.fixture
def make_dialog(
    qtbot: QtBot, settings: Settings, tmp_path: Path, suggested: list[Path]
) -> Iterator[MakeDialog]:
    made: list[ReportDialog] = []
    settings.report_folder = tmp_path

    def make(
        scan: Scan | None = None, target: Path | None = None, draft: Draft | None = None
    ) -> ReportDialog:
        scan = scan or open_phantom(DEMO)
        content = ReportScan(scan, finding("malignant", scan.rows, scan.columns), None)

        def ask(_parent: QWidget, path: Path) -> Path | None:
            suggested.append(path)
            return target

        dialog = ReportDialog(content, draft or Draft(PATIENT), settings, ask_target=ask)
        made.append(dialog)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    yield make
    for dialog in made:
        dialog.reject()
        assert dialog.jobs.close()


def settle(qtbot: QtBot, dialog: ReportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.pages_are_current, timeout=20_000)


def shown_pdf(dialog: ReportDialog) -> str:
    assert dialog.proof is not None
    return text_of(dialog.proof.pdf)


def test_the_pages_are_shown_before_anything_is_saved(
    qtbot: QtBot, make_dialog: MakeDialog
) -> None:
    dialog = make_dialog()
    settle(qtbot, dialog)
    pages = dialog.preview.pages.pages
    assert len(pages) >= 1
    assert abs(pages[0].width() - dialog.preview.page_width) <= 1
    assert pages[0].pixelColor(2, 2).name() == "#ffffff"
    assert "page" in dialog.preview.count.text()
    assert RESEARCH_USE in shown_pdf(dialog)
    assert "Quixotewicz, Dulcibella" in shown_pdf(dialog)


def test_what_is_typed_comes_onto_the_pages(qtbot: QtBot, make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    form = dialog.form
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Second, Person")
    qtbot.keyClicks(form.finding, "Oval mass")
    qtbot.keyClicks(form.text, "Seen twice.")
    qtbot.keyClicks(form.reader, "Dr. Example")
    qtbot.keyClicks(form.birads, "4B")
    form.paper_size.setCurrentIndex(1)
    settle(qtbot, dialog)
    text = shown_pdf(dialog)
    for stated in ("Second, Person", "Oval mass", "Seen twice.", "Dr. Example", "4B, moderate"):
        assert stated in text
    assert "Quixotewicz" not in text
    page = dialog.preview.pages.pages[0]
    assert page.height() / page.width() == pytest.approx(11 / 8.5, abs=0.01)


def test_one_switch_takes_the_patient_out(
    qtbot: QtBot, make_dialog: MakeDialog, suggested: list[Path]
) -> None:
    scan = open_phantom(Path("/home/Quixotewicz.png"))
    dialog = make_dialog(scan, target=None)
    settle(qtbot, dialog)
    assert "MRN-7731905" in shown_pdf(dialog)
    box = dialog.form.deidentified
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not dialog.form.name.isEnabled()
    settle(qtbot, dialog)
    for canary in ("Quixotewicz", "Dulcibella", "MRN-7731905"):
        assert canary not in shown_pdf(dialog)
    # Nor does the name that is suggested for the file.
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert [path.name for path in suggested] == ["report.pdf"]


def test_the_report_is_saved_and_what_is_typed_at_its_head_remembered(
    qtbot: QtBot,
    make_dialog: MakeDialog,
    settings: Settings,
    tmp_path: Path,
    suggested: list[Path],
) -> None:
    target = tmp_path / "filed.pdf"
    dialog = make_dialog(target=target)
    qtbot.keyClicks(dialog.form.institution, "Own Clinic")
    qtbot.keyClicks(dialog.form.reader, "Dr. Example")
    # Without waiting for the pages: what is saved is what the form says.
    with qtbot.waitSignal(dialog.saved, timeout=20_000):
        qtbot.mouseClick(dialog.save_button, LEFT)
    assert not dialog.isVisible()
    text = text_of(target.read_bytes())
    assert "Own Clinic" in text
    assert "Dr. Example" in text
    assert suggested == [tmp_path / f"{DEMO.stem}-report.pdf"]
    assert settings.report_institution == "Own Clinic"
    assert settings.report_reader == "Dr. Example"
    assert settings.report_paper == Paper.A4
    assert settings.report_folder == tmp_path


def test_a_full_disk_is_said_and_the_dialog_stays(
    qtbot: QtBot, make_dialog: MakeDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "filed.pdf"
    target.write_bytes(b"the older one")
    dialog = make_dialog(target=target)
    settle(qtbot, dialog)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(dialog.banner.isVisible, timeout=20_000)
    assert "The disk is full" in dialog.banner.text
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert target.read_bytes() == b"the older one"


def test_the_scan_itself_is_never_replaced(
    qtbot: QtBot, make_dialog: MakeDialog, tmp_path: Path
) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(DEMO.read_bytes())
    dialog = make_dialog(open_phantom(path), target=path)
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "This is the scan itself" in dialog.banner.text
    assert path.read_bytes() == DEMO.read_bytes()


def test_a_logo_that_cannot_be_read_is_said_to_be_none(
    qtbot: QtBot, make_dialog: MakeDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logo = tmp_path / "logo.txt"
    logo.write_text("only text, and no picture")
    dialog = make_dialog()
    settle(qtbot, dialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(logo), ""))
    qtbot.mouseClick(dialog.form.logo.choose, LEFT)
    qtbot.waitUntil(dialog.banner.isVisible, timeout=20_000)
    assert "The logo cannot be used" in dialog.banner.text
    # Without it everything is well again.
    qtbot.mouseClick(dialog.form.logo.clear, LEFT)
    settle(qtbot, dialog)
    assert not dialog.banner.isVisible()


def test_the_pages_can_be_enlarged(qtbot: QtBot, make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    settle(qtbot, dialog)
    before = dialog.preview.pages.pages[0].width()
    dialog.preview.zoom_in()
    settle(qtbot, dialog)
    assert dialog.preview.pages.pages[0].width() == pytest.approx(1.25 * before, abs=2)
    dialog.preview.fit()
    settle(qtbot, dialog)
    assert dialog.preview.pages.pages[0].width() == before


def test_text_that_is_in_the_picture_is_warned_of(make_dialog: MakeDialog) -> None:
    dialog = make_dialog(replace(open_phantom(DEMO), has_burned_in_annotation=True))
    assert "burned into this picture: it may name the patient." in dialog.banner.text
    assert dialog.banner.isVisible()


def test_every_field_has_a_name(make_dialog: MakeDialog) -> None:
    form = make_dialog().form
    fields = (form.name, form.patient_id, form.sex, form.birads, form.text, form.logo)
    assert all(field.accessibleName() for field in fields)


# In the window


def named(path: Path) -> Scan:
    header = (
        HeaderElement("(0010,0010)", "Patient's Name", "PN", "Quixotewicz^Dulcibella", 0, True),
        HeaderElement("(0010,0020)", "Patient ID", "LO", "MRN-7731905", 0, True),
    )
    return replace(open_phantom(path), header=header)


def opened(qtbot: QtBot, window: MainWindow, path: Path = DEMO) -> None:
    window.open_path(path)
    qtbot.waitUntil(
        lambda: window.session.reading is not None and window.session.reading.scan.path == path,
        timeout=10_000,
    )


def dialog_of(qtbot: QtBot, window: MainWindow) -> ReportDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.reports.dialog is not None
    return window.reports.dialog


def test_without_a_scan_there_is_nothing_to_report(make_window: MakeWindow) -> None:
    window = make_window()
    assert not window.actions_by_name["report"].isEnabled()
    window.reports.open()
    assert window.reports.dialog is None


def test_without_a_finding_there_is_nothing_to_report(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(reader=FakeReader("no_model"))
    opened(qtbot, window)
    assert not window.actions_by_name["report"].isEnabled()


def test_the_dialog_begins_with_the_patient_of_the_file(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(named)
    opened(qtbot, window)
    dialog = dialog_of(qtbot, window)
    assert dialog.form.name.text() == "Quixotewicz, Dulcibella"
    assert dialog.form.patient_id.text() == "MRN-7731905"
    settle(qtbot, dialog)
    assert "Malignant" in shown_pdf(dialog)
    dialog.reject()


def test_what_was_typed_is_there_again_for_the_same_scan_only(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    other = tmp_path / "other.png"
    window = make_window(named)
    opened(qtbot, window)
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.form.text, "Not to be lost.")
    dialog.form.birads.setCurrentIndex(dialog.form.birads.findData(BiRads.BENIGN))
    dialog.reject()
    opened(qtbot, window, other)
    dialog = dialog_of(qtbot, window)
    assert dialog.form.text.toPlainText() == ""
    dialog.reject()
    opened(qtbot, window)
    dialog = dialog_of(qtbot, window)
    assert dialog.form.text.toPlainText() == "Not to be lost."
    assert dialog.form.statement.birads is BiRads.BENIGN
    dialog.reject()


def test_the_window_says_where_the_report_is(
    qtbot: QtBot, make_window: MakeWindow, settings: Settings, tmp_path: Path
) -> None:
    settings.report_folder = tmp_path
    window = make_window(reader=FakeReader("inconclusive"))
    opened(qtbot, window)
    dialog = dialog_of(qtbot, window)
    dialog.ask_target = lambda _parent, suggested: suggested
    with qtbot.waitSignal(window.reports.saved, timeout=20_000):
        qtbot.mouseClick(dialog.save_button, LEFT)
    target = tmp_path / f"{DEMO.stem}-report.pdf"
    assert "Inconclusive" in text_of(target.read_bytes())
    assert target.name in window.stage.banner.text
