"""The house's reading as one spaCy pipeline: tokens, sentences, entities and every record as a span of a ``Doc``.

    nlp = pipeline.load()
    doc = nlp(plan.text)
    doc.ents                                       # LEGAL_REF, TARGET, DATE, MONEY, BODY
    doc.spans["targets"][0]._.doichieu_record      # a pipeline.model.Target
    doc._.doichieu_document                        # the pipeline.model.Document

The components are the segmenter and the extractors themselves, not a second reading. The command calls the same
functions without spaCy (``pipeline.parse``): a Doc knows text only, while a file's tables, pages and styles tell which
cell stands under which head; and a check would wait for spaCy, which it does not need. ``doc_of`` brings both
together: a Doc of what ``pipeline.read`` gave, with the very records that the command prints.

``doc.text`` is the text that was given; offsets of records count in the Document's canonical text: the same string
where the text came from ``pipeline.read``.
"""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.components import (
    COMPONENTS,
    FIELDS,
    entities,
    make_bodies,
    make_budget,
    make_deadlines,
    make_legal_references,
    make_sections,
    make_slips,
    make_targets,
    make_tasks,
    make_tokenizer,
    sentences,
    target_kind,
    words,
)
from pipeline.language.records import Reading, keep
from pipeline.model import Document

__all__ = [
    "COMPONENTS", "GROUPS", "doc_of", "entities", "load", "make_bodies", "make_budget", "make_deadlines",
    "make_legal_references", "make_sections", "make_slips", "make_targets", "make_tasks", "make_tokenizer", "sentences",
    "target_kind", "words",
]  # fmt: skip

GROUPS = (*FIELDS, "bodies", "dates", "words")
"""The keys of ``doc.spans``."""


def load(rules: str | None = None) -> Language:
    """-> the whole pipeline; ``rules`` is an office's folder, laid over the program's own. Nothing is downloaded."""
    from pipeline import __version__

    nlp = spacy.blank(
        "vi",
        config={"nlp": {"tokenizer": {"@tokenizers": "doichieu_syllables"}}},
        meta={
            "name": "doichieu",
            "version": __version__,
            "description": "Vietnamese administrative plans: outline, references, targets, tasks, deadlines, money",
            "license": "Apache-2.0",
        },
    )
    for name in COMPONENTS:
        has_rules = name not in ("sentences", "entities", "words")
        nlp.add_pipe(f"doichieu_{name}", name=name, config={"rules": rules} if has_rules else {})
    return nlp


def doc_of(document: Document, nlp: Language) -> Doc:
    """-> the Doc of what ``pipeline.read`` gave, for ``nlp`` to mark: ``nlp(doc_of(plan, nlp))``.

    Its records are those of ``document``, tables and pages included; nothing is read again.
    """
    doc = nlp.make_doc(document.text)
    keep(doc, Reading(document, whole=True))
    return doc
