"""Style sheet of the window in Qt's syntax; `theme.style_sheet` fills in colours and sizes."""

from __future__ import annotations

from typing import Final

TEMPLATE: Final = """
QMainWindow, QDialog { background: $window; }
QWidget#panel, QScrollArea#panelScroll, QWidget#panelBody { background: $surface; border: 0; }
QWidget#panel { border-left: 1px solid $line; }
QWidget#header, QWidget#viewBar, QWidget#cineBar, QWidget#rail { background: $window; }
QWidget#viewBar, QWidget#cineBar { border-top: 1px solid $line; }
QWidget#rail { border-right: 1px solid $line; }
QWidget#strip { background: $surface; border-right: 1px solid $line; }
QListView#stripList { background: $surface; border: 0; outline: 0; }
QListView#stripList:focus { border: 2px solid $accent; }
QFrame#rule { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame#barRule { background: $line; border: 0; max-width: 1px; min-width: 1px; }

QLabel { background: transparent; color: $text; }
QLabel[role="headline"] { font-size: ${headline}px; font-weight: 600; }
QLabel[role="lead"] { font-size: 15px; }
QLabel[role="figure"] { font-size: 20px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="section"] { font-size: 12px; font-weight: 600; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { font-size: 12px; color: $muted; }
QLabel[role="caution"] { color: $caution; font-weight: 600; }

QMenuBar { background: $window; color: $text; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $track; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::icon { padding-left: 10px; }
QToolTip { background: $text; color: $surface; border: 0; padding: 4px 8px; }

QToolButton {
    background: transparent; color: $text; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 5px 8px; min-height: 20px;
}
QToolButton:hover { background: $track; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $tint; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked:focus { border-color: $accent; }
QWidget#rail QToolButton { padding: 5px 6px; }
QToolButton:disabled { color: $muted; background: transparent; }
QToolButton[kind="primary"], QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; font-weight: 600; border-color: $accent;
}
QToolButton[kind="primary"] { padding: 5px 12px 5px 10px; }
QToolButton[kind="primary"]:focus, QPushButton[kind="primary"]:focus { border-color: $text; }

QPushButton {
    background: $raised; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: 8px 16px; min-height: 20px;
}
QPushButton[size="tiny"] { padding: 2px 10px; }
QPushButton[size="small"] { padding: 6px 14px 6px 12px; }
QPushButton:hover { border-color: $muted; }
QPushButton:disabled { color: $muted; background: transparent; border-color: $line; }
QPushButton:focus { border-color: $accent; }

QComboBox {
    background: $surface; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: 4px 26px 4px 10px; min-height: 20px;
}
QComboBox:hover { border-color: $muted; }
QComboBox:focus { border-color: $accent; }
QComboBox:disabled { color: $muted; background: $raised; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $line; padding: 4px; outline: 0;
    selection-background-color: $tint; selection-color: $text;
}

QLineEdit, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: 20px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $muted; background: $raised; }
QCheckBox { color: $text; spacing: 8px; }
QCheckBox[kind="tick"]::indicator {
    width: 16px; height: 16px; border: 1px solid $muted; border-radius: 4px; background: $surface;
}
QCheckBox[kind="tick"]::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox[kind="tick"]::indicator:hover, QCheckBox[kind="tick"]::indicator:focus {
    border-color: $text;
}
QCheckBox[kind="tick"]:focus { color: $accent; }
QPushButton[kind="field"] { padding: 4px 10px; text-align: left; background: $surface; }
QScrollArea#proof, QScrollArea#proof > QWidget > QWidget { background: $track; border: 0; }

QKeySequenceEdit > QLineEdit { padding: 0 8px; min-height: 28px; }

QTextBrowser#card, QPlainTextEdit#terms {
    background: $surface; color: $text; border: 0; border-radius: 0;
}

QTableView, QListWidget {
    background: $surface; alternate-background-color: $raised; color: $text;
    border: 1px solid $line; border-radius: ${radius}px; outline: 0;
    selection-background-color: $tint; selection-color: $text;
}
QTableView:focus, QListWidget:focus { border-color: $accent; }
QTableView::item { padding: 0 6px; border: 0; }
QListWidget::item { padding: 0 8px; border-radius: 4px; }
QListWidget#groups {
    background: $window; border: 0; border-right: 1px solid $line; border-radius: 0; padding: 8px;
}
QListWidget#groups::item:selected { background: $tint; color: $accent; }
QListWidget#groups::item:selected:focus { border: 1px solid $accent; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
    background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
    padding: 4px 6px; font-size: 12px; font-weight: 600;
}
QTableView#rows { border: 0; border-radius: 0; }
QTableView#rows QHeaderView::section { padding: 4px 9px; }
QTableView#rows QHeaderView::down-arrow, QTableView#rows QHeaderView::up-arrow {
    subcontrol-origin: margin; subcontrol-position: top center; width: 9px; height: 6px;
}

QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $track; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
    background: $surface; border: 1px solid $accent;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border-color: $track; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $track; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $track; border-radius: 3px; min-width: 32px; }
QScrollBar::handle:horizontal:hover { background: $muted; }
QScrollArea#proof QScrollBar::handle { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame#banner { background: $caution_tint; border: 0; border-bottom: 1px solid $caution; }
QFrame#banner[kind="notice"] { background: $tint; border-bottom-color: $accent; }
QFrame#banner QToolButton:hover { background: $surface; }

QWidget#empty QLabel[role="headline"] { color: $on_surround; font-size: 22px; }
QWidget#empty QLabel { color: $on_surround_muted; }
QWidget#empty QPushButton { background: #1b2126; color: $on_surround; border-color: #39434a; }
QWidget#empty QPushButton:hover { border-color: $on_surround_muted; }
QWidget#empty QPushButton:focus { border-color: $on_surround; }
QWidget#empty QPushButton[kind="primary"] {
    background: $bright; color: $on_bright; border-color: $bright;
}
QWidget#empty QPushButton[kind="primary"]:focus { border-color: #ffffff; }
"""
