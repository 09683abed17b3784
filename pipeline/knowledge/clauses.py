"""The words that part the clauses of a sentence, and those of sums: parts of ``rules/targets.yaml`` as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.load import Schema
from pipeline.text.patterns import compiled
from pipeline.text.phrases import Phrases, words_pattern


class Clauses(Schema):
    """Where one clause of a sentence ends and the next begins."""

    portions: Phrases
    purposes: Phrases
    deeds: Phrases
    not_deeds: Phrases
    anew: Phrases
    anew_of_people: Phrases
    spoken: Phrases
    going_on: Phrases
    keeping: Phrases
    rejoined: Phrases
    holding: Phrases
    doing: Phrases
    divided: Phrases


class Money(Schema):
    """The words of sums."""

    currencies: Phrases
    foreign: Phrases
    quantities: Phrases
    magnitudes: Phrases
    volumes: Phrases


@dataclass(frozen=True, eq=False)
class ClauseWords:
    """The phrases compiled; a name ends in ``_end`` where its pattern stands in front of a figure."""

    right_end: re.Pattern[str]
    next_deed: re.Pattern[str]
    anew: re.Pattern[str]
    spoken: re.Pattern[str]
    kept: re.Pattern[str]
    goes_on: re.Pattern[str]
    joint: re.Pattern[str]
    each_has_end: re.Pattern[str]
    each_has_first: re.Pattern[str]
    each_does: re.Pattern[str]
    divided_end: re.Pattern[str]
    sum_end: re.Pattern[str]
    large_sum_end: re.Pattern[str]
    currency: re.Pattern[str]


def clause_words(clauses: Clauses, money: Money, measures: Phrases) -> ClauseWords:
    """The patterns of the phrases, over folded text; ``measures`` are the heads of shares and measures."""
    deeds, spoken = words_pattern(clauses.deeds), words_pattern(clauses.spoken)
    holding, magnitudes = words_pattern(clauses.holding), words_pattern(money.magnitudes)
    currencies = words_pattern(money.currencies + money.foreign)
    return ClauseWords(
        right_end=compiled(
            r"\s\((?=(?:tăng|giảm|so với|tương đương|chiếm|bằng)(?!\w))"
            rf"|,\s{words_pattern(clauses.portions)}\s|,?\s{words_pattern(clauses.purposes)}"
        ),
        next_deed=compiled(rf",\s(?!{words_pattern(clauses.not_deeds)})(?={deeds})"),
        anew=compiled(rf",\s(?:({words_pattern(clauses.anew)})|{words_pattern(clauses.anew_of_people)})\s"),
        spoken=compiled(rf",\s{spoken}\s|:\s"),
        kept=compiled(rf",\s{words_pattern(clauses.keeping)}\s+"),
        goes_on=compiled(words_pattern(clauses.going_on) + r"\s"),
        joint=compiled(
            r",?\s+và\s+(?=(?:phấn đấu\s|từng bước\s)?(?:"
            rf"{words_pattern(clauses.rejoined)}\s{words_pattern(measures)}"
            rf"|mỗi\s(?:\S+\s){{1,6}}{holding}|số\s(?:[^\W\d]+,?\s+){{1,30}}?(?:giảm|tăng|đạt|còn))\s)"
        ),
        each_has_end=compiled(
            rf"(?:,|\svà)\s+mỗi\s[^,]{{1,40}}?(?:,\s[^,]{{1,30}}?)?\s{holding}\s+(?:(?:ít nhất|tối thiểu|từ)\s*)?$"
        ),
        each_has_first=compiled(rf"(?:(?:phấn đấu|bảo đảm|đảm bảo)\s+)?mỗi\s[^;:%]{{1,60}}?\s{holding}\s+$"),
        each_does=compiled(rf"(?:trong đó,?\s+)?(mỗi\s.+?)\s+{words_pattern(clauses.holding + clauses.doing)}"),
        divided_end=compiled(words_pattern(clauses.divided) + r"[^,;%]*\s(?:tính\s)?trên\s(?:mỗi\s)?$"),
        sum_end=compiled(
            r"(?:\s*:|\s+(?:đạt|là|ước|khoảng|trên|từ|hơn|tối thiểu|ít nhất))*\s+[\d.,]+\s+"
            rf"(?:(?:nghìn|ngàn|triệu)?\s*{magnitudes}\s+)?{currencies}(?:/\w+(?:/\w+)?)?(?:\s+trở lên)?$"
        ),
        large_sum_end=compiled(
            rf"{magnitudes}\s+{words_pattern(money.currencies + money.foreign + money.volumes)}[^%()]{{0,20}}$"
        ),
        currency=compiled(rf"{currencies}(?!\s*/)"),
    )
