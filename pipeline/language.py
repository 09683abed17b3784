"""The house's reading as one spaCy pipeline: tokens, sections, legal references, targets and words on a ``Doc``.

    nlp = pipeline.load()
    doc = nlp(plan.text)
    doc.spans["targets"][0]._.record      # a pipeline.model.Target

The components are the segmenter and the extractors themselves, not a second reading. ``doc.text`` is the text that was
given; ``doc._.document`` is the Document read out of it, whose offsets count in its canonical text: the same string
where the text came from ``pipeline.read``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, cast

import spacy
from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry

from pipeline.extract import extract_field
from pipeline.knowledge.load import Rules, load_rules
from pipeline.model import Document, LegalReference, Section, Target
from pipeline.segment import segment
from pipeline.text.offsets import canonical_with_places
from pipeline.text.tokenizer import SyllableTokenizer
from pipeline.text.words import Word, segment_words

Component = Callable[[Doc], Doc]
Record = Section | LegalReference | Target | Word
GROUPS = ("sections", "legal_references", "targets", "words")
_KEY = "doichieu_document"  # in Doc.user_data: plain values, so that the Doc can be saved


def load(rules: str | None = None) -> Language:
    """-> the whole pipeline; ``rules`` is an office's folder, laid over the program's own. Nothing is downloaded."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "doichieu_syllables"}}})
    for name in GROUPS:
        nlp.add_pipe(f"doichieu_{name}", name=name, config={} if name == "words" else {"rules": rules})
    return nlp


@registry.tokenizers("doichieu_syllables")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """spaCy's factory of the tokenizer."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


@Language.factory("doichieu_sections", default_config={"rules": None}, assigns=["doc._.document"])
def make_sections(nlp: Language, name: str, rules: str | None) -> Component:
    """Metadata and outline; spans labelled by the section's kind."""
    return _step("sections", "kind", segment, load_rules(rules))


@Language.factory("doichieu_legal_references", default_config={"rules": None}, assigns=["doc._.document"])
def make_legal_references(nlp: Language, name: str, rules: str | None) -> Component:
    """References to documents; spans labelled by the kind of document."""
    return _step("legal_references", "doc_type", partial(extract_field, field="legal_references"), load_rules(rules))


@Language.factory("doichieu_targets", default_config={"rules": None}, assigns=["doc._.document"])
def make_targets(nlp: Language, name: str, rules: str | None) -> Component:
    """Measurable goals; spans labelled by the figure's unit."""
    return _step("targets", "unit", partial(extract_field, field="targets"), load_rules(rules))


def _step(field: str, label: str, read: Callable[[Document, Rules], Document], rules: Rules) -> Component:
    """A component that reads one field more of the document and marks its records, labelled by one of their fields."""

    def component(doc: Doc) -> Doc:
        doc._.document = document = read(doc._.document, rules)
        return _fill(doc, field, ((r.start, r.end, getattr(r, label)) for r in getattr(document, field)))

    return component


@Language.component("doichieu_words")
def words(doc: Doc) -> Doc:
    """Words of the clauses that hold a target; spans labelled by part of speech (VLSP tags)."""
    return _fill(doc, "words", ((w.start, w.end, w.tag) for w in _words(doc._.document)))


def _words(document: Document) -> list[Word]:
    spans = sorted({(target.start, target.end) for target in document.targets})
    found: dict[tuple[int, int], Word] = {}
    for start, end in spans:
        for word in segment_words(document.text[start:end]):
            at = start + word.start, start + word.end
            found.setdefault(at, replace(word, start=at[0], end=at[1]))
    return sorted(found.values(), key=lambda word: (word.start, word.end))


def _fill(doc: Doc, group: str, places: Iterable[tuple[int, int, str]]) -> Doc:
    """Put one span a record, in the records' order, widened to whole tokens; its id says which record it is."""
    offsets = _canonical(doc.text)[1]
    spans = [
        doc.char_span(offsets[start], offsets[end], label=label, span_id=f"{group}:{i}", alignment_mode="expand")
        for i, (start, end, label) in enumerate(places)
    ]
    doc.spans[group] = SpanGroup(doc, name=group, spans=[span for span in spans if span is not None])
    return doc


@lru_cache(maxsize=16)
def _canonical(text: str) -> tuple[str, Any]:
    return canonical_with_places(text)


class _Kept(dict[str, Any]):
    """A Document as plain values (which spaCy can save) that also remembers the Document itself."""

    document: Document


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def _get_document(doc: Doc) -> Document:
    kept = doc.user_data.get(_KEY)
    if isinstance(kept, _Kept):
        return kept.document
    if kept is not None:  # a Doc that was saved
        document = _adapter().validate_python(kept)
    else:
        text = _canonical(doc.text)[0]
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        document = Document(doc_id=sha256[:8], source="", sha256=sha256, format="txt", text=text)
    _set_document(doc, document)
    return document


def _set_document(doc: Doc, document: Document) -> None:
    kept = _Kept(_adapter().dump_python(document, mode="json"))
    kept.document = document
    doc.user_data[_KEY] = kept


def _get_record(span: Span) -> Record | None:
    """The record that a span of one of our groups stands for; None for any other span."""
    group, _, index = span.id_.partition(":")
    if group not in GROUPS:
        return None
    document: Document = span.doc._.document
    records = _words(document) if group == "words" else getattr(document, group)
    return cast(Record, records[int(index)])


Doc.set_extension("document", getter=_get_document, setter=_set_document, force=True)
Span.set_extension("record", getter=_get_record, force=True)
