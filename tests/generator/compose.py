"""One order -> one plan: its lines and its truth, from the parts in ``tests/generator/parts``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.generator.citations import central, date_typed
from tests.generator.frame import foot_of, grounds_of, title_of
from tests.generator.grammar import write
from tests.generator.layout import Outline, layout_of
from tests.generator.lines import Grid, Line, Plan, old_tones
from tests.generator.targets import Years, joined, table_row, word_goal
from tests.generator.world import TWO_TIERS, Order, part
from tests.generator.writer import Writer

TASKS = (1_900, 3_400)  # characters of the tasks; a whole plan has about ten thousand


def compose(order: Order) -> Plan:
    """-> the plan of an order; the same order gives the same plan."""
    writer = Writer(order)
    layout = layout_of(writer.words)
    outline = Outline(layout, skip=writer.wants("number-skipped"))
    title = title_of(writer)
    grounds = grounds_of(writer)
    opening = Line(writer.say(writer.words.choice(part("frame")["openings"])))
    annex: list[Line | Grid] = []
    for name in layout.parts:
        _PARTS[name](writer, outline, annex)
    if outline.skipped:
        writer.planted("number-skipped", ["DC102"], outline.skipped)
    closing = writer.say(writer.words.choice(part("frame")["closings"]))
    if order.copied is not None and order.copied.unit != order.unit and writer.wants("other-place"):
        other = order.copied.unit.called(order.day)
        closing = closing.replace(writer.facts.fixed["xa"], other)
        writer.planted("other-place", ["DC603"], other)
    body: list[Line | Grid] = [*outline.lines, Line(closing)]
    recipients, signature, signer, signer_title = foot_of(writer)
    unit, day = order.unit, order.day
    truth = {
        "doc": order.doc,
        "file": order.file,
        "format": order.file_format,
        "programme": part(order.programme)["parent"],
        "metadata": {
            "doc_type": "Kế hoạch",
            "number": order.number,
            "issuer": f"Ủy ban nhân dân {unit.called(day)}",
            "place": unit.name,
            "issued_on": day.isoformat(),
            "title": title,
            "period_start": order.period[0],
            "period_end": order.period[1],
            "signer": signer,
            "signer_title": signer_title,
        },
        "legal_references": writer.references,
        "targets": writer.targets + writer.late,
        "faults": writer.faults,
        "carries_out": _lineage(order),
        "copied_from": order.copied.doc if order.copied else None,
    }
    plan = Plan(
        ("ỦY BAN NHÂN DÂN", unit.called(day).upper()),
        f"Số: {order.number}" if writer.figures.random() < 0.8 else f"Số: {order.number.replace('/', ' /')}",
        f"{unit.name}, {date_typed(day, writer.figures, 'words')}",
        [*grounds, opening],
        title.upper() if writer.figures.random() < 0.25 else title,
        body,
        recipients,
        signature,
        annex,
        truth,
        {
            "seed": order.seed,
            "labels": None if outline.skipped else layout.labels,
            "bullet": layout.bullet,
        },
    )
    if writer.figures.random() < 0.3:
        plan = _with_old_tones(plan)
    return plan


def _with_old_tones(plan: Plan) -> Plan:
    def turned(item: Line | Grid) -> Line | Grid:
        if isinstance(item, Line):
            return replace(item, text=old_tones(item.text))
        return replace(item, rows=tuple(tuple(map(old_tones, row)) for row in item.rows))

    return replace(
        plan,
        grounds=[replace(line, text=old_tones(line.text)) for line in plan.grounds],
        title=old_tones(plan.title),
        body=[turned(item) for item in plan.body],
        annex=[turned(item) for item in plan.annex],
    )


def _lineage(order: Order) -> list[dict[str, Any]]:
    """-> whom the plan carries out, from the nearest up to the national programme."""
    above, step = [], order.parent
    while step is not None:
        above.append({"doc": step.doc, "number": step.number, "date": step.day.isoformat()})
        step = step.parent
    programme = central(part(order.programme)["parent"])
    return [*above, {"doc": None, "number": programme.number, "date": programme.day.isoformat()}]


# --- the parts


def _head(writer: Writer, name: str) -> str:
    return write(writer.words.choice(part("frame")["heads"][name]), writer.words, writer.fill)


def _situation(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "situation"))
    for template in writer.usable(writer.programme["situation"]):
        if writer.words.random() < 0.75:
            outline.say(writer.say(template))
    outline.close()


def _purpose(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "purpose"))
    for name, pool in (("aim", "purposes"), ("demand", "demands")):
        outline.head(_head(writer, name))
        for template in writer.some(writer.programme[pool], 2, 3):
            outline.item(writer.say(template))
        outline.close()
    outline.close()


def _goals(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "goals"))
    outline.head(_head(writer, "general"))
    for template in writer.some(writer.programme["general"], 1, 2):
        outline.say(writer.say(template))
    outline.close()
    outline.head(_head(writer, "specific"))
    start, end = writer.order.period
    goals = _chosen(writer)
    if end - start >= 3 and writer.words.random() < 0.5:
        for year in (start + (end - start) // 2, end):
            outline.head(f"Đến năm {year}")
            _goal_items(writer, outline, goals, milestone=year)
            outline.close()
    else:
        _goal_items(writer, outline, goals)
    outline.close()
    if writer.words.random() < 0.3:
        dropped = {fault["quote"] for fault in writer.faults if fault["kind"] == "target-dropped"}
        shares = [
            g for g in writer.programme["goals"] if g["kind"] == "share" and g not in goals and g["id"] not in dropped
        ]
        _target_table(writer, outline, annex, shares)
    outline.close()


def _chosen(writer: Writer) -> list[dict[str, Any]]:
    """-> the goals of this plan in its order: the directive's, then some of its own."""
    known = [g for g in writer.programme["goals"] if not g["id"].startswith("own")]
    own = [g for g in writer.programme["goals"] if g["id"].startswith("own")]
    if writer.wants("target-dropped") and known:
        lost = writer.figures.choice(known)
        known.remove(lost)
        writer.planted("target-dropped", ["DC302"], lost["id"])
    chosen = [*known, *writer.words.sample(own, min(len(own), writer.words.randrange(4, 8)))]
    if writer.words.random() < 0.4:
        writer.words.shuffle(chosen)
    return chosen


