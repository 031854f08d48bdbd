"""The rule which entry speaks, against the same rule written down as one order and a maximum."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.progress import (
    GROUPS,
    NOTHING,
    STANDING,
    UNDATED,
    Figures,
    ProgressEntry,
    State,
    standing_of,
)
from desktop_app.domain.speaking import (
    SpeakingRecord,
    dated,
    filled,
    first_done,
    holding_on,
    resolved,
    speaker,
)
from desktop_app.domain.task import Assignment, Task

SPAN = (date(2018, 1, 1), date(2022, 12, 31))
FIRST = date(2021, 3, 1)
TASK = Task(
    1,
    1,
    1,
    position=1,
    given=Assignment(1, "1", "Rà soát"),
    deadline=read_deadline("31/12/2021"),
    folded="ra soat",
)
Q1 = ("nd09/2021-Q1", date(2020, 12, 15), date(2021, 3, 14))
Q2 = ("nd09/2021-Q2", date(2021, 3, 15), date(2021, 6, 14))
Q3 = ("nd09/2021-Q3", date(2021, 6, 15), date(2021, 9, 14))
HALF = ("nd09/2021-H1", date(2020, 12, 15), date(2021, 6, 14))


def entry(
    period: tuple[str, date, date],
    state: State = State.IN_PROGRESS,
    percent: int = 10,
    day: date | None = None,
    *,
    acts: tuple[int | None, ...] = (1,) * len(GROUPS),
    figures: Figures = Figures.ACTUAL,
) -> ProgressEntry:
    done = state is State.DONE
    return ProgressEntry(
        1, *period, state, 100 if done else percent, day if done else None, acts=acts, figures=figures
    )


days = st.integers(0, 6).map(lambda count: FIRST + timedelta(count))


@st.composite
def recorded(draw: st.DrawFn) -> list[ProgressEntry]:
    """Draw up to five entries; each act wrote one group of one entry."""
    count = draw(st.integers(1, 5))
    acts = draw(st.permutations(range(1, count * len(GROUPS) + 1)))
    entries = []
    for place in range(count):
        own = [act if draw(st.integers(0, 3)) else None for act in acts[place * len(GROUPS) :][: len(GROUPS)]]
        starts_on, cut_off = sorted((draw(days), draw(days)))
        state = draw(st.sampled_from(State))
        done = state is State.DONE
        percent = 100 if done else 0 if state is State.NOT_STARTED else draw(st.integers(1, 99))
        made = ProgressEntry(
            1,
            f"nd09/{place}",
            starts_on,
            cut_off=cut_off,
            state=state,
            percent=percent,
            completed_on=draw(days) if done else None,
            result=f"Kết quả {place}",
            difficulty=f"Khó khăn {place}",
            proposal=f"Kiến nghị {place}",
            note=f"Ghi chú {place}",
            figures=draw(st.sampled_from(Figures)),
            acts=tuple(own),
            assumed=done and draw(st.booleans()),
        )
        entries.append(made)
    return sorted(entries, key=lambda one: (one.cut_off, max(act or 0 for act in one.acts)))


def by_rule(entries: Sequence[ProgressEntry], day: date, group: int) -> ProgressEntry | None:
    """Return who speaks: a completion by the day of a period still to begin, else the newest.

    A closed period speaks of its cut-off and a running one of its beginning; later acts are newer.
    """

    def order(one: ProgressEntry) -> tuple[date, int]:
        return one.cut_off if one.cut_off <= day or one.starts_on > day else one.starts_on, one.acts[
            group
        ] or 0

    said = [one for one in entries if one.acts[group] is not None]
    if group == STANDING:
        said = [one for one in said if one.completed_on is None or one.completed_on <= day]
    begun = [one for one in said if one.starts_on <= day]
    ahead = [one for one in said if one.starts_on > day and one.state is State.DONE and not one.assumed]
    return max((ahead if group == STANDING else []) or begun, key=order, default=None)


@given(recorded(), days, st.sampled_from(range(len(GROUPS))))
def test_the_newest_entry_that_speaks_of_the_day_speaks(
    entries: list[ProgressEntry], day: date, group: int
) -> None:
    assert speaker(entries, day, group) is by_rule(entries, day, group)


def said(entries: Sequence[ProgressEntry], day: date) -> dict[str, object]:
    """Return what the speakers of every group say, on a day of which an estimate is one."""
    standing, *texts = (by_rule(entries, day, group) for group in range(len(GROUPS)))
    nothing = ProgressEntry(1, "", day, day)
    return standing_of(standing or nothing) | {
        name: getattr(one or nothing, name) for name, one in zip(GROUPS[1:], texts, strict=True)
    }


def fields_of(entry: ProgressEntry) -> dict[str, object]:
    return standing_of(entry) | {name: getattr(entry, name) for name in GROUPS[1:]}


@given(recorded(), days)
def test_without_an_entry_of_its_own_a_period_holds_what_each_group_says(
    entries: list[ProgressEntry], day: date
) -> None:
    found = holding_on(TASK, entries, day, SPAN)
    speakers = [by_rule(entries, day, group) for group in range(len(GROUPS))]
    assert (found is None) is (not any(speakers))
    if found is None:
        return
    assert fields_of(found.entry) == said(entries, day)
    assert found.days == tuple(one.cut_off if one else None for one in speakers)
    named = speakers[STANDING] or max(filter(None, speakers), key=lambda one: one.cut_off)
    assert found.entry.cut_off == named.cut_off
    alone = all(one is named for one in speakers)
    assert (found.entry.acts, found.entry.confirmed) == (named.acts if alone else NOTHING, False)
    assert speakers[STANDING] is None or found.entry.period == named.period


@given(recorded())
def test_what_an_entry_does_not_say_stands_from_the_others(entries: list[ProgressEntry]) -> None:
    """Of a day before its own an estimate is none."""
    for one in entries:
        others = [other for other in entries if other is not one]
        mine = [
            one if act is not None else by_rule(others, one.cut_off, group)
            for group, act in enumerate(one.acts)
        ]
        standing = mine[STANDING]
        expected = said([standing] if standing else [], date.max) | {
            name: getattr(who, name) if who else "" for name, who in zip(GROUPS[1:], mine[1:], strict=True)
        }
        if standing is not None and standing.cut_off != one.cut_off:
            expected["figures"] = Figures.ACTUAL
        found = filled(TASK, one, entries, SPAN)
        assert fields_of(found.entry) == expected
        assert found.days == tuple(who.cut_off if who else None for who in mine)
        assert (found.entry.acts, found.entry.period) == (one.acts, one.period)
    assert resolved(TASK, entries, SPAN) == [filled(TASK, one, entries, SPAN).entry for one in entries]


NOTE_ONLY = (None, 2, 2, 2, 2)


def test_an_estimate_is_none_for_another_day() -> None:
    """Quarter II says nothing of its own of the standing; the half year of the same cut-off estimated it."""
    estimated = entry(Q1, figures=Figures.ESTIMATED)
    note = entry(Q2, acts=NOTE_ONLY)
    assert filled(TASK, note, [estimated, note], SPAN).entry.figures is Figures.ACTUAL
    same_day = entry(HALF, figures=Figures.ESTIMATED)
    assert filled(TASK, note, [same_day, note], SPAN).entry.figures is Figures.ESTIMATED


def test_of_two_periods_with_one_cut_off_the_later_act_speaks_in_either_order() -> None:
    quarter, half = entry(Q2, percent=20, acts=(7,) * 5), entry(HALF, percent=30, acts=(6,) * 5)
    for entries in ([quarter, half], [half, quarter]):
        assert speaker(entries, Q2[2]) is quarter
    later = replace(half, acts=(8,) * 5)
    for entries in ([quarter, later], [later, quarter]):
        assert speaker(entries, Q2[2]) is later


def test_what_is_whole_is_told_as_it_is() -> None:
    one = replace(entry(Q1), confirmed=True)
    assert holding_on(TASK, [one], Q3[2], SPAN) == SpeakingRecord(one, (Q1[2],) * len(GROUPS))
    assert filled(TASK, one, [one], SPAN) == SpeakingRecord(one, (Q1[2],) * len(GROUPS))
    assert holding_on(TASK, [], Q3[2], SPAN) is None


def done(period: tuple[str, date, date], act: int, day: date = UNDATED) -> ProgressEntry:
    return entry(period, State.DONE, day=day, acts=(act,) * 5)


def test_the_day_to_assume_is_the_cut_off_that_first_said_done() -> None:
    first, second, third = (done(period, act) for act, period in enumerate((Q1, Q2, Q3), 1))
    assert first_done([first, second, third], third) == Q1[2]
    assert first_done([third], third) == Q3[2]
    between = entry(Q2, acts=(2,) * 5)
    assert first_done([first, between, third], third) == Q3[2]
    unsaid = replace(second, acts=NOTE_ONLY)
    assert first_done([unsaid, third], third) == Q3[2]


def test_the_day_to_assume_is_not_before_a_known_day() -> None:
    late = done(Q1, 1, date(2021, 4, 1))
    assert first_done([late, done(Q3, 2)], done(Q3, 2)) == date(2021, 4, 1)
    early = done(Q1, 1, date(2021, 2, 1))
    assert first_done([early, done(Q3, 2)], done(Q3, 2)) == Q1[2]
    after = done(Q1, 1, date(2021, 10, 1))
    assert first_done([after, done(Q3, 2)], done(Q3, 2)) == Q3[2]


def test_what_was_recorded_later_of_the_same_day_gives_no_day() -> None:
    half, quarter = done(HALF, 2), done(Q2, 1)
    assert first_done([quarter, half], half) == Q2[2]
    open_later = entry(HALF, acts=(3,) * 5)
    assert first_done([done(Q1, 1), quarter, open_later], quarter) == Q1[2]
    open_before = entry(HALF, acts=(0,) * 5)
    assert first_done([done(Q1, 1), open_before, quarter], quarter) == Q2[2]


def test_only_completions_without_a_day_are_given_one() -> None:
    known = done(Q1, 1, date(2021, 2, 1))
    entries = [known, entry(Q2, acts=(2,) * 5)]
    assert dated(TASK, entries, SPAN) is entries
    undated = replace(done(Q3, 3), assumed=True)
    assert dated(TASK, [*entries, undated], SPAN) == [*entries, replace(undated, completed_on=Q3[2])]
