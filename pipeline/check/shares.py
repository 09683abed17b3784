"""Figures of one text that do not fit one another: counts and their share, a structure, own units, a base year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import figure, words_fix
from pipeline.compare.wording import number
from pipeline.knowledge.checks import CheckRule
from pipeline.text.numbers import parse_number
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_FIGURE = r"\d{1,3}(?:\.\d{3})+|\d+"
_SHARE = compiled(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(?:%|[-–]\s*\d+(?:[.,]\d+)?\s*%)")  # the least of a range
_OF = compiled(
    rf"(?<![\w./,-])(?P<part>{_FIGURE})\s?/\s?(?P<all>{_FIGURE})(?![\d/.,]*\d)(?P<noun>(?:\s+[^\W\d]+){{1,6}})\s*"
    r"(?:\((?:chiếm\s|đạt\s|bằng\s)?(?:tỷ lệ\s)?|,?\s+(?:chiếm(?: tỷ lệ)?|đạt tỷ lệ|tỷ lệ|bằng)\s)"
    r"(?P<share>\d+(?:[.,]\d+)?)\s?%"
)
_SENTENCE = compiled(r"[^\n;]+?(?:\.(?=\s|$)|;|(?=\n)|$)")
_WHOLE, _PARTS = 100.0, 3


@check("share-of-counts")
def share_of_counts(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "18/20 xã (85%)": the share is not that of the two counts."""
    others = compiled(whole_words(list(rule.strings("not_counted"))))
    for hit in _OF.finditer(context.folded):
        part, whole, told = (parse_number(hit[name]) for name in ("part", "all", "share"))
        if part is None or not whole or told is None or part > whole or others.search(hit["noun"]):
            continue
        decimals = len(re.split(r"[.,]", hit["share"])[1]) if re.search(r"[.,]", hit["share"]) else 0
        made = _WHOLE * part / whole
        if abs(made - told) > 1.0 / 10.0**decimals:  # cut off or rounded
            words = {"expected": number(round(made, max(decimals, 1)), context.lang)}
            fix = words_fix(context, *hit.span("share"), figure(round(made, decimals)))
            yield Hit(hit.start(), hit.end(), words, fix=fix)


@check("structure-over-all")
def structure_over_all(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The parts of a structure ("cơ cấu kinh tế: …") that together are more than all of it."""
    structure = compiled(whole_words(list(rule.strings("structures"))))
    slack = rule.figure("slack", 1.0)
    for line in re.finditer(r"[^\n]+", context.folded):
        opened = structure.search(line[0])
        if opened is None or " | " in line[0]:
            continue
        sentence = _SENTENCE.match(line[0].replace(";", ","), opened.start())
        told = sentence.group() if sentence else ""
        shares = [parse_number(m[1]) or 0.0 for m in _SHARE.finditer(told)]
        if len(shares) < _PARTS or re.search(r"(?<!\w)(?:tăng|giảm|từ|năm 20\d\d[^%]*%[^%]*năm 20\d\d)(?!\w)", told):
            continue
        made = sum(shares)
        several = (
            made > _WHOLE * 1.5 and abs(made - _WHOLE * round(made / _WHOLE)) <= slack
        )  # two structures, each whole
        if made > _WHOLE + slack and not several:  # less than all leaves room for what is not named ("thuế sản phẩm")
            start = line.start() + opened.start()
            yield Hit(start, start + len(told), {"expected": number(round(made, 2), context.lang)})


@check("own-units-twice")
def own_units_twice(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "12/12 khu phố" here and "14 khu phố của phường" there."""
    told: dict[str, str] = {}
    units = "|".join(rule.strings("units"))
    forms = "|".join(form.replace("N", r"(\d{1,3})") for form in rule.strings("forms"))
    for hit in re.finditer(rf"(?<![\w/])(?:{forms}|(\d{{1,3}})/\d{{1,3}})\s+(?P<unit>{units})(?!\w)", context.folded):
        count = next(group for group in hit.groups()[:-1] if group)
        if "/" in hit[0] and hit[0].split("/")[1].split()[0].lstrip("0") != count.lstrip("0"):
            continue  # "10/12 khu phố" are some of them
        before = told.setdefault(hit["unit"], count)
        if int(before) != int(count):
            yield Hit(hit.start(), hit.end(), {"other": f"{before} {hit['unit']}"})
            return
    for unit, count in told.items():  # more of them than there are
        for hit in re.finditer(rf"(?<![\w/.,-])(\d{{1,3}})\s+{unit}(?!\w)", context.folded):
            if int(hit[1]) > int(count):
                yield Hit(hit.start(), hit.end(), {"other": f"{count} {unit}"})
                return


@check("base-behind-goal")
def base_behind_goal(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "Giảm 10% so với năm 2030" by 2026: what is compared with has not come yet."""
    for target in context.document.targets:
        base, due = target.baseline_year, target.period_end
        if base is not None and due is not None and base > due:
            yield Hit(target.start, target.end, {"base": base, "due": due})
