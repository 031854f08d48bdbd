"""The body of a sealed version: what goes in comes out, and two bodies are compared to the last field."""

import json
from dataclasses import replace

import pytest

from desktop_app.domain.errors.refusals import FieldMissing
from desktop_app.domain.reports.report import Report
from desktop_app.domain.sealed_version import Submission
from desktop_app.domain.sealing import (
    FieldDifference,
    differences,
    digest,
    freeze,
    report_rows,
    thaw,
)
from desktop_app.domain.status import Totals
from tests.exchange import report_samples as samples


@pytest.mark.parametrize("report", [samples.ordinary(), samples.report([])], ids=["ordinary", "empty"])
def test_a_report_comes_back_from_its_body_as_it_was(report: Report) -> None:
    body = freeze(report)
    assert thaw(body) == report
    assert freeze(thaw(body)) == body
    assert (json.loads(body)["format"], json.loads(body)["beside"]) == (1, {})


def test_what_is_kept_beside_is_kept_word_for_word() -> None:
    beside = {"texts": {"part1": "Sở Tư pháp\nbáo cáo"}, "order": [3, 1]}
    body = freeze(samples.ordinary(), beside)
    assert json.loads(body)["beside"] == beside
    assert thaw(body) == samples.ordinary()


def test_words_that_look_like_the_beginning_of_the_rows_are_words() -> None:
    words = '"rows":[{"task":1}]}'
    row = samples.ordinary().groups[0].rows[-1]
    task = replace(row.task, given=replace(row.task.given, content=words))
    body = freeze(samples.report([replace(row, task=task)]), {"rows": [words]})
    assert words in [one.task.content for one in report_rows(thaw(body))]
    assert freeze(thaw(body), {"rows": [words]}) == body


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest("Đề án") == "f1d572ece1726c18fe354aa18deac7e91e2f03c678afc6e55f338e2b42a6ac88"


def test_each_row_comes_once_those_listed_apart_last() -> None:
    report = samples.ordinary()
    ids = [row.task.id for row in report_rows(report)]
    assert ids == list(range(1, 47))
    assert {row.task.id for row in report.apart} & set(ids[:-1]), "suspended ones stand in their groups too"


def test_versions_that_say_the_same_do_not_differ() -> None:
    found = differences(samples.ordinary(), samples.ordinary())
    assert (found.rows, found.totals, found.numbers) == ((), (), ())


def test_versions_differ_in_the_tasks_they_have_and_in_what_these_say() -> None:
    """Tasks are told in the order of the newer version, those that it lacks last."""
    rows = [
        samples.row(one, None) for one in (samples.task(index, samples.given(index)) for index in range(3))
    ]
    moved = replace(rows[1], task=replace(rows[1].task, given=replace(rows[1].task.given, output="Đề cương")))
    old, new = samples.report(rows[:2]), samples.report([moved, rows[2]])
    new = replace(new, total=replace(new.total, open_overdue=new.total.open_overdue + 1))
    found = differences(old, new)
    assert found.rows == (
        FieldDifference(2, "2", "output", "Báo cáo", "Đề cương"),
        FieldDifference(3, "3", "added", "", rows[2].task.content),
        FieldDifference(1, "1", "gone", rows[0].task.content, ""),
    )
    assert found.numbers == ("2", "3", "1")
    assert {name: (was, now) for name, was, now in found.totals}["total"] == (2, 3)


def test_every_part_of_the_totals_is_compared_and_their_sum() -> None:
    old = samples.report([])
    found = differences(old, replace(old, total=Totals(1, 2, 3, 4, 0)))
    assert found.totals == (
        ("done_on_time", 0, 1),
        ("done_late", 0, 2),
        ("open_in_time", 0, 3),
        ("open_overdue", 0, 4),
        ("total", 0, 10),
    )


@pytest.mark.parametrize("document", ["", "  "])
def test_a_sending_names_its_document(document: str) -> None:
    with pytest.raises(FieldMissing):
        Submission(1, 1, "nd09/2021-Q4", version=1, document=document, sent_on=samples.CUT_OFF)
