"""The batch window, driven as a user would."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    Qt,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.batch.columns import COLUMNS
from desktop.batch.controls import State
from desktop.batch.rows_model import RowsModel
from desktop.batch.window import BatchWindow
from desktop.style.theme import Theme
from engine.finding import Status
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal
from tests.fakes.batch_window import ByName, Pool, opened
from tests.fakes.window import MakeWindow

Make = Callable[..., BatchWindow]
MALIGNANCY = [column.title for column in COLUMNS].index("Malignancy")
DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def pool() -> Pool:
    return Pool()


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    (folder / "inner").mkdir(parents=True)
    for name in ("malignant-1", "benign-1", "benign-2", "inconclusive-1", "damaged-1"):
        (folder / f"{name}.png").write_bytes(b"x")
    (folder / "inner" / "normal-1.png").write_bytes(b"x")
    return folder


@pytest.fixture
def make(qtbot: QtBot, chrome: Theme, tmp_path: Path, pool: Pool) -> Iterator[Make]:
    made: list[BatchWindow] = []

    def make_one(journal: Path = tmp_path / "state" / "batch.journal") -> BatchWindow:
        window = BatchWindow(opened, ByName(), chrome, journal, open_pool=pool)
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        return window

    yield make_one
    pool.go_on()
    for window in made:
        window.close()
        assert window.run.shut_down()
        assert window.preview.shut_down()


def done(qtbot: QtBot, window: BatchWindow) -> None:
    qtbot.waitUntil(lambda: not window.run.is_running, timeout=10_000)


def column(model: QAbstractItemModel, number: int) -> list[str]:
    return [model.index(line, number).data() for line in range(model.rowCount())]


def files(window: BatchWindow) -> list[str]:
    return column(window.model, 0)


def test_rows_appear_and_are_counted(qtbot: QtBot, make: Make, scans: Path) -> None:
    window = make()
    QAbstractItemModelTester(window.model, window)
    window.read_folders([scans])
    done(qtbot, window)
    assert sorted(files(window)) == sorted(path.name for path in scans.rglob("*.png"))
    assert window.controls.state is State.DONE
    assert window.controls.details == "Done, files: 6"
    assert window.summary.classes == {"malignant": 1, "benign": 2, "normal": 1}
    assert window.summary.statuses[Status.UNREADABLE] == 1
    assert "Not read 1" in window.strip.accessibleDescription()
    assert window.line.part is None


def test_folders_inside_are_left_out_when_the_box_is_cleared(
    qtbot: QtBot, make: Make, scans: Path
) -> None:
    window = make()
    window.controls.recursive.setChecked(False)
    window.read_folders([scans])
    done(qtbot, window)
    assert "normal-1.png" not in files(window)


def test_a_click_shows_the_scan_with_its_heatmap_and_finding(
    qtbot: QtBot, make: Make, scans: Path
) -> None:
    window = make()
    window.read_folders([scans])
    done(qtbot, window)
    view = window.table.view
    line = files(window).index("malignant-1.png")
    place = view.visualRect(window.model.index(line, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.preview.panel.headline == "Malignant")
    plain_and_hot = []
    for shown in (True, False):
        window.preview.picture.set_heat_shown(shown)
        plain_and_hot.append(window.preview.picture.grab().toImage())
    assert plain_and_hot[0] != plain_and_hot[1]
    with qtbot.waitSignal(window.scan_chosen) as chosen:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [scans / "malignant-1.png", 0]


def test_a_file_that_was_not_read_says_why(qtbot: QtBot, make: Make, scans: Path) -> None:
    window = make()
    window.read_folders([scans])
    done(qtbot, window)
    window.table.view.selectRow(files(window).index("damaged-1.png"))
    words = window.preview.picture.words
    assert "The file ends early." in words
    assert "Export it again." in words


def test_rows_are_filtered_searched_and_sorted(qtbot: QtBot, make: Make, scans: Path) -> None:
    window = make()
    QAbstractItemModelTester(window.model, window)
    window.read_folders([scans])
    done(qtbot, window)
    window.table.view.sortByColumn(MALIGNANCY, DESCENDING)
    shown = files(window)
    assert (shown[0], shown[-1]) == ("malignant-1.png", "damaged-1.png")
    choices = window.filter.answers
    choices.setCurrentIndex(choices.findText("Benign"))
    assert sorted(files(window)) == ["benign-1.png", "benign-2.png"]
    choices.setCurrentIndex(choices.findText("Reaches the operating point"))
    assert files(window) == ["malignant-1.png"]
    choices.setCurrentIndex(0)
    qtbot.keyClicks(window.filter.search, "inner normal")
    qtbot.waitUntil(lambda: files(window) == ["normal-1.png"])
    window.filter.search.clear()
    qtbot.waitUntil(lambda: len(files(window)) == 6)


def test_the_row_that_is_looked_at_keeps_the_cursor_when_others_arrive(qtbot: QtBot) -> None:
    model = RowsModel()
    QAbstractItemModelTester(model, model)
    rows = [FindingRecord(f"{n}", Status.OK, malignancy_probability=n / 1000) for n in range(1000)]
    model.append(rows[500:])
    model.sort(MALIGNANCY, DESCENDING)
    held = QPersistentModelIndex(model.index(3, 0))
    with qtbot.waitSignal(model.layoutChanged):
        model.append([replace(rows[999], path="first", malignancy_probability=1.0)])
    assert model.row_at(0).path == "first"
    assert model.row_at(4).path == rows[996].path
    assert model.line_of(rows[996]) == held.row() == 4
    assert model.line_of(rows[0]) == -1


def test_pausing_begins_no_further_file_and_going_on_ends_the_pause(
    qtbot: QtBot, make: Make, scans: Path, pool: Pool
) -> None:
    pool.allow(0)
    window = make()
    window.read_folders([scans])
    qtbot.waitUntil(pool.entered.is_set)
    qtbot.mouseClick(window.controls.pause, Qt.MouseButton.LeftButton)
    assert window.controls.state is State.PAUSED
    pool.go_on()
    qtbot.waitUntil(lambda: "paused" in window.controls.details)
    qtbot.wait(300)
    # Those that were being read are done, and no other.
    assert len(files(window)) < 6
    assert window.run.is_running
    qtbot.mouseClick(window.controls.pause, Qt.MouseButton.LeftButton)
    done(qtbot, window)
    assert len(files(window)) == 6


def test_cancelling_keeps_the_rows_and_resuming_goes_on(
    qtbot: QtBot, make: Make, scans: Path, pool: Pool
) -> None:
    pool.allow(0)
    window = make()
    window.read_folders([scans])
    qtbot.waitUntil(pool.entered.is_set)
    qtbot.mouseClick(window.controls.cancel, Qt.MouseButton.LeftButton)
    done(qtbot, window)
    assert window.controls.state is State.STOPPED
    qtbot.mouseClick(window.controls.resume, Qt.MouseButton.LeftButton)
    done(qtbot, window)
    assert window.controls.state is State.DONE
    assert len(files(window)) == len(set(files(window))) == 6


def test_closing_in_the_middle_is_offered_to_be_resumed(
    qtbot: QtBot, make: Make, scans: Path, pool: Pool
) -> None:
    pool.allow(2)
    window = make()
    window.read_folders([scans])
    qtbot.waitUntil(lambda: window.summary.total == 2)
    window.close()
    again = make()
    assert again.resume_prompt.isVisible()
    assert "was not finished. scans, files read so far: 2" in again.resume_prompt.text
    qtbot.mouseClick(again.resume_prompt.accept_button, Qt.MouseButton.LeftButton)
    done(qtbot, again)
    assert len(files(again)) == 6
    assert not again.resume_prompt.isVisible()


def test_the_rows_of_a_finished_batch_can_be_shown_or_removed(
    qtbot: QtBot, make: Make, scans: Path, tmp_path: Path
) -> None:
    window = make()
    window.read_folders([scans])
    done(qtbot, window)
    window.close()
    for path in scans.rglob("*.png"):
        path.unlink()
    again = make()
    assert again.resume_prompt.accept_button.text() == "Show them"
    qtbot.mouseClick(again.resume_prompt.accept_button, Qt.MouseButton.LeftButton)
    done(qtbot, again)
    assert len(files(again)) == 6
    again.close()
    third = make()
    qtbot.mouseClick(third.resume_prompt.decline_button, Qt.MouseButton.LeftButton)
    assert list((tmp_path / "state").iterdir()) == []


def test_a_second_window_is_told_that_the_first_is_at_work(
    qtbot: QtBot, make: Make, scans: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir()
    with Journal(tmp_path / "state" / "batch.journal"):
        window = make()
        window.read_folders([scans])
        done(qtbot, window)
    assert "Another batch is writing" in window.banner.text
    assert window.controls.state is State.STOPPED


def test_an_altered_model_halts_the_batch_and_says_so(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "altered-1.png").write_bytes(b"x")
    window = make()
    window.read_folders([folder])
    done(qtbot, window)
    assert "The ultrasound model is altered." in window.banner.text


def test_a_folder_without_files_says_so(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    window = make()
    window.read_folders([folder])
    done(qtbot, window)
    assert "no files" in window.banner.text


def test_rows_are_exported_and_only_then_given_up_without_asking(
    qtbot: QtBot, make: Make, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make()
    window.read_folders([scans])
    done(qtbot, window)
    asked: list[str] = []

    def refuse(*arguments: object) -> QMessageBox.StandardButton:
        asked.append(str(arguments[2]))
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "question", refuse)
    window.read_folders([scans])
    assert len(asked) == 1
    assert len(files(window)) == 6
    target = tmp_path / "rows"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(window.filter.csv, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Written" in window.banner.text)
    with target.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        assert [Path(row["path"]).name for row in csv.DictReader(file)] == [
            "benign-1.png",
            "benign-2.png",
            "damaged-1.png",
            "inconclusive-1.png",
            "normal-1.png",
            "malignant-1.png",
        ]
    window.read_folders([scans])
    assert len(asked) == 1
    done(qtbot, window)


def test_a_report_of_the_rows_is_written(
    qtbot: QtBot, make: Make, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make()
    window.read_folders([scans])
    done(qtbot, window)
    target = tmp_path / "summary.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(window.filter.pdf, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Written" in window.banner.text, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")


def test_folders_can_be_dropped(qtbot: QtBot, make: Make, scans: Path) -> None:
    window = make()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scans))])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(5, 5), *arguments, Qt.KeyboardModifier.NoModifier)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), *arguments, Qt.KeyboardModifier.NoModifier))
    done(qtbot, window)
    assert len(files(window)) == 6


def test_a_name_is_neither_markup_nor_more_than_a_line(make: Make) -> None:
    window = make()
    window.model.append([FindingRecord("x/a\nb\u202e<img src=x>&.png", Status.OK)])
    index = window.model.index(0, 0)
    assert index.data() == r"a\nb\u202e<img src=x>&.png"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt;&amp;.png" in tip
    assert "<img" not in tip


def test_fifty_thousand_rows_are_taken_sorted_and_filtered(qtbot: QtBot, make: Make) -> None:
    window = make()
    rows = [
        FindingRecord(f"folder/{number:05}", Status.OK, malignancy_probability=number % 977 / 977)
        for number in range(50_000)
    ]
    for start in range(0, len(rows), 10_000):
        window.model.append(rows[start : start + 10_000])
    assert window.table.currentWidget() is window.table.view
    window.table.view.sortByColumn(MALIGNANCY, DESCENDING)
    assert window.model.row_at(0).malignancy_probability == 976 / 977
    qtbot.keyClicks(window.filter.search, "49999")
    qtbot.waitUntil(lambda: files(window) == ["49999"])


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """Where no journal can be made, whoever one is: below a file."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "batch.journal"


