import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.lists.heading import ROWS, best_sheet, find_heading
from desktop_app.lists.own_words import headings as written_headings
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.words import FIELDS, MANY, Field, is_known, meanings, plain, read_synonyms, synonyms
from tests.lists.list_sheets import JOB, PLAIN, heading_of, sheet, task

OWN = "number content leads coordinating deadline output state percent completed_on status result difficulty"


def fields(given: Sheet) -> dict[int, str]:
    return dict(heading_of(given).columns)


def named(*titles: Value, below: tuple[Value, ...] = ()) -> list[str]:
    found = fields(sheet(titles, below or (1, JOB)))
    return [found.get(column, "") for column in range(len(titles))]


def test_a_plain_heading_is_found() -> None:
    heading = heading_of(sheet(PLAIN, task()))
    assert (heading.first_row, heading.last_row) == (0, 0)
    assert [field for _, field in heading.columns] == [
        "number",
        "content",
        "leads",
        "coordinating",
        "deadline",
        "output",
    ]
    assert heading.titles == tuple(enumerate(PLAIN))
    assert heading.column("deadline") == 4
    assert heading.column("starts") is None


def test_the_programs_own_report_is_understood() -> None:
    assert named(*written_headings()) == [*OWN.split(), "proposal", "note"]


def test_case_accents_spaces_line_breaks_and_decomposed_letters_do_not_matter() -> None:
    titles = (
        " tt ",
        "NỘI DUNG\nNHIỆM VỤ",
        "Cơ quan  chu\u0309 trì",
        "co quan phoi hop",
        "Thời\u00a0hạn:",
        "SẢN PHẨM (dự kiến)",
    )
    assert named(*titles) == ["number", "content", "leads", "coordinating", "deadline", "output"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian hoàn thành"), "number content leads deadline"),
        (("Nhóm", "Nội dung", "Chủ trì", "Hạn"), "group content leads deadline"),
        (("STT", "Nội dung", "Tiến độ thực hiện", "Sản phẩm"), "number content deadline output"),
        (("STT", "Nội dung", "Thời hạn", "Tiến độ thực hiện"), "number content deadline status"),
        (("STT", "Nội dung", "Thời hạn", "Kết quả"), "number content deadline output"),
        (("STT", "Nội dung", "Sản phẩm", "Kết quả"), "number content output result"),
        (("STT", "Nội dung", "Thời hạn", "Kết quả thực hiện"), "number content deadline result"),
        (
            ("STT", "Nội dung", "Thời gian hoàn thành", "Ngày hoàn thành"),
            "number content deadline completed_on",
        ),
        (("STT", "Nội dung", "Thời hạn", "Tỷ lệ (%)"), "number content deadline percent"),
        (("STT", "Nội dung", "Thời hạn", "Lãnh đạo phụ trách"), "number content deadline ignore"),
        (("STT", "Nội dung", "Thời hạn", "Màu sắc"), "number content deadline "),
        (("STT", "Nôi dung nhiêm vụ", "Cơ quan chủ chì", "Thời hạn"), "number content leads deadline"),
        (
            ("STT", "Các nội dung công việc cần làm", "Cơ quan chủ trì (ghi rõ)", "Thời hạn"),
            "number content leads deadline",
        ),
    ],
)
def test_titles_mean_fields(titles: tuple[str, ...], expected: str) -> None:
    assert named(*titles) == expected.split(" ")


def test_what_stands_below_decides_a_title_that_may_mean_two_things() -> None:
    assert named("STT", "Nội dung", "Tiến độ", below=(1, JOB, "Quý IV/2018"))[2] == "deadline"
    assert named("STT", "Nội dung", "Tiến độ", below=(1, JOB, date(2018, 12, 31)))[2] == "deadline"
    assert named("STT", "Nội dung", "Tiến độ", below=(1, JOB, 2019))[2] == "deadline"
    assert named("STT", "Nội dung", "Tiến độ", below=(1, JOB, "Đang thực hiện"))[2] == "status"
    assert named("STT", "Nội dung", "Tiến độ", below=(1, JOB, "đạt 80%"))[2] == "status"


def test_of_equal_titles_the_left_column_is_taken() -> None:
    assert named("STT", "Nội dung", "Thời hạn", "Thời hạn") == ["number", "content", "deadline", ""]


