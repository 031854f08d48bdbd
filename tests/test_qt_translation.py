import shutil
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from defusedxml.ElementTree import parse
from PySide6.QtCore import QProcess, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from desktop_app.resources import resource

SOURCE, COMPILED = resource("i18n", "qt_vi.ts"), resource("i18n", "qt_vi.qm")
BUTTON = QMessageBox.StandardButton


def messages() -> list[tuple[str, str, str]]:
    root = parse(SOURCE).getroot()
    assert root is not None
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
        for context in root.iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture
def vietnamese(qapp: QApplication) -> Iterator[QTranslator]:
    translator = QTranslator()
    assert translator.load(str(COMPILED))
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


def test_the_compiled_file_is_made_from_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's tool takes its words in the code page.

    A user's name may not be written in it: no path goes to it.
    """
    lrelease = shutil.which("lrelease", path=str(Path(PySide6.__file__).parent))
    assert lrelease is not None
    shutil.copyfile(SOURCE, tmp_path / SOURCE.name)
    fresh = tmp_path / "qt_vi.qm"
    monkeypatch.chdir(tmp_path)
    assert QProcess.execute(lrelease, ["-silent", SOURCE.name, "-qm", fresh.name]) == 0
    assert fresh.read_bytes() == COMPILED.read_bytes()


def test_every_message_is_found_by_qt(vietnamese: QTranslator) -> None:
    for context, source, translation in messages():
        assert vietnamese.translate(context, source) == translation


def test_every_message_keeps_its_placeholders_and_access_key() -> None:
    for context, source, translation in messages():
        for mark in ("%1", "%2", "%3", "&", "\n", "(*)"):
            assert translation.count(mark) == source.count(mark), (context, source, mark)
        if "&" in translation:
            assert translation[translation.index("&") + 1].isascii(), (context, source)


@pytest.mark.parametrize(
    ("button", "text"),
    [
        (BUTTON.Ok, "Đồng ý"),
        (BUTTON.Cancel, "Hủy"),
        (BUTTON.Save, "Lưu"),
        (BUTTON.Discard, "Không lưu"),
        (BUTTON.Close, "Đóng"),
        (BUTTON.Yes, "Có"),
        (BUTTON.No, "Không"),
        (BUTTON.Help, "Trợ giúp"),
        (BUTTON.Retry, "Thử lại"),
    ],
)
def test_buttons_of_a_message_box_speak_vietnamese(
    vietnamese: QTranslator, qtbot: QtBot, button: QMessageBox.StandardButton, text: str
) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(button)
    assert box.button(button).text().replace("&", "") == text
    assert not vietnamese.isEmpty()


def test_the_menu_of_a_text_field_speaks_vietnamese(vietnamese: QTranslator, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    qtbot.addWidget(menu)
    words = [action.text().partition("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    assert words == ["Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xóa", "Chọn tất cả"]
    assert vietnamese.language() == "vi_VN"


def test_the_file_dialog_speaks_vietnamese(vietnamese: QTranslator, qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.labelText(QFileDialog.DialogLabel.FileName).replace("&", "") == "Tên tệp:"
    assert dialog.windowTitle() == "Mở"
    assert vietnamese.filePath()
