"""Texts as damage leaves them: no crash, every offset true, and what is no damage to the words changes nothing."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.api import read
from pipeline.model import Document
from pipeline.text.fold import bare
from tests.tools.places import GOLD

PLANS = ["tiem-chung-phuong", "nong-thon-moi-bang", "cai-cach-hanh-chinh", "giam-ngheo-huyen"]
SLIPS = {"ấ": "ầ", "ư": "u", "ơ": "o", "Đ": "Ð", "đ": "d", "ế": "ê", "ộ": "ô", "l": "1", "0": "O", "-": "–"}
Damage = Callable[[str, random.Random], str]


def shuffled(text: str, rnd: random.Random) -> str:
    lines = text.split("\n")
    rnd.shuffle(lines)
    return "\n".join(lines)


DAMAGES: dict[str, Damage] = {
    "capitals": lambda text, rnd: text.upper(),
    "small letters": lambda text, rnd: text.lower(),
    "no diacritics": lambda text, rnd: bare(text),
    "broken lines": lambda text, rnd: "".join("\n" if c == " " and rnd.random() < 0.08 else c for c in text),
    "one line": lambda text, rnd: text.replace("\n", " "),
    "slips": lambda text, rnd: "".join(SLIPS.get(c, c) if rnd.random() < 0.03 else c for c in text),
    "lost letters": lambda text, rnd: "".join(c for c in text if rnd.random() > 0.02),
    "shuffled": shuffled,
}
HARMLESS: dict[str, Damage] = {
    "decomposed": lambda text, rnd: unicodedata.normalize("NFD", text),
    "Windows line ends": lambda text, rnd: text.replace("\n", "\r\n"),
    "blank lines": lambda text, rnd: text + "\n\n\n",
}
NASTY = [
    "%", "100% 100% 100%", "≥≥ 95 %%", "Từ 5% đến 5% đến 5%", "Đạt 1.2.3% và 1,2,3%", "Đạt " + "9" * 400 + "%",
    "Quyết định số", "Quyết định số /QĐ-TTg ngày / /2025", "Quyết định số 12/QĐ-UBND ngày 31/02/2025",
    "Điều 9999 Nghị định số 9999/9999/NĐ-CP ngày 9999/9999", "Luật này, Luật đó, Bộ luật", "quý V/2026, tháng 13/2026",
    "1.000.000.000.000.000 đồng và 5 tỷ tỷ tỷ đồng", "\u200b100%\u200b hộ", "１００％ hộ nghèo", "😀 100% 😀 hộ 😀",
    "İstanbul ß ŉ ǰ 100% Ⱥ hộ", "½ số hộ; 2/3 số hộ; 31/12", "I.1.a.b.c.d", "100% " * 1000, "Quyết định số " * 1000,
    "(" * 3000, "và " * 3000, "Luật " * 2000, "a" + " |" * 1500, "từ 1 đến " * 800, "Điều 1 " * 1000, "chủ trì, " * 500,
    "ngày 01/01/2025 " * 500, "a" * 20000, "1" * 5000,
]  # fmt: skip


def taken_apart(text: str, folder: Path) -> Document:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    document = read(path)
    records = [
        *document.legal_references,
        *document.targets,
        *document.tasks,
        *document.deadlines,
        *document.budget,
        *document.slips,
    ]
    for record in records:
        assert document.text[record.start : record.end] == record.quote
        assert record.quote
    for section in document.sections:
        assert section.start <= section.heading_start <= section.heading_end <= section.end <= len(document.text)
    return document


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:24])
def test_nasty_paragraphs(text: str, tmp_path: Path) -> None:
    taken_apart(text, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_damaged_plans_are_read(plan: str, damage: str, tmp_path: Path) -> None:
    text = (GOLD / "round-01" / f"{plan}.txt").read_text(encoding="utf-8")
    taken_apart(DAMAGES[damage](text, random.Random(7)), tmp_path)


@pytest.mark.parametrize("change", HARMLESS)
@pytest.mark.parametrize("plan", PLANS)
def test_what_does_not_touch_the_words_changes_nothing(plan: str, change: str, tmp_path: Path) -> None:
    text = (GOLD / "round-01" / f"{plan}.txt").read_text(encoding="utf-8")
    plain, changed = taken_apart(text, tmp_path), taken_apart(HARMLESS[change](text, random.Random(7)), tmp_path)
    assert changed.text == plain.text
    assert changed.targets == plain.targets
    assert changed.legal_references == plain.legal_references
    assert changed.sections == plain.sections
