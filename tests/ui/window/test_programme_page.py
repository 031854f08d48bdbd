"""The page of the programme: what its document says, and the document's own file."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop_app.ui.programme import ProgrammeScreen
from desktop_app.ui.window._main_window import MainWindow


def page(window: MainWindow) -> ProgrammeScreen:
    window.show_screen("programme")
    return window.findChildren(ProgrammeScreen)[0]


def test_the_page_says_what_the_programme_is(sample: MainWindow) -> None:
    screen, session = page(sample), sample.session
    programme = session.programme
    assert screen.title.text() == programme.title
    assert screen.facts["document"].text() == "Quyết định số 242/QĐ-TTg ngày 26/02/2018"
    assert screen.facts["issuer"].text() == "Thủ tướng Chính phủ"
    for name in ("objective", "subjects", "scope"):
        assert screen.facts[name].text() == (getattr(programme, name) or "Chưa ghi")
    lines = screen.groups.text().split("\n")
    assert len(lines) == 7
    assert lines[0].startswith("I. Tăng cường sự lãnh đạo")
    assert sum(int(line.rpartition("(")[2].split()[0]) for line in lines) == 42


def test_the_file_of_the_decision_is_asked_for_once_and_opened_from_there(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = page(sample)
    assert "Chưa có tệp" in screen.file.text()
    assert not screen.open_button.isVisibleTo(screen)
    paper = tmp_path / "242_QD-TTg.pdf"
    paper.write_bytes(b"%PDF-1.4 quyet dinh")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(paper), ""))
    screen.choose_button.click()
    assert screen.file.text() == paper.name
    opened = Mock(return_value=True)
    monkeypatch.setattr(screen.flow, "open_url", opened)
    screen.open_button.click()
    copy = Path(opened.call_args.args[0].toLocalFile())
    assert copy.read_bytes() == paper.read_bytes()
    assert copy != paper
    kept = sample.session.workspace.evidence.decision(sample.session.programme.id)
    assert kept is not None
    assert (kept.number, kept.kind, kept.decision) == ("242/QĐ-TTg", "Quyết định", True)
    sample.session.undo()
    assert "Chưa có tệp" in screen.file.text()


def test_the_page_follows_the_programme(sample: MainWindow) -> None:
    screen, session = page(sample), sample.session
    changed = replace(session.programme, scope="Toàn quốc")
    session.change(lambda: session.workspace.programmes.change(changed))
    assert screen.facts["scope"].text() == "Toàn quốc"