def test_the_heading_stands_below_a_block_of_titles() -> None:
    above = [
        ("ỦY BAN NHÂN DÂN TỈNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("DANH MỤC NHIỆM VỤ",),
        (),
        ("",),
    ]
    heading = heading_of(sheet(*above, PLAIN, task(), merges=[(1, 0, 1, 5), (0, 0, 0, 2)]))
    assert (heading.first_row, heading.last_row) == (4, 4)
    assert heading.titles[0] == (0, "STT")


def test_only_the_first_rows_are_looked_at() -> None:
    assert find_heading(sheet(*[("tiêu đề",)] * (ROWS - 1), PLAIN, task())) is not None
    assert find_heading(sheet(*[("tiêu đề",)] * ROWS, PLAIN, task())) is None


TWO_ROWS = (
    ("STT", "Nội dung", "Cơ quan", None, "Thời gian thực hiện", None, "Sản phẩm"),
    (None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", None),
    (1, JOB, "Sở Tư pháp", "Sở Nội vụ", "01/2018", "12/2018", "Kế hoạch"),
)
TWO_ROWS_FIELDS = ["number", "content", "leads", "coordinating", "starts", "deadline", "output"]
TWO_ROWS_MERGES = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6)]


@pytest.mark.parametrize("merges", [[], TWO_ROWS_MERGES])
def test_a_heading_may_have_two_rows(merges: list[tuple[int, int, int, int]]) -> None:
    heading = heading_of(sheet(*TWO_ROWS, merges=merges))
    assert (heading.first_row, heading.last_row) == (0, 1)
    assert [field for _, field in heading.columns] == TWO_ROWS_FIELDS
    assert dict(heading.titles)[2] == "Cơ quan - Chủ trì"
    assert dict(heading.titles)[5] == "Thời gian thực hiện - Hoàn thành"


@pytest.mark.parametrize(
    "merges", [[], [(3, 0, 4, 0), (3, 1, 4, 1), (3, 2, 3, 3), (3, 4, 3, 5), (3, 6, 4, 6), (1, 0, 1, 6)]]
)
def test_titles_above_a_heading_of_two_rows_are_not_part_of_it(
    merges: list[tuple[int, int, int, int]],
) -> None:
    heading = heading_of(
        sheet(("UBND TỈNH", None, "CỘNG HÒA"), ("DANH MỤC NHIỆM VỤ",), (), *TWO_ROWS, merges=merges)
    )
    assert (heading.first_row, heading.last_row) == (3, 4)
    assert [field for _, field in heading.columns] == TWO_ROWS_FIELDS


def test_a_heading_may_have_three_rows() -> None:
    rows = (
        ("STT", "Nội dung", "Tổ chức thực hiện", None, None, None),
        (None, None, "Cơ quan", None, "Thời gian thực hiện", None),
        (None, None, "Chủ trì", "Phối hợp", "Từ", "Đến"),
        (1, JOB, "Sở Tư pháp", "Sở Nội vụ", "01/2018", "12/2018"),
    )
    merges = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5)]
    heading = heading_of(sheet(*rows, merges=merges))
    assert (heading.first_row, heading.last_row) == (0, 2)
    assert [field for _, field in heading.columns] == TWO_ROWS_FIELDS[:6]


def test_titles_broken_over_two_rows_are_read_as_one() -> None:
    rows = (
        ("STT", "Nội dung", "Cơ quan", "Thời"),
        (None, "nhiệm vụ", "chủ trì", "hạn"),
        (1, JOB, "Sở Tư pháp", "2018"),
    )
    heading = heading_of(sheet(*rows))
    assert heading.last_row == 1
    assert [field for _, field in heading.columns] == ["number", "content", "leads", "deadline"]


def test_the_first_task_is_not_taken_for_a_lower_row_of_the_heading() -> None:
    group = ("I", "Nội dung nhiệm vụ chung", None, "Thời hạn")
    assert heading_of(sheet(PLAIN, group, task())).last_row == 0
    assert heading_of(sheet(PLAIN, (None, None, "Chủ trì", None, "2018"), task())).last_row in {0, 1}


def test_the_upper_title_speaks_where_the_lower_one_says_nothing() -> None:
    rows = (
        ("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"),
        (None, None, "(cấp tỉnh)", "(hạn)"),
        (1, JOB, "Sở", "2018"),
    )
    found = fields(sheet(*rows, merges=[(0, 0, 1, 0), (0, 1, 1, 1)]))
    assert found == {0: "number", 1: "content", 2: "leads", 3: "deadline"}


def test_a_column_of_tasks_without_a_known_title_is_found_by_its_long_texts() -> None:
    given = sheet(
        ("STT", "Phần việc ABC", "Loại", "Cơ quan chủ trì", "Thời hạn"), (1, JOB, "A", "Sở Tư pháp", "2018")
    )
    assert fields(given) == {0: "number", 1: "content", 3: "leads", 4: "deadline"}
    assert (
        find_heading(sheet(("STT", "Loại", "Cơ quan chủ trì", "Thời hạn"), (1, "A", "Sở Tư pháp", "2018")))
        is None
    )
    assert find_heading(sheet(("STT", "Loại", "Cơ quan chủ trì", "Thời hạn"))) is None


