import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app import __version__, resources
from desktop_app.resources import (
    RESOURCES,
    BuildInfo,
    build_info,
    licences,
    programme_files,
    provinces,
    read_programme,
    regime_files,
    resource,
    words,
)

CITIES = {"Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Thành phố Hồ Chí Minh"}
SIXTH_GROUP = (
    "Tăng cường theo dõi, kiểm tra việc thực hiện trách nhiệm quản lý nhà nước trong công tác tổ chức thi "
    "hành pháp luật"
)
TEXT_FILES = {".json", ".csv", ".html", ".ts", ".svg"}


def test_resources_stand_beside_the_package() -> None:
    assert RESOURCES.is_dir()
    assert resource("programmes", "242.json").is_file()
    assert resource() == RESOURCES


def test_programme_242_is_told_as_its_sources_tell_it() -> None:
    assert [path.name for path in programme_files()] == ["242.json"]
    programme = read_programme(programme_files()[0])
    assert programme["number"] == "242/QĐ-TTg"
    assert programme["issuer"] == "Thủ tướng Chính phủ"
    assert programme["title"].endswith("tổ chức thi hành pháp luật giai đoạn 2018 - 2022")
    assert date.fromisoformat(programme["issued_on"]) == date(2018, 2, 26)
    assert date.fromisoformat(programme["starts_on"]).year == programme["years"][0] == 2018
    assert date.fromisoformat(programme["ends_on"]) == date(2022, 12, 31)
    assert programme["years"] == [2018, 2019, 2020, 2021, 2022]
    assert programme["regimes"] == ["nd09"]
    assert all(programme[key] for key in ("objective", "subjects", "scope"))
    assert "tóm tắt" in programme["note"]


def test_programme_242_has_its_seven_groups_verbatim() -> None:
    groups = read_programme(resource("programmes", "242.json"))["groups"]
    assert [(group["number"], group["title"]) for group in groups] == [
        (1, "Tăng cường sự lãnh đạo của cấp ủy Đảng, chính quyền các cấp trong công tác tổ chức thi hành"),
        (2, "Hoàn thiện thể chế về tổ chức thi hành và theo dõi thi hành pháp luật"),
        (3, "Đổi mới công tác theo dõi, đánh giá tình hình thi hành pháp luật"),
        (4, "Tăng cường năng lực phản ứng chính sách trong quá trình tổ chức thi hành pháp luật"),
        (5, "Ứng dụng công nghệ thông tin trong hoạt động tổ chức thi hành pháp luật"),
        (6, SIXTH_GROUP),
        (7, "Bảo đảm các điều kiện cho công tác tổ chức thi hành pháp luật"),
    ]


def test_there_are_63_provinces_and_34_successors() -> None:
    old, new = provinces("63"), provinces("34")
    assert (len(old), len(new)) == (63, 34)
    for units in (old, new):
        codes = [unit.code for unit in units]
        assert codes == sorted(set(codes))
        assert len({unit.name for unit in units}) == len(units)


def test_every_old_province_has_its_successor() -> None:
    successors = {unit.code for unit in provinces("34")}
    assert {unit.merged_into for unit in provinces("63")} == successors
    assert all(unit.merged_into is None for unit in provinces("34"))


def test_eleven_provinces_are_unchanged_and_52_merged_into_23() -> None:
    sizes = Counter(unit.merged_into for unit in provinces("63"))
    alone = [unit for unit in provinces("63") if sizes[unit.merged_into] == 1]
    assert len(alone) == 11
    assert all(unit.code == unit.merged_into for unit in alone)
    merged = [size for size in sizes.values() if size > 1]
    assert (len(merged), sum(merged), max(merged)) == (23, 52, 3)


def test_seven_codes_name_different_provinces_in_the_two_lists() -> None:
    new = {unit.code: unit.name for unit in provinces("34")}
    differing = {unit.code for unit in provinces("63") if unit.code in new and unit.name != new[unit.code]}
    assert differing - {"46"} == {"15", "24", "44", "52", "80", "82", "91"}


@pytest.mark.parametrize(("list_id", "cities"), [("63", CITIES), ("34", CITIES | {"Huế"})])
def test_full_names_tell_cities_from_provinces(list_id: str, cities: set[str]) -> None:
    full_names = {unit.name: unit.full_name for unit in provinces(list_id)}
    assert {name for name, full in full_names.items() if full.lower().startswith("thành phố ")} == cities
    assert all(full.startswith("tỉnh ") for name, full in full_names.items() if name not in cities)
    assert full_names["Khánh Hòa"] == "tỉnh Khánh Hòa"
    assert full_names["Thành phố Hồ Chí Minh"] == "Thành phố Hồ Chí Minh"


def test_there_is_no_third_list_of_provinces() -> None:
    with pytest.raises(KeyError):
        provinces("64")


def test_all_resource_texts_are_composed_unicode() -> None:
    for path in RESOURCES.rglob("*"):
        if path.suffix in TEXT_FILES:
            text = path.read_text(encoding="utf-8")
            assert unicodedata.is_normalized("NFC", text), path


def test_reporting_regimes_are_listed_by_name() -> None:
    assert "nd09.json" in [path.name for path in regime_files()]
    assert regime_files() == sorted(regime_files())


def test_words_are_read_by_section() -> None:
    assert words("state")["done"] == "Đã hoàn thành"


def test_no_word_is_said_twice() -> None:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        assert len(found) == len(pairs), [name for name, _ in pairs]
        return found

    json.loads(resource("words.json").read_text(encoding="utf-8"), object_pairs_hook=once)


def test_from_source_the_program_knows_its_version_and_its_own_licences() -> None:
    assert build_info() == BuildInfo(__version__, "", None)
    assert [one.part for one in licences()] == ["Tiến độ Đề án", "Fluent UI System Icons", "Tinos"]
    assert all(text.is_file() for one in licences() for text in one.texts)


@pytest.mark.parametrize(("told", "day"), [("2026-11-28", date(2026, 11, 28)), ("", None)])
def test_a_package_tells_its_commit_and_every_licence(
    told: str, day: date | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "RESOURCES", tmp_path / "resources")
    (tmp_path / "resources").mkdir()
    (tmp_path / "licences" / "lxml").mkdir(parents=True)
    (tmp_path / "licences" / "lxml" / "LICENSE.txt").write_text("text", encoding="utf-8")
    facts = {"version": "0.2.0", "commit": "0123456789", "day": told}
    (tmp_path / "resources" / "build.json").write_text(json.dumps(facts), encoding="utf-8")
    index = [{"name": "lxml", "version": "6", "licence": "BSD-3-Clause", "files": ["lxml/LICENSE.txt"]}]
    (tmp_path / "licences" / "index.json").write_text(json.dumps(index), encoding="utf-8")
    assert build_info() == BuildInfo("0.2.0", "0123456789", day)
    last = licences()[-1]
    assert (last.part, last.version, last.name) == ("lxml", "6", "BSD-3-Clause")
    assert [text.read_text(encoding="utf-8") for text in last.texts] == ["text"]