def _goal_items(writer: Writer, outline: Outline, goals: list[dict[str, Any]], *, milestone: int | None = None) -> None:
    years = Years(*writer.order.period)
    due = milestone or years.end
    can_be_low = [g for g in goals if 2025 <= due <= g.get("judged", 0)]
    low = None
    if writer.wants("target-lowered") and can_be_low:
        low = writer.figures.choice(can_be_low)["id"]
    held: tuple[str, list[dict[str, Any]], str] | None = None
    for goal in goals:
        text, truths = word_goal(
            goal, years, writer.words, writer.figures, writer.fill, lowered=goal["id"] == low, milestone=milestone
        )
        if goal["id"] == low:
            writer.planted("target-lowered", ["DC301"], text)
        if "Phấn đấu" in text and writer.wants("slip"):
            writer.planted("slip", ["DC601"], "Phân đấu")
            text = text.replace("Phấn đấu", "Phân đấu")
            truths = [truth | {"quote": truth["quote"].replace("Phấn đấu", "Phân đấu")} for truth in truths]
        if held is None and len(truths) == 1 and writer.words.random() < 0.12:
            held = text, truths, goal["kind"]
            continue
        if held is not None and len(truths) == 1:
            text, truths = joined(held[0], text, writer.words, alike=held[2] == goal["kind"]), held[1] + truths
            held = None
        writer.targets += truths
        outline.item(text + writer.words.choice([".", ";", "."]))
    if held is not None:
        writer.targets += held[1]
        outline.item(held[0] + ".")


