"""A Word file (.docx, .docm, .dotx) to paragraphs, running lines and properties."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.model import Notice
from pipeline.read.docx.body import Body, body_paragraphs
from pipeline.read.docx.inserted import PICTURES, Inserted, page_pictures
from pipeline.read.docx.names import W
from pipeline.read.docx.numbering import read_numbering
from pipeline.read.docx.package import Package, open_package, parse_xml
from pipeline.read.docx.styles import Styles, read_styles, run_look
from pipeline.read.legacy import code_of_font
from pipeline.read.paragraph import Paragraph
from pipeline.saying import to_say

_OFFICE = "/officeDocument"
_FEW_LETTERS = 400  # a title typed above the scans of a plan
NOTE_KINDS = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class WordText:
    """What was read of a Word file."""

    paragraphs: list[Paragraph]
    running: list[str]
    properties: dict[str, str]
    pictures: list[bytes]
    warnings: list[Notice] = field(default_factory=list)


def read_docx(data: bytes, source: str, limits: Limits, *, depth: int = 0) -> WordText:
    """Raises ReadError where the file is no Word file, is broken, or goes beyond the limits.

    ``depth``: how many Word files this one was put into.
    """
    package = open_package(data, source, limits)
    main = _main_part(package)
    root = package.xml(main)
    if root is None:
        raise ReadError(source, "read.no_word_inside")
    related = _related(package, main)
    styles = _styles(package, related)
    numbering = read_numbering(_part(package, related, "numbering"), styles)
    styles.old_fonts = package.old_fonts and in_old_code(root, styles)
    targets = _targets(package, main)
    inserted = Inserted(package, targets, limits, depth)
    body = Body(source, styles, numbering, limits, inserted=inserted)
    node = root.find(W + "body")
    paragraphs = body_paragraphs(root if node is None else node, body)
    for kind in NOTE_KINDS:
        paragraphs += _notes(kind, _part(package, related, kind), body)
    running: list[str] = []
    for kind in ("header", "footer"):
        for target in sorted(related.get(kind, ())):
            part = package.xml(target)
            if part is not None:
                own = Body(source, styles, numbering, limits)
                running += [p.text for p in body_paragraphs(part, own)]
    letters = sum(1 for _ in islice((c for p in paragraphs for c in p.text if c.isalnum()), _FEW_LETTERS))
    names = page_pictures(root, targets) if letters else related.get("image", ())
    pictures = _pictures(package, names) if letters < _FEW_LETTERS else []
    if names and letters and not pictures:
        inserted.notices.append(Notice(to_say("notice.picture_unread", n=len(names))))
    return WordText(paragraphs, list(dict.fromkeys(running)), _properties(package), pictures, inserted.notices)


def in_old_code(root: etree._Element, styles: Styles) -> bool:
    """Whether runs in ``.Vn*`` and ``VNI-*`` fonts are in that code; converted files keep the names over Unicode."""
    text = "".join(t.text or "" for t in root.iter(W + "t"))
    letters = sum(map(str.isalpha, text))
    only_unicode = sum(1 for c in text if "\u1ea0" <= c <= "\u1ef9")
    old: list[str] = []
    for run in root.iter(W + "r"):
        own = run_look(run.find(W + "rPr")).font
        if code_of_font(own or styles.look(None).font):
            old += [t.text or "" for t in run.iterfind(W + "t")]
    in_font = "".join(old)
    if not in_font:
        return only_unicode < 0.004 * max(1, letters)
    return sum(1 for c in in_font if "\u1ea0" <= c <= "\u1ef9") < 0.01 * len(in_font)


def _main_part(package: Package) -> str:
    rels = package.xml("_rels/.rels") if "_rels/.rels" in package.names else None
    if rels is not None:
        for relation in rels:
            if (relation.get("Type") or "").endswith(_OFFICE) and (target := relation.get("Target")):
                return target.lstrip("/")
    return "word/document.xml"


def _related(package: Package, main: str) -> dict[str, list[str]]:
    """Parts that the main part names, by the last word of their relation's type."""
    folder, name = posixpath.split(main)
    rels_name = posixpath.join(folder, "_rels", name + ".rels")
    rels = package.xml(rels_name) if rels_name in package.names else None
    found: dict[str, list[str]] = {}
    for relation in rels if rels is not None else ():
        target = relation.get("Target") or ""
        if relation.get("TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found.setdefault(posixpath.basename(relation.get("Type") or ""), []).append(path)
    return found


def _part(package: Package, related: dict[str, list[str]], kind: str) -> etree._Element | None:
    for target in related.get(kind, ()):
        return package.xml(target)
    return None


def _styles(package: Package, related: dict[str, list[str]]) -> Styles:
    """The styles of this file: plans of one office come of one template, so those of the last few are remembered."""
    for target in related.get("styles", ()):
        data = package.read_xml(target)
        if data is None:
            break
        try:
            return replace(_styles_of(data))
        except ReadError:
            return read_styles(parse_xml(data, package.source, target))  # the same error under the file's name
    return Styles()


@lru_cache(maxsize=4)
def _styles_of(part: bytes) -> Styles:
    return read_styles(parse_xml(part, "", ""))


def _notes(kind: str, part: etree._Element | None, body: Body) -> list[Paragraph]:
    """Footnotes in the order of their marks, each headed by its number in brackets."""
    if part is None:
        return []
    by_id = {note.get(W + "id") or "": note for note in part}
    result: list[Paragraph] = []
    number = 0
    for note_kind, note_id, paragraph in list(body.notes):
        note = by_id.get(note_id)
        if note_kind != kind or note is None or note.get(W + "type") in ("separator", "continuationSeparator"):
            continue
        number += 1
        inside = [p for p in body_paragraphs(note, body, "footnote") if p.text]
        for i, p in enumerate(inside):
            label = f"[{number}]" if i == 0 else ""
            text = f"{label} {p.text}" if label else p.text
            result.append(replace(p, text=text, label=len(label) if label else None, source=paragraph))
    return result


def _targets(package: Package, main: str) -> dict[str, str]:
    """Parts, and files outside, that the main part names, by the ids of their relations."""
    folder, name = posixpath.split(main)
    rels_name = posixpath.join(folder, "_rels", name + ".rels")
    rels = package.xml(rels_name) if rels_name in package.names else None
    found: dict[str, str] = {}
    for relation in rels if rels is not None else ():
        target = relation.get("Target") or ""
        inside = relation.get("TargetMode") != "External" and not target.startswith("/")
        found[relation.get("Id") or ""] = (
            posixpath.normpath(posixpath.join(folder, target)) if inside else target.lstrip("/")
        )
    return found


def _pictures(package: Package, names: Sequence[str]) -> list[bytes]:
    """The pictures of a file with hardly a word in it: scans that somebody pasted into Word."""
    names = [n for n in names if n.lower().endswith(PICTURES)]
    found = (package.read(name) for name in names[: package.limits.ocr_pages])
    return [data for data in found if data]


def _properties(package: Package) -> dict[str, str]:
    """Title, author and dates as the file says them."""
    if "docProps/core.xml" not in package.names:
        return {}
    try:
        core = package.xml("docProps/core.xml")
    except ReadError:
        return {}
    wanted = {"title", "creator", "created", "modified", "lastModifiedBy"}
    found = {}
    for child in core if core is not None else ():
        name = str(child.tag).rpartition("}")[2]
        if name in wanted and child.text and child.text.strip():
            found[name] = child.text.strip()
    return found
