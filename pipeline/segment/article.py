"""Whether a text is a document at all, or an article that only writes about one."""

from __future__ import annotations

from pipeline.knowledge.sections import SectionWords
from pipeline.segment.frame import is_recipients, is_signature, kind_word
from pipeline.segment.issuer import STATE
from pipeline.segment.lines import Line
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

_TOP = 12  # lines in which an article shows itself
_HEADER = 60
_FOOT = 40
_TITLE = 250  # characters
_NUMBER = compiled(r"^\W*so\s*:\s*[\d./ …_]*/?\s*\w")


def is_article(lines: list[Line], words: SectionWords) -> bool:
    """A question for a title, a dateline, news of what was issued, and no frame of Decree 30/2020/NĐ-CP around it.

    Needs both: a text without letterhead, number, kind over it, recipients and signature may be a piece of a plan.
    """
    top = [line for line in lines[:_TOP] if not line.footnote]
    asks = any(_asks(line, words) for line in top[:3])
    if not asks and not any(words.news.search(line.opening) for line in top):
        return False
    foot = any(is_recipients(line, words) or is_signature(line, words) for line in lines[-_FOOT:])
    return not foot and (asks or not _has_letterhead(lines[:_HEADER], words))


def _asks(line: Line, words: SectionWords) -> bool:
    """ "Kế hoạch phát triển công tác xã hội năm 2026 là gì?" over a text."""
    text = line.text.strip()
    return line.label is None and len(text) < _TITLE and (text.endswith("?") or bool(words.asking.search(bare(text))))


def _has_letterhead(header: list[Line], words: SectionWords) -> bool:
    return any(
        STATE.search(line.opening) or _NUMBER.match(line.opening) or (kind_word(line, words) and line.capitals)
        for line in header
    )
