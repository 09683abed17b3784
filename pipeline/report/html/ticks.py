"""The page on which a person holds a compiled directive's figures against the document's words, and ticks them."""

from __future__ import annotations

from pathlib import PurePath

import yaml

from pipeline.kept import loader
from pipeline.knowledge.directives.schema import DirectiveFile
from pipeline.knowledge.directives.signatures import seal_of
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.model import Directive, Document, Target
from pipeline.report import wording
from pipeline.report.html.page import TEMPLATES, Look, page

_LOOK = Look(styles=(TEMPLATES / "style.css", TEMPLATES / "ticks.css"), scripts=(TEMPLATES / "ticks.js",))
_BULLETS = ("-", "+", "*", "•")
_AROUND = 400  # characters of the paragraph that are shown on either side of a figure's own words


def ticks_html(
    directive: Directive, document: Document, text: str, *, rules: Rules, name: str | None = None, lang: str = "vi"
) -> str:
    """-> a whole page: each figure of ``directive`` beside the words of ``document``, with a box to tick.

    ``text`` is the directive file that the ticks are for, ``name`` what it is called. Nothing is fetched or sent: the
    ticks are saved as a small file, which ``doichieu directives sign`` takes.
    """
    say = messages(rules, lang)
    file = DirectiveFile.model_validate(yaml.load(text, Loader=loader()))
    called = PurePath(name or document.source).stem
    return page(
        "ticks.html",
        _LOOK,
        say=say,
        directive=directive,
        rows=[
            (t, wording.figure_in_words(t, say), _place(t, document), _words(t, document)) for t in directive.targets
        ],
        wording=wording,
        seal=seal_of(file, {t.id for t in file.targets}),
        file=f"{called}.yaml",
        saved=f"{called}.phieu.json",
    )


def _words(target: Target, document: Document) -> tuple[str, str, str]:
    """-> the words before the figure's own in their paragraph, its own, and those behind."""
    text = document.text
    begin = text.rfind("\n", 0, target.start) + 1
    end = text.find("\n", target.end)
    end = len(text) if end < 0 else end
    before, after = text[begin : target.start], text[target.end : end]
    before = before if len(before) <= _AROUND else "… " + before[-_AROUND:]
    return before, text[target.start : target.end], after if len(after) <= _AROUND else after[:_AROUND] + " …"


def _place(target: Target, document: Document) -> str:
    """-> the heading that the figure stands under, without the bullet of its own line."""
    by_id = {section.section_id: section for section in document.sections}
    section = by_id.get(target.section_id or "")
    while section is not None and section.label in _BULLETS:
        section = by_id.get(section.parent_id or "")
    return f"{section.label or ''} {section.heading}".strip() if section else ""
