"""Where a figure stands to the phase that binds: floors past, milestones to come, lines between, ceilings, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.compare import Plan, compare, judge
from pipeline.compare.families import Family
from pipeline.compare.verdict import Verdict
from pipeline.compare.wording import figure_in_words
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import the_directive
from pipeline.model import Change, Comparator, Document, Metadata, Notice, PopulationChange, Target
from pipeline.saying import to_say

RULES = load_rules()


def goal(
    value: float | None,
    due: int | None,
    comparator: Comparator = ">=",
    *,
    change: Change | None = None,
    base: int | None = None,
    what: str = "hộ dân | dùng nước sạch",
    certainty: str = "seen",
    unit: str = "%",
) -> Target:
    population, indicator = what.split(" | ")
    return Target(
        quote=what,
        start=0,
        end=0,
        value=value,
        unit=unit,
        comparator=comparator,
        change=change,
        baseline_year=base,
        population=population,
        indicator=indicator,
        period_end=due,
        certainty=certainty,  # type: ignore[arg-type]
    )


def verdict(draft: Target, *milestones: Target, plan: Plan | None = None, **more: PopulationChange) -> Verdict:
    family = Family("x", tuple(sorted(milestones, key=lambda t: t.period_end or 0)))
    return judge(draft, family, plan or Plan(draft.period_end, draft.period_end), "112/QĐ-TTg", RULES, **more)


STAFF = (goal(60, 2025), goal(90, 2030))


@pytest.mark.parametrize(
    ("value", "year", "status", "line"),
    [
        (70, 2026, "on_track", 66),  # Kim Trà: an interim figure, not a breach
        (66, 2026, "on_track", 66),
        (65, 2026, "behind", 66),
        (59, 2026, "below", None),  # under the floor already due in 2025
        (90, 2026, "met", None),  # early
        (95, 2026, "above", None),
        (84, 2029, "on_track", 84),
        (89, 2030, "below", None),
        (90, 2030, "met", None),
        (60, 2025, "met", None),
        (91, 2031, "above", None),  # after the programme the last milestone stays the floor
        (80, 2031, "below", None),
        (55, 2024, "not_comparable", None),  # before the first milestone nothing is due
    ],
)
def test_the_phase_that_binds(value: float, year: int, status: str, line: float | None) -> None:
    found = verdict(goal(value, year, "="), *STAFF)
    assert found.status == status
    assert found.due_value == (pytest.approx(line) if line else None)


def test_a_strict_floor_is_more_than_the_same_figure() -> None:
    assert verdict(goal(60, 2025, ">"), goal(60, 2025)).status == "above"
    assert verdict(goal(60, 2025, "="), goal(60, 2025, ">")).status == "below"


def test_a_level_is_not_a_growth() -> None:
    """Kim Trà's "100% người có hoàn cảnh khó khăn" against "tăng 20% so với năm 2020"."""
    assert verdict(goal(100, 2026), goal(20, 2025, "=", change="+", base=2020)).case == "change_against_level"


def test_growth_against_growth_needs_the_same_base() -> None:
    growth = goal(20, 2025, "=", change="+", base=2020)
    assert verdict(goal(25, 2025, "=", change="+", base=2020), growth).status == "above"
    assert verdict(goal(25, 2025, "=", change="+", base=2022), growth).status == "not_comparable"
    assert verdict(goal(25, 2025, "=", change="-", base=2020), growth).status == "not_comparable"


def test_an_inferred_figure_gives_a_hint_and_says_so() -> None:
    found = verdict(goal(30, 2030), goal(30, 2025), goal(40, 2030, certainty="inferred"))
    assert (found.status, found.certainty) == ("below", "inferred")
    assert "suy ra" in found.explanation


def test_an_unknown_figure_is_not_guessed() -> None:
    milestones = (goal(85, 2025), goal(None, 2030, certainty="unknown"))
    assert verdict(goal(100, 2026, "="), *milestones).case == "above_floor"  # nothing can be more than everyone
    assert verdict(goal(90, 2026, "="), *milestones).case == "unknown_figure_past_floor"
    assert verdict(goal(80, 2026, "="), *milestones).case == "below_floor"
    assert verdict(goal(80, 2030, "="), goal(None, 2030, certainty="unknown")).case == "unknown_figure"


@pytest.mark.parametrize(
    ("value", "status"), [(4, "above"), (5, "met"), (6, "below")], ids=["fewer poor", "as many", "more poor"]
)
def test_a_poverty_rate_is_better_when_lower(value: float, status: str) -> None:
    poor = "hộ nghèo trên địa bàn | tỷ lệ hộ nghèo"
    assert verdict(goal(value, 2025, "=", what=poor), goal(5, 2025, "=", what=poor)).status == status


def test_the_share_of_the_poor_that_is_served_is_better_when_higher() -> None:
    served = "hộ nghèo | tỷ lệ hộ nghèo được hỗ trợ nhà ở"
    assert verdict(goal(90, 2025, "=", what=served), goal(80, 2025, "=", what=served)).status == "above"


