""" "Tỷ lệ trẻ hoàn thành cấp tiểu học đạt 97%, trung học cơ sở đạt 88%": a word that only takes another's place."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.targets.subject import Subject
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target
from pipeline.text.fold import fold

_FRAME = frozenset(["ở", "tại", "đối", "với", "khu", "vực", "vùng", "cấp", "bậc", "hệ", "các", "loại", "mức", "xếp"])


def contrasted(subject: Subject, prior: Target, words: TargetWords) -> Subject | None:
    """The subject of ``prior`` with the word of ``subject`` in the place of the one it contrasts with, or None."""
    told = fold(subject.population)
    if words.persons.match(told):
        return None
    for pattern in words.contrasts:
        new = pattern.search(told)
        if new is None:
            continue
        rest = set((told[: new.start()] + told[new.end() :]).split())
        for name in ("population", "indicator"):
            whole: str = getattr(prior, name)
            old = list(pattern.finditer(fold(whole)))
            if len(old) == 1 and old[0][0] != new[0] and rest <= _FRAME | set(fold(whole).split()):
                word = subject.population[new.start() : new.end()]
                swapped = re.sub(r"\s+", " ", whole[: old[0].start()] + word + whole[old[0].end() :])
                if name == "population":
                    return replace(subject, population=swapped, indicator=prior.indicator)
                people = words.persons.match(fold(prior.population))  # "hồ sơ … tại cấp tỉnh, cấp xã" tells whose
                return replace(
                    subject, population=prior.population if people else subject.population, indicator=swapped
                )
    return None
