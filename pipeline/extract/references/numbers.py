"""Citations with a number: kind, number, date, issuer, title, and the lists that share one word of a kind."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.references.after import read_after
from pipeline.extract.references.citation import Citation, KindWord, kind_before
from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.knowledge.symbols import Symbol, find_symbols
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

HEADER = 3000  # characters at the head of a document in which its own number stands

_LIST_GAP = compiled(r"\s*(?:,\s*và|;\s*và|,|;|và|hoặc)\s*(?:số\s*)?:?\s*")
_OWN = compiled(r"(?:^|[\n|])[^\S\n]*số\s*:?[^\S\n]*$|\bsố\s*:\s*$")
_ELIDED = compiled(r"(\d{1,5}[a-zđ]?)(?=\s*(?:,|và|;))")
_ELIDED_RUN = compiled(r"(?:\d{1,5}[a-zđ]?\s*(?:,|;|và)\s*)+(?:và\s*)?(?:số\s*)?$")
_PROPOSED = compiled(r"(?:đề nghị|báo cáo|ý kiến|kiến nghị)\s+của\s+([^,;.\n]{3,90}?)\s+tại\s*$")
_HEAD_LINE = compiled(r"(?:^|\n)[^\S\n]*$")


def cited(text: str, folded: str, rules: Rules) -> list[Citation]:
    """-> every citation with a number, in reading order; the document's own number in its header is none."""
    found: list[Citation] = []
    for symbol in find_symbols(text, rules):
        if found and symbol.start < found[-1].end:
            continue  # within a date or the like
        found += _citations(text, folded, symbol, found[-1] if found else None, rules)
    _share(found, folded)
    return found


def _citations(text: str, folded: str, symbol: Symbol, previous: Citation | None, rules: Rules) -> list[Citation]:
    if _form(rules).search(folded, max(0, symbol.start - 60), symbol.start):
        return []
    run_start = symbol.start
    if run := _ELIDED_RUN.search(folded, max(0, symbol.start - 80), symbol.start):
        run_start = run.start()
    word = kind_before(text, symbol.start, rules, symbol_kind=symbol.kind)
    listed = kind_before(text, run_start, rules, symbol_kind=symbol.kind) if run_start < symbol.start else None
    if word is None and listed is not None and listed.numbered:
        return _elided(text, folded, symbol, listed, run_start, rules)
    if word is not None and previous is not None and word.start < previous.end:
        word = None  # that word belongs to the number before
    if word is not None and _heads_document(text, word, symbol):
        return []
    if word is not None:
        kind = (symbol.kind or word.kind) if word.generic else word.kind
        citation = _citation(text, folded, symbol, word.start, kind, rules)
        if symbol.weak and kind in reference_rules(rules).programmes:  # "Đề án 06/CP" is a name, not a number
            citation.number = citation.canonical = None
            citation.unresolved = True
        return [citation]
    if previous is not None and _LIST_GAP.fullmatch(folded, _list_end(previous), symbol.start):
        kind = symbol.kind or previous.doc_type
        start = _number_start(folded, symbol.start)
        member = _citation(text, folded, symbol, start, kind, rules)
        member.member = True
        return [member]
    if symbol.weak or _is_own(folded, symbol):
        return []
    if symbol.stem is None:
        return []
    return [_citation(text, folded, symbol, symbol.start, _kind_of(symbol), rules)]


@lru_cache(maxsize=8)
def _form(rules: Rules) -> re.Pattern[str]:
    """ "Mẫu số 01/BC-SNV", "Mẫu số 01 và 02/HNMT": the number of a blank form, not of a document."""
    forms = any_of(reference_rules(rules).forms)
    return compiled(rf"(?<!\w){forms}\s*(?:số\s*)?:?\s*(?:\d{{1,3}}[a-zđ]?\s*(?:,|;|và)\s*){{0,6}}$")


