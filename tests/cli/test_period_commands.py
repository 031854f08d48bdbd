"""Periods, sealing and reopening by commands."""

import shutil
from pathlib import Path

import pytest

from tests.cli.commands import Capture, answer, refusal, run


@pytest.fixture
def data(tmp_path: Path, sample_file: Path) -> Path:
    return Path(shutil.copyfile(sample_file, tmp_path / "mau.tiendo"))


def test_a_period_is_sealed_locked_reopened_and_sealed_again(capsys: Capture, data: Path) -> None:
    before = answer(capsys, data, "status", "--period", "2021-Q4")
    assert (before["state"], before["version"]) == ("open", None)
    sealed = answer(capsys, data, "seal", "--period", "nd09/2021-Q4")
    assert (sealed["period"], sealed["version"], sealed["state"]) == ("nd09/2021-Q4", 1, "sealed")
    assert sealed["total"] == before["total"]
    assert "Đã chốt" not in refusal(capsys, data, "seal", "--period", "nd09/2021-Q4")
    refused = refusal(capsys, data, "record", "12", "--period", "2021-Q4", "--percent", "90")
    assert "Quý IV/2021 đã chốt" in refused
    answer(capsys, data, "record", "12", "--period", "2022-Q1", "--completed-on", "2021-12-01")
    after = answer(capsys, data, "status", "--period", "2021-Q4")
    assert (after["total"], after["version"], after["sha256"]) == (before["total"], 1, sealed["sha256"])
    assert answer(capsys, data, "status", "--as-of", "2021-12-14")["total"] != before["total"]
    states = {one["id"]: one["state"] for one in answer(capsys, data, "periods", "--year", "2021")["periods"]}
    assert (states["nd09/2021-Q4"], states["nd09/2021-Q3"]) == ("sealed", "open")
    opened = answer(capsys, data, "reopen", "--period", "2021-Q4", "--reason", "Bổ sung nhiệm vụ 12")
    assert (opened["version"], opened["reopened_for"], opened["state"]) == (1, "Bổ sung nhiệm vụ 12", "open")
    again = answer(capsys, data, "seal", "--period", "2021-Q4")
    assert (again["version"], again["reason"]) == (2, "Bổ sung nhiệm vụ 12")
    assert again["total"]["done_on_time"] + again["total"]["done_late"] == 1 + sum(
        before["total"][name] for name in ("done_on_time", "done_late")
    )


def test_reopening_an_open_period_or_without_a_reason_is_refused(capsys: Capture, data: Path) -> None:
    assert "chưa chốt" in refusal(capsys, data, "reopen", "--period", "2021-Q4", "--reason", "x")
    answer(capsys, data, "seal", "--period", "2021-Q4")
    assert "Lý do" in refusal(capsys, data, "reopen", "--period", "2021-Q4", "--reason", " ")


def test_errors_block_until_mended_or_explained(capsys: Capture, data: Path) -> None:
    answer(capsys, data, "record", "12", "--period", "2021-Q4", "--state", "done")
    assert "còn 1 lỗi" in refusal(capsys, data, "seal", "--period", "2021-Q4")
    sealed = answer(capsys, data, "seal", "--period", "2021-Q4", "--explain", "Chờ văn bản của UBND tỉnh")
    explained = [one for one in sealed["checks"] if one["level"] == "blocking"]
    assert [one["explanation"] for one in explained] == ["Chờ văn bản của UBND tỉnh"]


def test_a_send_by_day_on_a_weekend_is_told_and_not_moved(capsys: Capture, data: Path) -> None:
    (period,) = [
        one
        for one in answer(capsys, data, "periods", "--year", "2021")["periods"]
        if one["id"] == "nd09/2021-Q4"
    ]
    assert (period["send_by"], period["send_off"]) == ("2021-12-25", "thứ Bảy")
    assert run(data, "periods", "--year", "2021") == 0
    assert "hạn gửi báo cáo 25/12/2021 (thứ Bảy, ngày nghỉ)" in capsys.readouterr().out


def test_words_for_a_person(capsys: Capture, data: Path) -> None:
    assert run(data, "seal", "--period", "2021-Q4") == 0
    assert "Đã chốt số liệu Quý IV/2021, bản 1" in capsys.readouterr().out
    assert run(data, "status", "--period", "2021-Q4") == 0
    assert "theo bản chốt 1" in capsys.readouterr().out
    assert run(data, "reopen", "--period", "2021-Q4", "--reason", "Sửa") == 0
    assert "Đã mở lại Quý IV/2021" in capsys.readouterr().out


def test_indicators_of_a_closed_period_are_those_that_were_sealed(capsys: Capture, data: Path) -> None:
    q4 = ("--period", "nd09/2021-Q4")
    key = answer(capsys, data, "indicator", "--add", "Hội nghị", "--unit", "cuộc")["indicators"][-1]["id"]
    answer(capsys, data, "indicator", "--set", f"{key}=3", *q4)
    answer(capsys, data, "seal", *q4)
    answer(capsys, data, "indicator", "--add", "Tờ rơi", "--unit", "tờ")
    rows = answer(capsys, data, "indicator", *q4)["rows"]
    assert ("Hội nghị", "cuộc", "3") in [(one["name"], one["unit"], one["value"]) for one in rows]
    assert "Tờ rơi" not in {one["name"] for one in rows}