def test_rows_that_cannot_be_kept_are_read_and_the_window_says_so(
    qtbot: QtBot, make: Make, scans: Path, unwritable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Ok]

    def answer(*arguments: object) -> QMessageBox.StandardButton:
        asked.append(str(arguments[2]))
        return answers[len(asked) - 1]

    monkeypatch.setattr(QMessageBox, "question", answer)
    window = make(unwritable)
    window.read_folders([scans])
    done(qtbot, window)
    assert len(files(window)) == 6
    assert window.controls.state is State.DONE
    assert "until this window is closed" in window.banner.text
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert ["lost" in words for words in asked] == [True, True]


def test_rows_that_were_exported_are_not_asked_about(
    qtbot: QtBot, make: Make, scans: Path, unwritable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = unwritable.parents[1] / "rows.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("was asked"))
    window = make(unwritable)
    window.read_folders([scans])
    done(qtbot, window)
    window.export_csv()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "rows.csv" in window.banner.text)
    window.close()
    assert not window.isVisible()


def test_the_main_window_stays_when_rows_would_be_lost(
    qtbot: QtBot,
    make_window: MakeWindow,
    scans: Path,
    unwritable: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.batch import store

    monkeypatch.setattr(store, "default_journal", lambda: unwritable)
    answers = iter([QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Ok])
    monkeypatch.setattr(QMessageBox, "question", lambda *_: next(answers))
    main = make_window(opened, ByName())
    main.actions_by_name["batch"].trigger()
    batch = main.batch.window
    assert batch is not None
    batch.read_folders([scans])
    done(qtbot, batch)
    main.close()
    assert main.isVisible()
    main.close()
    assert not main.isVisible()


def test_the_main_window_opens_it_and_shows_the_scan_that_is_chosen(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.batch import store

    monkeypatch.setattr(store, "default_journal", lambda: tmp_path / "batch.journal")
    main = make_window(opened, ByName())
    main.actions_by_name["batch"].trigger()
    window = main.batch.window
    assert window is not None
    qtbot.waitUntil(window.isVisible)
    main.actions_by_name["batch"].trigger()
    assert main.batch.window is window
    window.scan_chosen.emit(Path("/scans/benign-1.png"), 0)
    qtbot.waitUntil(lambda: "benign-1.png" in main.windowTitle())
    main.close()
    assert main.batch.window is None
