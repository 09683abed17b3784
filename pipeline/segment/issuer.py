"""The body that issued the document: from the header's left column, else from the sentence that issues it."""

from __future__ import annotations

import re

from pipeline.knowledge.agencies import Agencies
from pipeline.segment.lines import Line
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

STATE = compiled(
    r"cong hoa\s+\w{1,3}\s+\w{1,4}\s+chu nghia\s+\w{2,4}\s+nam|doc lap\s*-\s*tu do\s*-\s*hanh phuc"
    r"|dang cong san viet nam"
    r"|^\W*doan (?:tncs|thanh nien cong san)\s+ho chi minh\W*$",
    re.IGNORECASE,
)
_TITLE = ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam")
_COUNTRY = compiled(r"(?<!\w)việt nam(?!\w)", re.IGNORECASE)  # "Bảo hiểm xã hội Việt Nam"
_NOT_A_BODY = compiled(r"^(?:so\s*[:.]|so\s+\d|v/v|ve viec|du thao|\(?du thao|mat|toi mat|hoa toc|khan|[\W_]*$)")
_ISSUES = compiled(r"\s(?:ban hanh|xay dung|trien khai|lap ke hoach|yeu cau|chi thi|quyet dinh)(?!\w)")
_LONGEST_NAME = 110
_LONGEST_PLACE = 7  # words: "thành phố Phan Rang - Tháp Chàm"
_SMALL = ("và", "của", "theo", "về", "số", "các", "tại", "trực", "thuộc")  # with their marks: "Trúc Khê" is a name


def issuer_of(header: list[Line], preamble: list[Line], known: Agencies) -> str | None:
    """-> the issuing body's name, or None."""
    bodies = _bodies(header, known)
    if bodies:
        own = bodies[-1]
        above = next((b for b in reversed(bodies[:-1]) if known.council.match(bare(b))), None)
        area = known.council.sub("", bare(above)).strip() if above else ""
        if above and area and area not in bare(own):
            own += " " + above[len(above) - len(area) :]
        return own
    return next(
        (body for line in preamble if line.label is None and (body := _in_sentence(line.text, known)) is not None), None
    )


def is_known(issuer: str, known: Agencies) -> bool:
    """Whether a name is that of a kind of body that ``rules/agencies.yaml`` has, with no more than its place behind it.

    What OCR made of a line that it misread is none.
    """
    for part in _prefixes(issuer):
        rest = issuer[len(part) :].strip()
        place = known.area.match(bare(rest)) is not None and len(rest.split()) <= _LONGEST_PLACE
        if bare(part) in known.written and (not rest or place):
            return True
    return False


def _in_sentence(text: str, known: Agencies) -> str | None:
    """ "…, Sở Công Thương xây dựng Kế hoạch …" -> "Sở Công Thương"."""
    folded = bare(text)
    for verb in _ISSUES.finditer(folded):
        begin = max(folded.rfind(mark, 0, verb.start()) for mark in ",;:.") + 1
        name = text[begin : verb.start()].strip()
        if " " in name and len(name) <= _LONGEST_NAME and known.head.match(fold(name)):  # "Sở" alone names nobody
            return name
    return None


def _bodies(header: list[Line], known: Agencies) -> list[str]:
    """The bodies of the header, the superior one first, each joined from its lines."""
    bodies: list[str] = []
    rest = ""
    for line in header:
        text, rest = _without_broken_motto(line.text, rest)
        folded = bare(text)
        for hit in reversed(list(STATE.finditer(folded))):
            text = text[: hit.start()] + text[hit.end() :]
        text = text.strip(" *-–_|")
        folded = bare(text)
        if not text or _NOT_A_BODY.match(folded) or re.search(r",\s*(?:ngay|thang)\b", folded):
            continue
        if not text.isupper():
            continue
        head, area = known.head.match(fold(text)), known.area.match(folded)
        # a bare "TỈNH SƠN GIANG" goes on with the line before; "TỈNH ĐOÀN" is a body of its own
        begins = head and (known.council.match(folded) or area is None or head.end() > area.end())
        if begins and not (bodies and _unfinished(bodies[-1])):
            bodies.append(text)
        elif bodies:
            bodies[-1] += " " + text
    return [proper(body, known) for body in bodies]


def _without_broken_motto(line: str, rest: str) -> tuple[str, str]:
    """A line without the words of the national title that a narrow column has broken, and those still to come.

    ``rest`` is what the line before left to come: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" / "VIỆT NAM".
    """
    folded = bare(line)
    at = folded.find(rest) if rest else -1
    if at >= 0:
        line = line[:at] + line[at + len(rest) :]
        folded = bare(line)
    for n in range(len(_TITLE) - 1, 1, -1):
        begun = " ".join(_TITLE[:n])
        if folded.rstrip().endswith(begun):
            return line.rstrip()[: -len(begun)], " ".join(_TITLE[n:])
    return line, ""


def _unfinished(body: str) -> bool:
    return bool(re.search(r"(?:,|&|-|\bVÀ|\bCỦA|\bBAN)$", body))


def proper(name: str, known: Agencies) -> str:
    """A name in capitals as it is written in running text: "SỞ CÔNG THƯƠNG" -> "Sở Công Thương"."""
    whole = known.written.get(" ".join(bare(name).split()))
    if whole:
        return whole
    out: list[str] = []
    rest = " ".join(name.split())
    place = first = True  # the names of places have capitals on each word, those of bodies on the first
    while rest:
        hit = next((n for n in _prefixes(rest) if bare(n) in known.written), None)
        if hit is not None:
            out.append(known.written[bare(hit)])
            place = bool(known.area.match(bare(hit)) or known.council.match(bare(hit)))
            first, rest = True, rest[len(hit) :].strip()
            continue
        word, _, rest = rest.partition(" ")
        if not any(c.isdigit() for c in word):
            word = word.capitalize() if (place or first) and fold(word) not in _SMALL else word.lower()
        out.append(word)
        first = False
    joined = _COUNTRY.sub("Việt Nam", " ".join(out))
    return joined[:1].upper() + joined[1:]


def _prefixes(text: str) -> list[str]:
    parts = text.split(" ")
    return [" ".join(parts[:n]) for n in range(min(len(parts), 9), 0, -1)]
