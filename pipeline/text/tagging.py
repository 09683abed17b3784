"""underthesea's tagger of parts of speech with what it looks at gathered in one pass.

The library reads its list of features anew for every word and feature, which costs more than its models do. The
features are those of its model of 2017; where a release brings another list, the library's own way is taken.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Sequence
from functools import lru_cache

Tagged = list[tuple[str, str]]

TEMPLATE = (
    "T[-2].lower", "T[-1].lower", "T[0].lower", "T[1].lower", "T[2].lower",
    "T[0].istitle", "T[-1].istitle", "T[1].istitle",
    "T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]",
    "T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]",
    "T[-3][1]", "T[-2][1]", "T[-1][1]", "T[-3,-2][1]", "T[-2,-1][1]",
)  # fmt: skip
_LEAD = 3  # how far before a word the template looks


@lru_cache(maxsize=1)
def tagger() -> Callable[[str], Tagged]:
    """-> from a clause to its words with their tags.

    The library's import calls ``logging.basicConfig``: the caller's logging is put back as it was.
    """
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import underthesea

    root.handlers[:] = handlers
    root.setLevel(level)
    own: Callable[[str], Tagged] = underthesea.pos_tag
    try:
        from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

        predictor = CRFPOSTagPredictor.Instance()
        known = tuple(predictor.transformer.template) == TEMPLATE
        model = predictor.model
    except (ImportError, AttributeError):
        return own
    if not known:
        return own

    def tag(clause: str) -> Tagged:
        words = underthesea.word_tokenize(clause)
        return list(zip(words, model.tag(features(words)), strict=True))

    return tag


def features(words: Sequence[str]) -> list[list[str]]:
    """-> for each word what ``TEMPLATE`` says of it and its neighbours; beyond the ends stand BOS and EOS."""

    def padded(values: list[str]) -> list[str]:
        return ["BOS"] * _LEAD + values + ["EOS"] * 2

    word = padded([*words])
    lower = padded([w.lower() for w in words])
    title = padded([str(_is_title(w)) for w in words])
    column = padded(["X"] * len(words))
    pair = padded([f"{a} {b}" for a, b in itertools.pairwise(words)] + ["EOS"] * bool(words))
    column_pair = padded(["X X"] * len(words))
    return [
        [
            f"T[-2].lower={lower[i - 2]}",
            f"T[-1].lower={lower[i - 1]}",
            f"T[0].lower={lower[i]}",
            f"T[1].lower={lower[i + 1]}",
            f"T[2].lower={lower[i + 2]}",
            f"T[0].istitle={title[i]}",
            f"T[-1].istitle={title[i - 1]}",
            f"T[1].istitle={title[i + 1]}",
            f"T[-2]={word[i - 2]}",
            f"T[-1]={word[i - 1]}",
            f"T[0]={word[i]}",
            f"T[1]={word[i + 1]}",
            f"T[2]={word[i + 2]}",
            f"T[-2,-1]={pair[i - 2]}",
            f"T[-1,0]={pair[i - 1]}",
            f"T[0,1]={pair[i]}",
            f"T[1,2]={pair[i + 1]}",
            f"T[-3][1]={column[i - 3]}",
            f"T[-2][1]={column[i - 2]}",
            f"T[-1][1]={column[i - 1]}",
            f"T[-3,-2][1]={column_pair[i - 3]}",
            f"T[-2,-1][1]={column_pair[i - 2]}",
        ]
        for i in range(_LEAD, _LEAD + len(words))
    ]


def _is_title(word: str) -> bool:
    return all(part[:1].istitle() for part in word.split(" "))
