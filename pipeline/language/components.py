"""The components: each reads one kind of record, or marks what was read as spaCy marks such things.

They are the segmenter and the finders of ``pipeline.extract`` themselves. Each is a plain value that knows the folder
of its rules, so that ``nlp.pipe(…, n_process=…)`` can send it to another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry

from pipeline.extract import extract_field
from pipeline.extract.mentions import find_bodies, level_of
from pipeline.extract.targets.clause import find_units
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.targets import target_words
from pipeline.language.records import Record, canonical, change, mark, reading_of
from pipeline.model import BudgetLine, Target
from pipeline.segment import segment
from pipeline.text.dates import find_dates
from pipeline.text.fold import fold
from pipeline.text.tokenizer import SyllableTokenizer
from pipeline.text.words import Word, segment_words

FIELDS = {
    "sections": "kind", "legal_references": "doc_type", "slips": "kind", "targets": "", "deadlines": "kind",
    "tasks": "", "budget": "",
}  # fmt: skip
"""The fields of a Document in the order in which they are read, with the field that labels a span ("": see _label)."""
COMPONENTS = (*FIELDS, "bodies", "sentences", "entities", "words")
Component = Callable[[Doc], Doc]
_DOCUMENT, _RECORD = "doc._.doichieu_document", "span._.doichieu_record"
_ENTITIES = {
    "legal_references": "LEGAL_REF", "targets": "TARGET", "deadlines": "DATE", "dates": "DATE", "budget": "MONEY",
    "bodies": "BODY",
}  # fmt: skip


@registry.tokenizers("doichieu_syllables")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """spaCy's factory of the tokenizer."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads one field more of the document and marks its records; a Document that came whole is only marked."""

    field: str
    rules: str | None

    def __call__(self, doc: Doc) -> Doc:
        reading, rules = reading_of(doc), load_rules(self.rules)
        if not reading.whole:
            document = reading.document
            read = segment(document, rules) if self.field == "sections" else extract_field(document, rules, self.field)
            reading = change(doc, document=read)
        records = getattr(reading.document, self.field)
        mark(doc, self.field, records, [_label(record, self.field, self.rules) for record in records])
        return doc


def _label(record: Record, field: str, rules: str | None) -> str:
    if isinstance(record, Target):
        return target_kind(record, rules)
    if isinstance(record, BudgetLine):
        return "source" if record.amount is None else "amount"
    return str(getattr(record, FIELDS[field])) if FIELDS[field] else field.removesuffix("s")


def target_kind(target: Target, rules: str | None = None) -> str:
    """-> what a target sets: ``change`` (up or down by), ``share`` (of a whole, in %), ``money``, ``rate`` (per
    something: "/1.000 dân", ‰) or ``count``.
    """
    if target.change is not None:
        return "change"
    if target.unit.startswith("%"):
        return "share"
    if "/" in target.unit or target.unit.startswith("‰"):
        return "rate"
    money = target_words(load_rules(rules)).file.money
    return "money" if target.unit.endswith((*money.currencies, *money.foreign)) else "count"


@dataclass(frozen=True, slots=True)
class Bodies:
    """Every body that the text names, labelled by its level of government, and every date."""

    rules: str | None

    def __call__(self, doc: Doc) -> Doc:
        rules = load_rules(self.rules)
        document = reading_of(doc).document
        reading = change(doc, bodies=find_bodies(document, rules), dates=find_dates(document.text))
        mark(doc, "bodies", reading.bodies, [level_of(body, rules) for body in reading.bodies])
        mark(doc, "dates", reading.dates, ["day" if when.value else "part" for when in reading.dates])
        return doc


def sentences(doc: Doc) -> Doc:
    """``doc.sents``: what stands between full stops and semicolons, cut as the clauses of targets are.

    A line, and so a row of a table, begins another one. Each begins with its label ("a)", "-"); blanks and line breaks
    belong to the one before.
    """
    text, places = canonical(doc.text)
    folded = fold(text)
    begins = {places[at] for at in _sentence_starts(text, folded)}
    waits = True
    for token in doc:
        waits = waits or token.idx in begins
        first = waits and not token.is_space
        token.is_sent_start = first or token.i == 0
        waits = waits and not first
    return doc


def _sentence_starts(text: str, folded: str) -> Iterator[int]:
    """The offsets where lines begin and, within a line, what follows a clause and the mark that closes it."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        yield at
        for _, stop in find_units(text, folded, at, end):
            while stop < end and not text[stop].isspace():  # "./.", the quotation mark behind a full stop
                stop += 1
            while stop < end and text[stop].isspace():
                stop += 1
            if stop < end:
                yield stop
        at = end + 1


def entities(doc: Doc) -> Doc:
    """``doc.ents``: LEGAL_REF (other documents), TARGET, DATE (deadlines among them), MONEY and BODY.

    Where two overlap the longer one stands, as ``spacy.util.filter_spans`` decides; all of them are in ``doc.spans``.
    """
    wanted = [
        Span(doc, span.start, span.end, label=label, span_id=span.id)
        for group, label in _ENTITIES.items()
        for span in doc.spans.get(group, ())
        if not getattr(span._.doichieu_record, "internal", False) and span.label_ != "source"
    ]
    doc.ents = filter_spans(wanted)
    return doc


def words(doc: Doc) -> Doc:
    """Words of the clauses that hold a target; spans labelled by part of speech (VLSP tags)."""
    document = reading_of(doc).document
    found: dict[tuple[int, int], Word] = {}
    for start, end in sorted({(target.start, target.end) for target in document.targets}):
        for word in segment_words(document.text[start:end]):
            at = start + word.start, start + word.end
            found.setdefault(at, replace(word, start=at[0], end=at[1]))
    ordered = tuple(sorted(found.values(), key=lambda word: (word.start, word.end)))
    change(doc, words=ordered)
    mark(doc, "words", ordered, [word.tag for word in ordered])
    return doc


def _factory(field: str) -> Callable[[Language, str, str | None], Component]:
    """Make the component of a field known to spaCy. -> its factory"""

    def make(nlp: Language, name: str, rules: str | None) -> Component:
        return Reads(field, rules)

    Language.factory(
        f"doichieu_{field}",
        default_config={"rules": None},
        assigns=[_DOCUMENT, _RECORD, "doc.spans"],
        requires=[] if field == "sections" else [_DOCUMENT],
        func=make,
    )
    return make


make_sections = _factory("sections")
make_legal_references = _factory("legal_references")
make_slips = _factory("slips")
make_targets = _factory("targets")
make_deadlines = _factory("deadlines")
make_tasks = _factory("tasks")
make_budget = _factory("budget")


@Language.factory(
    "doichieu_bodies", default_config={"rules": None}, assigns=[_RECORD, "doc.spans"], requires=[_DOCUMENT]
)
def make_bodies(nlp: Language, name: str, rules: str | None) -> Component:
    """Bodies and dates."""
    return Bodies(rules)


Language.component("doichieu_sentences", assigns=["doc.sents", "token.is_sent_start"], func=sentences)
Language.component("doichieu_entities", assigns=["doc.ents"], requires=["doc.spans"], func=entities)
Language.component("doichieu_words", assigns=[_RECORD, "doc.spans"], requires=[_DOCUMENT], func=words)