def test_a_column_of_numbers_needs_no_title() -> None:
    assert fields(sheet((None, "Nội dung", "Thời hạn"), (1, JOB, "2018"), ("2.", JOB, "2018")))[0] == "number"
    assert 0 not in fields(sheet((None, "Nội dung", "Thời hạn"), ("gấp", JOB, "2018"), (None, JOB, "2018")))
    assert 0 not in fields(sheet((None, "Nội dung", "Thời hạn"), (None, JOB, "2018")))


@pytest.mark.parametrize(
    "row",
    [
        (1, "Nội dung", "Sở Tư pháp", date(2018, 12, 31)),
        ("STT", "Họ và tên", "Chức vụ"),
        ("Nhiệm vụ",),
        ("Ghi chú", "Tình trạng"),
        ("x" * 200, "Nội dung " * 20),
    ],
)
def test_other_tables_have_no_heading(row: tuple[Value, ...]) -> None:
    assert find_heading(sheet(row, (1, JOB, "x"))) is None
    assert find_heading(sheet()) is None


def test_of_two_lists_side_by_side_the_left_one_is_read() -> None:
    titles = ("STT", "Nội dung", "Thời hạn", None, "STT", "Nội dung", "Thời hạn", "Ghi chú")
    assert fields(sheet(titles, (1, JOB, "2018", None, 1, JOB, "2019", "x"))) == {
        0: "number",
        1: "content",
        2: "deadline",
    }


def test_two_columns_called_alike_are_no_second_list() -> None:
    found = fields(sheet(("STT", "Nội dung", "Nhiệm vụ", "Thời hạn"), (1, JOB, "x", "2018")))
    assert found == {0: "number", 1: "content", 3: "deadline"}


def test_of_two_lists_below_each_other_the_first_is_read() -> None:
    first = ("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn")
    assert heading_of(sheet(first, (1, JOB, "Sở Tư pháp", "2018"), PLAIN, task())).first_row == 0


def test_a_summary_above_the_list_is_not_its_heading() -> None:
    summary = ("STT", "Nội dung", "Số lượng")
    assert heading_of(sheet(summary, (1, "Nhiệm vụ", 7), (), PLAIN, task())).first_row == 3


def test_the_heading_of_an_old_encoding_is_read() -> None:
    titles = ("STT", "Néi dung nhiÖm vô", "C¬ quan chñ tr×", "Thêi h¹n")
    row = (1, "X©y dùng kÕ ho¹ch theo dâi thi hµnh ph¸p luËt", "Së T\u00ad ph¸p", "2018")
    heading = heading_of(sheet(titles, row, fonts=(".VnTime",)))
    assert dict(heading.titles)[1] == "Nội dung nhiệm vụ"
    assert [field for _, field in heading.columns] == ["number", "content", "leads", "deadline"]


def test_the_fingerprint_is_that_of_the_titles() -> None:
    heading = heading_of(sheet(PLAIN, task()))
    shouted = heading_of(sheet(("x",), tuple(title.upper() for title in PLAIN), task()))
    assert heading.fingerprint == shouted.fingerprint
    assert heading.fingerprint != heading_of(sheet(PLAIN[:4], task())).fingerprint


def test_what_was_accepted_before_is_remembered() -> None:
    given = sheet((*PLAIN, "Màu sắc"), task())
    heading = heading_of(given)
    kept = {
        "stt": "number",
        "NỘI DUNG NHIỆM VỤ": "content",
        "Màu sắc": "deadline",
        "Thời hạn": "ignore",
        "Sản phẩm": "?",
    }
    again = find_heading(given, lambda fingerprint: kept if fingerprint == heading.fingerprint else None)
    assert again is not None
    assert dict(again.columns) == {
        0: "number", 1: "content", 2: "leads", 3: "coordinating", 4: "ignore", 5: "output", 6: "deadline"
    }  # fmt: skip
    assert find_heading(given, lambda _: {"Khác": "content"}) == heading


def test_a_remembered_heading_wins_over_one_that_looks_better() -> None:
    first = ("TT", "Việc", "Hạn", "Nội dung")
    kept = {"TT": "number", "Việc": "content", "Hạn": "deadline", "Nội dung": "ignore"}
    given = sheet(first, (1, JOB, "2018", "x"), PLAIN, task())
    print_of_first = heading_of(sheet(first, (1, JOB, "2018", "x"))).fingerprint
    again = find_heading(given, lambda fingerprint: kept if fingerprint == print_of_first else None)
    assert again is not None
    assert again.first_row == 0
    assert again.column("content") == 1