def _proposer(text: str, folded: str, start: int) -> str | None:
    """ "Theo đề nghị của Sở Nội vụ tại Tờ trình số": the body that the number before tells."""
    hit = _PROPOSED.search(folded, max(0, start - 120), start)
    return " ".join(text[hit.start(1) : hit.end(1)].split()) if hit else None


def _list_end(previous: Citation) -> int:
    return previous.tail if previous.title_start is None else previous.end


def _citation(text: str, folded: str, symbol: Symbol, start: int, kind: str, rules: Rules) -> Citation:
    after = read_after(text, folded, symbol.end, rules)
    issuer = after.issuer or _proposer(text, folded, start)
    if issuer and symbol.issuer and fold(issuer) == fold(symbol.issuer):
        issuer = symbol.issuer  # "THỦ TƯỚNG CHÍNH PHỦ" in a heading
    return Citation(
        start,
        after.end,
        kind,
        number=symbol.number,
        canonical=symbol.canonical,
        stem=symbol.stem,
        year=symbol.year or after.year,
        issuer=issuer or symbol.issuer,
        issuer_told=issuer is not None,
        issued_on=after.issued_on,
        title=after.title,
        title_start=after.title_start,
        tail=after.tail,
        symbol_kind=symbol.kind,
        number_at=symbol.start,
    )


def _elided(text: str, folded: str, symbol: Symbol, word: KindWord, run_start: int, rules: Rules) -> list[Citation]:
    """ "các Nghị định số 45, 46/2025/NĐ-CP": the numbers before the last one share its symbol."""
    kind = (symbol.kind or word.kind) if word.generic else word.kind
    last = _citation(text, folded, symbol, symbol.start, kind, rules)
    last.member = True
    found: list[Citation] = []
    for figure in _ELIDED.finditer(folded, run_start, symbol.start):
        stem = figure.group(1)
        number = stem + (symbol.number or "").removeprefix(symbol.stem or "")
        canonical = stem.rjust(2, "0") + (symbol.canonical or "").removeprefix((symbol.stem or "").rjust(2, "0"))
        found.append(
            Citation(
                figure.start() if found else word.start,
                figure.end(),
                kind,
                number=number,
                canonical=canonical,
                stem=stem,
                year=symbol.year,
                issuer=last.issuer,
                issuer_told=last.issuer_told,
                tail=figure.end(),
                member=bool(found),
                symbol_kind=symbol.kind,
            )
        )
    return [*found, last]


def _kind_of(symbol: Symbol) -> str:
    if symbol.kind:
        return symbol.kind
    return "luat" if symbol.year and len(symbol.pieces) == 1 else "cong_van"


def _number_start(folded: str, at: int) -> int:
    before = re.search(r"số\s*:?\s*$", folded[max(0, at - 12) : at])
    return max(0, at - 12) + before.start() if before else at


def _is_own(folded: str, symbol: Symbol) -> bool:
    """Whether the number stands after a "Số:" of its own, as in the header of a document."""
    before = folded[max(0, symbol.start - 80) : symbol.start]
    hit = _OWN.search(before if symbol.start > 80 else "\n" + before)
    return hit is not None and (symbol.start < HEADER or ":" in hit.group())


def _heads_document(text: str, word: KindWord, symbol: Symbol) -> bool:
    """Whether the kind is a line of its own in capitals above the number: a title page, no citation."""
    between = text[word.start : symbol.start]
    if "\n" not in between:
        return False
    line = between.split("\n", 1)[0].strip()
    return line.isupper() and bool(_HEAD_LINE.search(text[max(0, word.start - 40) : word.start])) and ":" in between


def _share(found: list[Citation], folded: str) -> None:
    """Members of a list share the issuer that stands after the last, and its date where "cùng ngày" says so."""
    for here, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if not following.member or here.end != here.tail:
            continue
        if here.issuer is None or (following.issuer and following.issuer.endswith(here.issuer)):
            here.issuer, here.issuer_told = following.issuer, following.issuer_told
        if here.issued_on is None and "cùng ngày" in folded[following.start : following.end]:
            here.issued_on = following.issued_on
