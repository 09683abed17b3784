"""The words of figures that bind nobody: results, shares of money, thresholds, forecasts; and their patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.load import Schema
from pipeline.text.patterns import compiled
from pipeline.text.phrases import Phrases, words_pattern


class Results(Schema):
    """The words of what has already been reached."""

    words: Phrases
    compounds: Phrases
    after: Phrases
    headings: Phrases
    counted: Phrases
    still: Phrases
    scant: Phrases
    between: Phrases


class Funding(Schema):
    """The words of who pays which share, and of rates: prices, pay, doses."""

    givers: Phrases
    verbs: Phrases
    things: Phrases
    sources: Phrases
    rates: Phrases
    enjoyed: Phrases


class Thresholds(Schema):
    """The words of figures that define a group, a condition, a vote or a sanction."""

    about: Phrases
    openers: Phrases
    blamed: Phrases
    owned: Phrases
    voters: Phrases
    votes: Phrases
    called: Phrases
    permitted: Phrases
    warned: Phrases
    forecast: Phrases
    others: Phrases


@dataclass(frozen=True, eq=False)
class StandingWords:
    """The phrases compiled; a name ends in ``_end`` where its pattern stands right in front of a figure, in
    ``_behind`` where it stands behind it."""

    scant_end: re.Pattern[str]
    result_behind: re.Pattern[str]
    rate_end: re.Pattern[str]
    paying: re.Pattern[str]
    paid_behind: re.Pattern[str]
    source: re.Pattern[str]
    about_end: re.Pattern[str]
    opener: re.Pattern[str]
    blamed_end: re.Pattern[str]
    held_behind: re.Pattern[str]
    tallied: re.Pattern[str]
    called_behind: re.Pattern[str]
    permitted_end: re.Pattern[str]
    foretold: re.Pattern[str]


def standing_words(results: Results, funding: Funding, thresholds: Thresholds) -> StandingWords:
    """The patterns of the phrases, over folded text."""
    givers, of_all = words_pattern(funding.givers), r"(?:tổng\s+)?(?:số\s+)?"
    most = r"(?:\s+(?:tối đa|không quá|ít nhất|thêm))?\s*$"
    between = words_pattern(results.between)
    return StandingWords(
        scant_end=compiled(
            rf"(?:{words_pattern(results.scant)}|(?<!\w)(?:mới|đã)\s(?:\w+\s){{0,3}}?được)(?:\s+{between})*\s*$"
        ),
        result_behind=compiled(
            rf"[\s,(]*{words_pattern(results.after)}|[^,;.]{{0,80}}?{words_pattern(results.still)}"
            r"|\s*\(?,?\s*(?:vượt|cao hơn|thấp hơn|tăng|giảm)\s+(?:so với\s+)?(?:được|\d)"
        ),
        rate_end=compiled(
            rf"{words_pattern(funding.rates)}(?:\s+(?!đối\s|cho\s)[^\s,;%]+){{0,6}}?\s*$|{words_pattern(funding.enjoyed)}{most}"
        ),
        paying=compiled(rf"(?:{givers}(?:\s+[^\W\d]+){{0,8}}?\s+)?{words_pattern(funding.verbs)}\W*(?:\w+\s+){{0,7}}$"),
        paid_behind=compiled(
            r"\s*(?:tổng\s+|số\s+|toàn bộ\s+|mệnh giá\s+|mức\s+)?(?!giá trị (?!hợp đồng))"
            + words_pattern(funding.things)
        ),
        source=compiled(rf"(?:và\s+|từ\s+|nguồn\s+)*(?:{givers}|{words_pattern(funding.sources)})"),
        about_end=compiled(words_pattern(thresholds.about) + r"(?:(?!\svà\s)[^,;]){0,40}$"),
        opener=compiled(
            r"(?<!đạt )(?<!đủ )(?<!đảm )(?<!ứng )(?<!đúng )" + words_pattern(thresholds.openers) + r"[^;]{0,120}$"
        ),
        blamed_end=compiled(words_pattern(thresholds.blamed) + r"[^,;]*$"),
        held_behind=compiled(
            rf"\s*{of_all}(?:{words_pattern(thresholds.owned)}(?! đầu tư)|{words_pattern(thresholds.voters)}"
            rf"(?:(?!\sđược\s)[^;,%]){{0,30}}?\s{words_pattern(thresholds.votes)})"
        ),
        tallied=compiled(rf"{words_pattern(thresholds.votes)}[^;%]{{0,60}}$"),
        called_behind=compiled(
            rf"[^,;.]{{0,80}}?,?\s*(?<!trang )(?<!thiết )(?<!chuẩn ){words_pattern(thresholds.called)}"
        ),
        permitted_end=compiled(words_pattern(thresholds.permitted) + r"(?:\s[^\W\d]+){0,4}\s*$"),
        foretold=compiled(
            rf"(?:{words_pattern(thresholds.warned)}[^;]{{0,60}}"
            rf"|{words_pattern(thresholds.forecast)}[^;]{{0,80}}?{words_pattern(thresholds.others)}[^;]{{0,120}})$"
        ),
    )
