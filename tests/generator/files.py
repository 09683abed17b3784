"""A plan as a file: text, Word, PDF. The same plan gives the same bytes."""

from __future__ import annotations

from random import Random

from tests.generator.lines import Grid, Line, Plan

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
MADE_UP = "Văn bản sinh tự động để thử, không phải văn bản thật"


def as_text(plan: Plan) -> bytes:
    """UTF-8; a table is Markdown. Some plans have an empty line between paragraphs, some are wrapped like web dumps."""
    chance = Random(f"text {plan.look['seed']}")
    way = chance.choice(["plain", "plain", "spaced", "wrapped"])
    rule = ["-------"] if chance.random() < 0.4 else []
    place = [plan.number, plan.place_date]
    head = (
        [*plan.issuer, *rule, *MOTTO, *place] if chance.random() < 0.7 else [*plan.issuer, place[0], *MOTTO, place[1]]
    )
    parts = ["\n".join(head), "KẾ HOẠCH", plan.title]
    parts += [_text_of(item, wrapped=way == "wrapped") for item in [*plan.grounds, *plan.body]]
    tail = ["Nơi nhận:", *plan.recipients, *plan.signature]
    parts.append("\n".join(tail))
    parts += [_text_of(item, wrapped=False) for item in plan.annex]
    parts.append(f"({MADE_UP})")
    between = "\n" if way == "plain" else "\n\n"
    return (between.join(parts) + "\n").encode()


def _text_of(item: Line | Grid, *, wrapped: bool) -> str:
    if isinstance(item, Line):
        return _wrap(item.typed) if wrapped and item.style not in ("title", "centre", "note") else item.typed
    rows = [f"| {' | '.join(row)} |" for row in item.rows]
    return "\n".join([rows[0], "|" + " --- |" * len(item.rows[0]), *rows[1:]])


def _wrap(text: str, width: int = 96) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])
