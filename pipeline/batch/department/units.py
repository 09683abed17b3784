"""Units by name: "UBND Phường 01", "phường 1" and "Ủy ban nhân dân phường 1, tỉnh An Bình" are one; lists of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.load import UNITS, Rules
from pipeline.saying import system_fault
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.unicode import canonical

_WORD = compiled(r"\w+")
_NEAR = 0.85


@dataclass(frozen=True, slots=True)
class Units:
    """The units that are to send: their names in the list's order."""

    names: tuple[str, ...]


def unit_key(name: str, rules: Rules) -> str:
    """-> what the spellings of one unit have in common: its area without the office, what stands behind a comma, case,
    tone placement and noughts before a number."""
    words = fold(name.partition(",")[0]).strip()
    for office in sorted(map(fold, agencies(rules).rules.councils), key=len, reverse=True):
        words = re.sub(rf"^{re.escape(office)}\b\s*", "", words)
    return " ".join(word.lstrip("0") or word for word in _WORD.findall(words))


def near(key: str, keys: Iterable[str]) -> str | None:
    """-> the one of ``keys`` that a slip of a letter makes of ``key``."""
    found = get_close_matches(key, list(keys), n=1, cutoff=_NEAR)
    return found[0] if found else None


def read_units(path: str | Path | None, rules: Rules) -> Units | None:
    """-> the list in a file (.xlsx, or text with a unit a line, its first cell with letters), or the office's own
    ``units.tsv`` beside its rules; None where there is neither. A first line without a kind of area is a heading.

    Raises ReadError.
    """
    if path is None:
        own = rules.file(UNITS)
        if not own.is_file():
            return None
        path = own
    file = Path(path)
    try:
        rows = list(_sheet_rows(file) if file.suffix.lower() == ".xlsx" else _text_rows(file))
    except OSError as error:
        raise ReadError(path, "read.closed", why=system_fault(error)) from None
    cells = [next((cell for cell in row if re.search(r"[^\W\d_]", cell)), "") for row in rows]
    known = agencies(rules)
    told = [cell for cell in cells if cell and not cell.startswith("#")]
    if told and not any(re.search(rf"\b{re.escape(area)}\b", fold(told[0])) for area in map(fold, known.rules.areas)):
        told = told[1:]
    by_key = {unit_key(cell, rules): cell for cell in reversed(told)}
    names = tuple(dict.fromkeys(by_key[unit_key(cell, rules)] for cell in told))
    if not names:
        raise ReadError(path, "department.no_units")
    return Units(names)


def _text_rows(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(file, "department.not_utf8") from None
    sample = text[:4096]
    between = "\t" if "\t" in sample else ";" if ";" in sample else "," if file.suffix.lower() == ".csv" else "\n"
    lines = [line for line in text.splitlines() if line.strip()]
    if between == "\n":
        yield from ([canonical(line).strip()] for line in lines)
    else:
        yield from ([canonical(cell).strip() for cell in row] for row in csv.reader(lines, delimiter=between))


def _sheet_rows(file: Path) -> Iterator[list[str]]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(file, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            cells = ["" if cell is None else canonical(str(cell)).strip() for cell in row]
            if any(cells):
                yield cells
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise ReadError(file, "department.no_sheet") from error