def _target_table(writer: Writer, outline: Outline, annex: list[Line | Grid], goals: list[dict[str, Any]]) -> None:
    start, end = writer.order.period
    years = sorted({start, (start + end) // 2, end})
    in_annex = writer.words.random() < 0.4 and not annex
    head = [writer.words.choice(["STT", "TT"]), "Chỉ tiêu", writer.words.choice(["Đơn vị tính", "ĐVT"])]
    before = writer.words.random() < 0.5
    if before:
        head.append(f"Ước thực hiện năm {start - 1}")
    called = writer.words.choice(["Năm", "Kế hoạch năm"])
    head += [f"{called} {year}" for year in years]
    rows: list[tuple[str, ...]] = [tuple(head)]
    truths: list[dict[str, Any]] = []
    for n, goal in enumerate(writer.words.sample(goals, min(len(goals), writer.words.randrange(3, 6))), 1):
        name, cells, found = table_row(goal, years, writer.words, writer.figures, writer.fill)
        past = [writer.facts.get("kq") or ""] if before else []
        rows.append((str(n), name, "%", *past, *cells))
        truths += found
    columns = len(head) - 3
    grid = Grid(tuple(rows), (1.2, 15.8 - 1.2 - 2 - 1.9 * columns, 2.0, *([1.9] * columns)))
    if in_annex:
        outline.head(_head(writer, "table"))
        outline.say("Chi tiết tại Phụ lục kèm theo Kế hoạch này.")
        outline.close()
        day = date_typed(writer.order.day, writer.figures, "figures")
        annex += [
            Line("PHỤ LỤC", "title"),
            Line("CHỈ TIÊU THỰC HIỆN KẾ HOẠCH", "centre"),
            Line(f"(Kèm theo Kế hoạch số {writer.order.number} {day})", "note"),
            grid,
        ]
        writer.late += truths
        return
    outline.head(_head(writer, "table"))
    outline.grid(grid)
    outline.close()
    writer.targets += truths


def _tasks(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "tasks"))
    areas = writer.words.sample(writer.programme["areas"], len(writer.programme["areas"]))
    length = outline.length + writer.words.randrange(*TASKS)
    for area in areas:
        if outline.length > length:
            break
        outline.head(write(writer.words.choice(area["heads"]), writer.words, writer.fill))
        for template in writer.some(area["says"], 3, 6):
            outline.detail(writer.say(template))
        outline.close()
    outline.close()


def _money(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "money"))
    for template in writer.some(part("frame")["money"], 2, 4):
        outline.item(writer.say(template))
    outline.close()


def _carry(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "carry"))
    gone = writer.wants("abolished-body") and writer.order.day >= TWO_TIERS and writer.order.unit.level == "commune"
    for body in writer.facts.bodies():
        name = writer.facts.body_name(body)
        if gone and body.get("lead"):
            name = "Phòng Lao động - Thương binh và Xã hội"
            writer.planted("abolished-body", ["DC401"], name)
        outline.head(name)
        kind = next(k for k in part("bodies")["duties"] if body.get(k))
        for template in writer.some(part("bodies")["duties"][kind], 2, 5 if kind == "lead" else 3):
            outline.detail(writer.say(template))
        outline.close()
    outline.close()
    if writer.words.random() < 0.25:
        _task_table(writer, annex)


def _task_table(writer: Writer, annex: list[Line | Grid]) -> None:
    """Who does what by when, as an annex."""
    bodies = [writer.facts.body_name(body) for body in writer.facts.bodies()]
    bodies = [name.removeprefix("Đề nghị ") for name in bodies]
    what = writer.words.choice([("Nội dung công việc", "Cơ quan chủ trì"), ("Nhiệm vụ", "Đơn vị chủ trì")])
    rows = [("TT", what[0], what[1], "Đơn vị phối hợp", "Thời gian hoàn thành")]
    areas = writer.words.sample(writer.programme["areas"], min(4, len(writer.programme["areas"])))
    for n, area in enumerate(areas, 1):
        lead, partner = writer.words.sample(bodies, 2)
        quarter = writer.words.choice(["Quý II", "Quý III", "Quý IV", "Tháng 6", "Tháng 9", "Tháng 11"])
        joint = "/" if quarter.startswith("Quý") else " năm "
        rows.append((str(n), area["heads"][0], lead, partner, f"{quarter}{joint}{writer.order.period[0]}"))
    annex += [
        Line("PHỤ LỤC PHÂN CÔNG NHIỆM VỤ" if annex else "PHỤ LỤC", "title"),
        Line("PHÂN CÔNG NHIỆM VỤ THỰC HIỆN KẾ HOẠCH", "centre"),
        Grid(tuple(rows), (1.2, 5.4, 3.4, 3.4, 2.6)),
    ]


def _report(writer: Writer, outline: Outline, annex: list[Line | Grid]) -> None:
    outline.head(_head(writer, "report"))
    for template in writer.some(part("frame")["reports"], 2, 3):
        outline.detail(writer.say(template))
    outline.close()


_PARTS: dict[str, Callable[[Writer, Outline, list[Line | Grid]], None]] = {
    "situation": _situation,
    "purpose": _purpose,
    "goals": _goals,
    "tasks": _tasks,
    "money": _money,
    "carry": _carry,
    "report": _report,
}