def test_an_officers_word_moves_a_field_to_its_column() -> None:
    heading = heading_of(sheet((*PLAIN, "Màu sắc"), task()))
    moved = heading.with_columns({6: "deadline"})
    assert moved.column("deadline") == 6
    assert 4 not in dict(moved.columns)
    assert moved.fingerprint == heading.fingerprint
    assert heading.with_columns({3: "ignore", 4: "ignore"}).column("deadline") is None
    assert dict(heading.with_columns({0: "content", 1: "content"}).columns)[1] == "ignore"


@given(st.dictionaries(st.integers(0, 9), st.sampled_from(FIELDS)))
def test_a_field_never_has_two_columns(chosen: dict[int, Field]) -> None:
    columns = heading_of(sheet(PLAIN, task())).with_columns(chosen).columns
    held = [field for _, field in columns if field not in MANY]
    assert len(held) == len(set(held))
    assert set(held) >= set(chosen.values()) - MANY


def test_the_sheet_that_looks_most_like_a_list_is_proposed() -> None:
    notes, plain = sheet(("Ghi chú chung",), name="Bìa"), sheet(PLAIN, task())
    empty, hidden, short = sheet(PLAIN), replace(plain, hidden=True), sheet(PLAIN[:3], task()[:3])
    assert best_sheet([notes, plain]) == 1
    assert best_sheet([hidden, short]) == 1
    assert best_sheet([hidden, notes]) == 0
    assert best_sheet([empty, plain]) == 1
    assert best_sheet([short, plain, plain]) == 1
    assert best_sheet([notes, notes]) == 0
    assert best_sheet([replace(notes, hidden=True), notes]) == 1


def test_an_office_can_extend_the_words(tmp_path: Path) -> None:
    data = {
        "fields": {"content": ["Phần việc"]},
        "weak": {"Mốc": ["deadline"]},
        "under": {"deadline": {"starts": ["A"]}},
    }
    path = tmp_path / "headings.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = read_synonyms(path)
    assert found.sure == {"phan viec": "content"}
    assert found.weak == {"moc": ("deadline",), "mốc": ("deadline",)}
    assert found.under == {"deadline": {"a": "starts"}}
    path.write_text(json.dumps({"fields": {"contents": []}, "weak": {}, "under": {}}), encoding="utf-8")
    with pytest.raises(ValueError, match="contents"):
        read_synonyms(path)


def test_no_shipped_title_means_two_things() -> None:
    data = json.loads(Path("resources/headings.json").read_text(encoding="utf-8"))
    named_by = [
        (plain(one), field) for field, titles in data["fields"].items() for one in titles if "(" not in one
    ]
    sure = dict(named_by)
    assert [(title, field) for title, field in named_by if sure[title] != field] == []
    assert len(sure) > 200
    assert not set(synonyms().weak) & set(synonyms().sure)


def test_long_texts_mean_nothing() -> None:
    assert meanings(()) == {}
    assert meanings(("Nội dung " * 30,)) == {}
    assert not is_known("Nội dung " * 30)
    assert meanings(("abc",)) == {}


@pytest.mark.parametrize(
    "titles",
    [
        ("TT", "Nội dung NV", "CQ chủ trì", "CQ phối hợp", "TG hoàn thành", "SP"),
        ("Stt", "Nhiệm vụ", "CQCT", "CQPH", "Thời gian HT", "Kết quả, SP"),
        ("Số\nTT", "ND công\nviệc", "ĐVCT", "ĐVPH", "T.gian thực hiện", "Sản phẩm (SP)"),
        ("STT", "NDCV", "Đ/v chủ trì", "ĐV phối hợp", "TGTH", "SP đầu ra"),
    ],
)
def test_short_forms_of_titles_are_known(titles: tuple[str, ...]) -> None:
    heading = find_heading(
        sheet(titles, (1, "Ban hành kế hoạch", "Sở Tư pháp", "Sở Nội vụ", "Quý I/2018", "Kế hoạch"))
    )
    assert heading is not None
    fields = [field for _, field in heading.columns]
    assert fields == ["number", "content", "leads", "coordinating", "deadline", "output"]


def test_a_column_of_long_texts_without_a_title_is_the_content() -> None:
    row = (1, "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "2018")
    heading = heading_of(sheet(("STT", None, "Đơn vị chủ trì", "Thời hạn"), row))
    assert [field for _, field in heading.columns] == ["number", "content", "leads", "deadline"]


def test_one_title_over_the_numbers_and_the_texts() -> None:
    row = (1, "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "2018")
    heading = heading_of(
        sheet(("Nội dung nhiệm vụ", None, "Chủ trì", "Thời hạn"), row, merges=[(0, 0, 0, 1)])
    )
    assert [field for _, field in heading.columns] == ["number", "content", "leads", "deadline"]