def test_a_ceiling_by_its_words() -> None:
    assert verdict(goal(3, 2025, "<="), goal(5, 2025, "<=")).status == "above"
    assert verdict(goal(7, 2025, "="), goal(5, 2025, "<")).status == "below"
    assert verdict(goal(7, 2025, ">="), goal(5, 2025, "<")).case == "ceiling_against_floor"


def test_a_falling_line() -> None:
    found = verdict(goal(8, 2027, "="), goal(10, 2025, "="), goal(5, 2030, "="))
    assert (found.status, found.due_value) == ("on_track", 8)


def test_a_goal_put_off_is_a_period_mismatch() -> None:
    assert verdict(goal(80, 2035), goal(80, 2030), plan=Plan(2026, 2035)).status == "period_mismatch"
    assert verdict(goal(80, 2035), goal(80, 2030), plan=Plan(2031, 2035)).status == "met"


def test_an_equal_figure_over_fewer_groups_is_narrowed() -> None:
    change = PopulationChange(kept=("trường học",), dropped=("bệnh viện", "cơ quan"))
    assert verdict(goal(80, 2030), goal(80, 2030), population=change).status == "narrowed"
    open_ended = PopulationChange(kept=("trường học",), dropped=("bệnh viện",), open_ended=True)
    assert verdict(goal(80, 2030), goal(80, 2030), population=open_ended).status == "met"


def test_a_count_against_a_share() -> None:
    assert verdict(goal(80, 2030, unit="người"), goal(80, 2030)).case == "other_unit"


def plan_of(end: int, *targets: Target) -> Document:
    meta = Metadata(period_start=end, period_end=end, issuer="Ủy ban nhân dân phường X")
    return Document("x", "x", "", "txt", "", metadata=meta, targets=targets)


def test_every_goal_has_its_row_and_every_target_too() -> None:
    programme = the_directive("112/QĐ-TTg", RULES)
    rows = compare(
        plan_of(2026, goal(50, 2026, what="hộ dân | trồng hoa ven đường")), programme, RULES, date(2026, 1, 5)
    )
    assert [row.status for row in rows] == ["missing"] * 6 + ["added"]
    assert [r.directive_target and r.directive_target.target_id for r in rows][:3] == [
        "P2-STAFF",
        "P2-STAFF-MIN",
        "P2-TRAIN",
    ]


def test_a_directive_of_which_little_was_read_claims_nothing() -> None:
    partial = the_directive("62/KH-UBND", RULES)
    rows = compare(plan_of(2026, goal(50, 2026, what="hộ dân | trồng hoa ven đường")), partial, RULES, date(2026, 1, 5))
    assert [row.reason for row in rows] == ["missing_partial", "added_partial"]


def test_a_draft_with_an_unread_page_or_table_is_not_said_to_lack_a_goal() -> None:
    programme, plan = (
        the_directive("112/QĐ-TTg", RULES),
        plan_of(2026, goal(50, 2026, what="hộ dân | trồng hoa ven đường")),
    )
    for unread in (
        Notice(to_say("notice.table_unread", near="x")),
        Notice(to_say("notice.page_unread", pages="2", why="x"), 2),
    ):
        rows = compare(replace(plan, warnings=(unread,)), programme, RULES, date(2026, 1, 5))
        assert [(row.status, row.reason) for row in rows[:6]] == [("not_comparable", "missing_unread")] * 6
        assert rows[6].status == "added"
    sure = replace(plan, warnings=(Notice(to_say("notice.pdf_cipher", pages="1")),))
    assert compare(sure, programme, RULES, date(2026, 1, 5))[0].status == "missing"


def test_a_plan_to_2030_that_stops_at_2025_lacks_the_second_figure() -> None:
    programme = the_directive("112/QĐ-TTg", RULES)
    staff = programme.targets[0]
    meta = Metadata(period_start=2022, period_end=2030)
    document = Document("x", "x", "", "txt", "", metadata=meta, targets=(staff,))
    rows = [
        r for r in compare(document, programme, RULES) if r.directive_target and r.directive_target.family == "STAFF"
    ]
    assert [(r.status, r.directive_target and r.directive_target.value) for r in rows] == [("met", 60), ("missing", 90)]


def test_english_says_the_same() -> None:
    programme = the_directive("112/QĐ-TTg", RULES)
    document = plan_of(2026, *programme.targets[:1])
    english = compare(document, programme, RULES, lang="en")
    vietnamese = compare(document, programme, RULES)
    assert [(r.status, r.reason) for r in english] == [(r.status, r.reason) for r in vietnamese]
    assert english[1].explanation.startswith("The draft has no target that answers the at least 1-2 người")
    assert vietnamese[1].explanation.startswith("Dự thảo không có chỉ tiêu tương ứng với mức tối thiểu 1-2 người")


def test_the_year_that_a_level_starts_from_is_no_measure_of_it() -> None:
    """ "Từ 61% năm 2025 lên 95%" stands to the goal as "đạt 95%" does; only a change is measured against a year."""
    level = goal(95, 2030, "=", base=2025)
    assert verdict(level, *STAFF).status == verdict(goal(95, 2030, "="), *STAFF).status == "above"
    assert figure_in_words(level, RULES, "vi") == "95%"
    assert figure_in_words(goal(20, 2030, "=", change="+", base=2025), RULES, "vi").endswith("so với năm 2025")
