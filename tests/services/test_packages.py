"""Every Word and Excel file that the program makes is one by the Open XML rules."""

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desktop_app.exchange.reports.word import write_docx
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.exchange.document_samples import sample_document
from tests.exchange.report_samples import illustrative, ordinary, write
from tests.open_xml import faults
from tests.services import test_what_leaves as leaving
from tests.services.test_what_leaves import MAKERS, Maker

folder, office, planted = leaving.folder, leaving.office, leaving.planted


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_every_kind_of_file_keeps_the_rules(
    office: Workspace, planted: Register, folder: Path, make: Maker
) -> None:
    target = folder / "đi"
    target.mkdir()
    checked = 0
    for path in make(office, planted, target):
        if path.suffix not in {".xlsx", ".docx"}:
            continue
        assert faults(path) == [], path.name
        if path.suffix == ".xlsx":
            assert openpyxl.load_workbook(path).sheetnames
        else:
            assert Document(str(path)).sections
        checked += 1
    assert checked


@pytest.mark.parametrize("count", [0, 1, 130])
def test_a_workbook_of_many_or_no_tasks_keeps_the_rules(tmp_path: Path, count: int) -> None:
    write(ordinary(count) if count else illustrative(1), tmp_path / "a.xlsx")
    assert faults(tmp_path / "a.xlsx") == []


# --- the check itself --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sound")
    write(ordinary(), made / "a.xlsx")
    write_docx(sample_document(), made / "a.docx")
    return made


SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
WORDS = "word/document.xml"
DAMAGE = {
    "stands too late or twice": ("a.docx", "word/settings.xml", "<w:compat>", "<w:compat/><w:compat>"),
    "which is missing": ("a.docx", "word/_rels/document.xml.rels", "styles.xml", "nowhere.xml"),
    "does not end with a paragraph": ("a.docx", WORDS, "</w:tc>", "<w:bookmarkEnd w:id='9'/></w:tc>"),
    "style Nowhere is not there": ("a.docx", WORDS, "<w:pPr>", '<w:pPr><w:pStyle w:val="Nowhere"/>'),
    "pageMargins stands too late": ("a.xlsx", SHEET, "</worksheet>", "<pageMargins/></worksheet>"),
    "overlaps": ("a.xlsx", SHEET, "</mergeCells>", '<mergeCell ref="A1:B9"/></mergeCells>'),
    "the heading of the sheet says": ("a.xlsx", TABLE, 'name="STT"', 'name="TT"'),
    "has style 999": ("a.xlsx", SHEET, ' s="', ' s="999" x="'),
    "has no content type": ("a.xlsx", "[Content_Types].xml", 'Extension="rels"', 'Extension="relx"'),
    "sheet 1 stands twice": ("a.xlsx", "xl/workbook.xml", 'sheetId="2"', 'sheetId="1"'),
}
"""What is said of a part in which one text is put for another."""


@pytest.mark.parametrize("said", DAMAGE)
def test_what_breaks_a_rule_is_found(sound: Path, tmp_path: Path, said: str) -> None:
    name, part, before, after = DAMAGE[said]
    assert faults(sound / name) == []
    damaged = tmp_path / name
    with zipfile.ZipFile(sound / name) as old, zipfile.ZipFile(damaged, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            if info.filename == part:
                text = body.decode()
                assert before in text
                body = text.replace(before, after, 1).encode()
            new.writestr(info, body)
    assert any(said in fault for fault in faults(damaged))


def test_a_part_that_stands_twice_is_found(sound: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "a.xlsx"
    shutil.copy(sound / "a.xlsx", damaged)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(damaged, "a") as package:
        package.writestr("xl/styles.xml", package.read("xl/styles.xml"))
    assert "xl/styles.xml stands 2 times" in faults(damaged)
