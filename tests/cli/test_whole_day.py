"""Everything of the officer's day by commands: office, tasks, evidence, quantities, words, sending."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.cli.commands import Capture, answer, printed, refusal

Q4 = ("--period", "nd09/2021-Q4")


@pytest.fixture
def data(tmp_path: Path, sample_file: Path) -> Path:
    return Path(shutil.copyfile(sample_file, tmp_path / "mau.tiendo"))


class Commands:
    """Runs commands on one data file."""

    def __init__(self, data: Path, capsys: Capture) -> None:
        self.data, self.capsys = data, capsys

    def __call__(self, *words: object) -> Any:
        return answer(self.capsys, self.data, *words)

    def refused(self, *words: object) -> str:
        return refusal(self.capsys, self.data, *words, "--json")

    def lines(self, *words: object) -> str:
        return printed(self.capsys, self.data, *words)


@pytest.fixture
def run(data: Path, capsys: Capture) -> Commands:
    return Commands(data, capsys)


def test_the_office_is_set_by_name_and_stands_in_the_report(run: Commands, tmp_path: Path) -> None:
    set_to = ("department=SỞ TƯ PHÁP TỈNH THỬ", "parent_body=UBND TỈNH THỬ", "place=Thử")
    held = run("office", "--set", *set_to, "addressees=Bộ Tư pháp; UBND tỉnh")
    assert (held["department"], held["addressees"]) == ("SỞ TƯ PHÁP TỈNH THỬ", "Bộ Tư pháp\nUBND tỉnh")
    assert run("office") == held
    assert "place (Địa danh): Thử" in run.lines("office")
    run("export", *Q4, tmp_path / "bc.docx")
    book = Document(str(tmp_path / "bc.docx"))
    texts = [
        paragraph.text for table in book.tables for cell in table._cells for paragraph in cell.paragraphs
    ]
    assert "SỞ TƯ PHÁP TỈNH THỬ" in texts
    assert "department" in run.refused("office", "--set", "ten=x")
    assert run("office") == held


def test_a_task_is_withdrawn_brought_back_and_extended(run: Commands) -> None:
    before = run("status", "--as-of", "2021-12-14")["total"]["total"]
    gone = run("withdraw", "3", "--on", "2021-10-01", "--reason", "Không còn phù hợp")
    assert gone["fate"] == "withdrawn"
    assert run("status", "--as-of", "2021-12-14")["total"]["total"] == before - 1
    assert run("status", "--as-of", "2021-09-30")["total"]["total"] == before
    assert run("withdraw", "3", "--back")["fate"] == "active"
    assert run("status", "--as-of", "2021-12-14")["total"]["total"] == before
    late = run("tasks", "--as-of", "2021-12-14")["tasks"]
    task = next(
        one
        for one in late
        if one["due"] and one["deadline"]["precision"] == "day" and not one["deadline"]["recurs"]
    )
    moved = run("extend", task["id"], "--to", "2022-12-01", "--reason", "Chờ hướng dẫn", "--on", "2021-12-01")
    assert moved["due"] == "2022-12-01"
    assert "Lý do" in run.refused("extend", task["id"], "--to", "2022-12-20", "--reason", " ")


def test_an_officer_looks_after_tasks(run: Commands) -> None:
    assert run("assign", "1", "2", "--officer", "Trần Thị B")["changed"] == 2
    assert run("assign", "1", "2", "--officer", "Trần Thị B")["changed"] == 0
    assert run("assign", "1", "--officer", "Lê Văn C", "--from", "2021-09-01")["changed"] == 1


def test_a_task_is_added_and_edited_from_a_day(run: Commands) -> None:
    edited = run("edit-task", "2", "--deadline", "31/12/2023", "--lead", "Sở Y tế", "--from", "2021-09-01")
    assert (edited["deadline"]["ends_on"], edited["lead"]) == ("2023-12-31", "Sở Y tế")
    eve, day = (
        next(one for one in run("tasks", "--as-of", at)["tasks"] if one["number"] == "2")
        for at in ("2021-08-31", "2021-09-01")
    )
    assert (eve["deadline"]["ends_on"], day["deadline"]["ends_on"]) == ("2019-12-31", "2023-12-31")
    assert (eve["lead"] == day["lead"], eve["content"] == day["content"]) == (False, True)
    terms = ("--number", "99", "--content", "Sơ kết giai đoạn", "--deadline", "30/6/2022", "--from")
    assert run("add-task", "--group", "7", *terms, "2021-09-01")["number"] == "99"
    for at, there in (("2021-08-31", False), ("2021-09-01", True)):
        assert ("99" in {one["number"] for one in run("tasks", "--as-of", at)["tasks"]}) is there
    assert run.refused("add-task", "--content", "Không có nhóm")
    assert run.refused("edit-task", "2", "--group", "70")


def test_documents_prove_tasks(run: Commands, tmp_path: Path) -> None:
    paper = tmp_path / "bao cao.txt"
    paper.write_text("Báo cáo số 5", encoding="utf-8")
    described = ("--subject", "Báo cáo kết quả", "--number", "5/BC-STP", "--issued-on", "2021-12-01")
    before = {one["id"] for one in run("evidence")["documents"]}
    run("evidence", "--add", paper, *described, "--task", "1", "2", *Q4)
    (one,) = [one for one in run("evidence")["documents"] if one["id"] not in before]
    assert (one["subject"], one["number"], one["issued_on"], one["present"]) == (
        "Báo cáo kết quả",
        "5/BC-STP",
        "2021-12-01",
        True,
    )
    assert [link["period"] for link in one["links"]] == ["nd09/2021-Q4"] * 2
    run("evidence", "--save", one["id"], tmp_path / "ban.txt")
    assert (tmp_path / "ban.txt").read_bytes() == paper.read_bytes()
    run("evidence", "--link", one["id"], "--task", "3")
    done = run("evidence", "--annex", tmp_path / "phu luc")
    assert done["files"] >= 1
    assert "5/BC-STP" in run.lines("evidence")
    run("evidence", "--remove", one["id"])
    assert {one["id"] for one in run("evidence")["documents"]} == before
    assert run.refused("evidence", "--remove", 9999)


def test_quantities_are_counted_and_filled(run: Commands) -> None:
    before = {one["id"] for one in run("indicator")["indicators"]}
    run(
        "indicator", "--add", "Hội nghị phổ biến", "--unit", "hội nghị", "--over-tasks", "sum", "--group", "2"
    )
    (key,) = {one["id"] for one in run("indicator")["indicators"]} - before
    tasks = [one["number"] for one in run("tasks")["tasks"] if one["group"] == 2][:2]
    filled = run("indicator", "--set", f"{key}/{tasks[0]}=3", f"{key}/{tasks[1]}=4,5", *Q4)
    values = [one["value"] for one in filled["rows"] if one["indicator"] == key and one["task"]]
    assert {"3", "4.5"} <= set(values)
    assert "4,5 hội nghị" in run.lines("indicator", *Q4)
    assert run.refused("indicator", "--set", f"{key}/{tasks[0]}=ba", *Q4)
    assert run.refused("indicator", "--set", f"{key}/{tasks[0]}=1")
    assert run.refused("indicator", "--add", "Thiếu đơn vị")
    run("indicator", "--remove", key)
    assert {one["id"] for one in run("indicator")["indicators"]} == before


def test_words_number_and_day_of_a_report(run: Commands, tmp_path: Path) -> None:
    first = run("words", *Q4)
    assert not any(one["edited"] for one in first["sections"])
    changed = run("words", *Q4, "--write", "general", "Tình hình chung ổn định.", "--number", "15")
    assert changed["number"] == "15"
    assert next(one for one in changed["sections"] if one["section"] == "general") == {
        "section": "general",
        "text": "Tình hình chung ổn định.",
        "edited": True,
    }
    text = tmp_path / "loi.txt"
    text.write_text("Lời từ tệp.", encoding="utf-8")
    assert "Lời từ tệp." in run.lines("words", *Q4, "--write-file", "results", text)
    run("words", *Q4, "--again", "general")
    run("words", *Q4, "--again", "results")
    assert run("words", *Q4)["sections"] == first["sections"]
    assert "general" in run.refused("words", *Q4, "--write", "mở đầu", "x")
    assert run.refused("words", *Q4, "--write-file", "general", tmp_path / "khong co.txt")


def test_presets_are_saved_and_used(run: Commands, tmp_path: Path) -> None:
    kept = run("preset", "--save", "Gọn", "--columns", "number,content,status", "--annexes", "tasks")
    presets = {one["name"]: one["columns"] for one in kept["presets"]}
    assert presets["Gọn"] == ["number", "content", "status"]
    run("export", *Q4, "--preset", "Gọn", tmp_path / "gon.xlsx")
    assert "content" in run.refused("preset", "--save", "Sai", "--columns", "noi_dung")
    left = {one["name"] for one in run("preset", "--remove", "Gọn")["presets"]}
    assert left == presets.keys() - {"Gọn"}
    assert run.refused("preset", "--remove", "Gọn")


def test_regimes_are_listed_saved_and_chosen(run: Commands, tmp_path: Path) -> None:
    found = run("regime")
    assert found["programme"][0] == "nd09"
    chosen = run("regime", "--choose", "nd09", "tt10")
    assert chosen["programme"] == ["nd09", "tt10"]
    broken = tmp_path / "che do.json"
    broken.write_text("[1]", encoding="utf-8")
    assert "che do.json" in run.refused("regime", "--save", broken)
    assert run.refused("regime", "--choose", "khong-co")
    assert run("regime")["programme"] == ["nd09", "tt10"]


def test_a_sending_is_registered_with_its_files(run: Commands, tmp_path: Path) -> None:
    assert run.refused("submit", *Q4, "--document", "15/BC-STP")
    assert re.search(r"lúc \d\d:\d\d ngày \d\d/\d+/\d{4}\n", run.lines("seal", *Q4))
    run("export", *Q4, tmp_path / "bc.pdf")
    sent = run("submit", *Q4, "--document", "15/BC-STP", "--on", "2021-12-20", "--file", tmp_path / "bc.pdf")
    (one,) = sent["submissions"]
    assert (one["document"], one["sent_on"], one["version"]) == ("15/BC-STP", "2021-12-20", 1)
    assert [file["file"] for file in one["files"]] == ["bc.pdf"]
    assert "15/BC-STP" in run.lines("submit", *Q4)


def test_the_catalogue_of_agencies(run: Commands) -> None:
    run("agencies", "--add", "Sở Thử nghiệm")
    names = {one["name"]: one["used"] for one in run("agencies")["agencies"]}
    assert names["Sở Thử nghiệm"] is False
    run("agencies", "--rename", "sở thử nghiệm", "Sở Thử nghiệm mới")
    run("agencies", "--remove", "Sở Thử nghiệm mới")
    assert "Sở Thử nghiệm mới" not in run.lines("agencies")
    assert run.refused("agencies", "--merge", "Sở Không có", "Sở Tư pháp")


def test_the_programme_itself_and_the_file_of_its_decision(run: Commands, tmp_path: Path) -> None:
    paper = tmp_path / "242.pdf"
    paper.write_bytes(b"%PDF-1.4 quyet dinh")
    (before,) = run("programme")["programmes"]
    assert (before["decision"], before["issuer"], len(before["groups"])) == (None, "Thủ tướng Chính phủ", 7)
    (kept,) = run("programme", "--decision", paper)["programmes"]
    assert kept["decision"]["file"] == "242.pdf"
    assert before["objective"] in run.lines("programme")
    paper.write_bytes(b"%PDF-1.4 ban khac")
    (again,) = run("programme", "--decision", paper)["programmes"]
    assert again["decision"]["sha256"] != kept["decision"]["sha256"]
    assert len(run("evidence")["documents"]) == 1


def test_agencies_have_classes_of_their_own_totals(run: Commands) -> None:
    run("agencies", "--add", "Bộ Nội vụ")
    run("agencies", "--class", "Địa phương", "sở tư pháp", "Sở Tài chính")
    run("agencies", "--class", "Bộ, ngành", "Bộ Nội vụ")
    classes = {one["name"]: one["class"] for one in run("agencies")["agencies"]}
    assert (classes["Sở Tư pháp"], classes["Sở Y tế"], classes["Bộ Nội vụ"]) == (
        "Địa phương",
        "",
        "Bộ, ngành",
    )
    assert "Sở Tư pháp  [Địa phương]" in run.lines("agencies")
    run("agencies", "--rename", "Sở Tư pháp", "Sở Tư pháp tỉnh")
    for asked in (Q4, ("--as-of", "2021-12-14")):
        status = run("status", *asked)
        by_name = {one["name"]: one["total"] for one in status["agencies"]}
        assert [one["name"] for one in status["classes"]] == ["Địa phương", ""]
        ours = by_name["Sở Tư pháp tỉnh"] + by_name["Sở Tài chính"]
        assert [one["total"] for one in status["classes"]] == [ours, status["total"]["total"] - ours]
    run("agencies", "--class", "", "Sở Tư pháp tỉnh", "Sở Tài chính")
    assert run("status", *Q4)["classes"] == []


def test_agencies_become_one_on_a_day(run: Commands) -> None:
    def leads(day: str) -> set[str]:
        return {one["lead"] for one in run("tasks", "--as-of", day)["tasks"]}

    other = next(lead for lead in sorted(leads("2021-12-14")) if lead != "Sở Tư pháp" and ";" not in lead)
    run("agencies", "--merge", other, "Sở Tư pháp", "--on", "2021-07-01")
    assert other in leads("2021-06-30")
    assert other not in leads("2021-07-01")
