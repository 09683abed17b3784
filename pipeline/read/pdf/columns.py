"""Where the lines of a page stand to each other: blocks side by side (header, signature) are read column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge.frame_words import frame_words
from pipeline.read.pdf.lines import PdfLine


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that follow each other; ``column`` where they are one of the columns of a block."""

    lines: tuple[PdfLine, ...]
    column: bool = False


def bands(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines that share a base line, from the top down, each band from left to right."""
    result: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda n: ((n.top + n.bottom) / 2, n.x0)):
        if result:
            last = result[-1][-1]
            middle = (line.top + line.bottom) / 2
            if abs((last.top + last.bottom) / 2 - middle) < 0.4 * max(line.size, last.size, 6.0):
                result[-1].append(line)
                continue
        result.append([line])
    for band in result:
        band.sort(key=lambda n: n.x0)
    return result


def stretches(lines: Sequence[PdfLine], width: float) -> list[Stretch]:
    """-> the lines of a page in reading order."""
    rows = bands(lines)
    seeds = [i for i, row in enumerate(rows) if _is_seed(row)]
    result: list[Stretch] = []
    plain: list[PdfLine] = []
    at = 0
    while at < len(rows):
        seed = next((i for i in seeds if at <= i < at + 4), None)
        region = _region(rows, at, seed, width) if seed is not None else None
        if region is None:
            plain.append(_one(rows[at]))
            at += 1
            continue
        end, left, right = region
        if plain:
            result.append(Stretch(tuple(plain)))
            plain = []
        result += [Stretch(tuple(left), True), Stretch(tuple(right), True)]
        at = end
    if plain:
        result.append(Stretch(tuple(plain)))
    return result


def _one(band: list[PdfLine]) -> PdfLine:
    """The pieces of one band as one line."""
    if len(band) == 1:
        return band[0]
    first = band[0]
    return replace(
        first,
        text=" ".join(line.text for line in band),
        top=min(line.top for line in band),
        x1=max(line.x1 for line in band),
        bottom=max(line.bottom for line in band),
        bold=all(line.bold for line in band),
        italic=all(line.italic for line in band),
    )


def _is_seed(row: list[PdfLine]) -> bool:
    """Whether a band is one by which a two-column block is known."""
    words = frame_words()
    return len(row) >= 2 and any(words.header.search(n.text) or words.signature.match(n.text) for n in row)


def _region(
    rows: list[list[PdfLine]], start: int, seed: int, width: float
) -> tuple[int, list[PdfLine], list[PdfLine]] | None:
    """A two-column block from band ``start`` on, known by band ``seed``: its end and both columns, None if none is."""
    first = rows[seed]
    cut = max(range(1, len(first)), key=lambda i: first[i].x0 - first[i - 1].x1)  # the widest gap parts the columns
    gutter = Gutter(first[cut - 1].x1, first[cut].x0)
    left: list[PdfLine] = [_one(first[:cut])]
    right: list[PdfLine] = [_one(first[cut:])]
    for i in range(start, seed):  # lines above the seed belong to it only where each keeps to its side
        if not _keeps(rows[i], gutter, width, []):
            return None
        gutter = _share(rows[i], gutter, left, right)
    left.sort(key=lambda n: n.top)
    right.sort(key=lambda n: n.top)
    end = seed + 1
    while end < len(rows):
        row = rows[end]
        size = max(n.size for n in row)
        gap = min(n.top for n in row) - max(n.bottom for n in left + right)
        if gap > 11 * size or not _keeps(row, gutter, width, right):
            break
        if gap > 3 * size and any(gutter.is_left(n) for n in row):
            break
        gutter = _share(row, gutter, left, right)
        end += 1
    return end, left, right


@dataclass(frozen=True, slots=True)
class Gutter:
    """The blank strip between two columns."""

    low: float
    high: float

    def is_left(self, line: PdfLine) -> bool:
        return line.x1 < self.high and (line.x0 <= self.low or line.middle < (self.low + self.high) / 2)

    def crosses(self, line: PdfLine) -> bool:
        return line.x1 >= self.high and line.x0 <= self.low


def _keeps(row: list[PdfLine], gutter: Gutter, width: float, right: list[PdfLine]) -> bool:
    """Whether each line of a band keeps to one side of the gutter and is no title centred on the page."""
    if len(row) > 6 or any(gutter.crosses(n) for n in row):
        return False
    if len(row) == 1:
        line = row[0]
        if frame_words().title.match(line.text):
            return False
        if right and not gutter.is_left(line):
            middle = sum(n.middle for n in right) / len(right)
            centred = abs(line.middle - width / 2) < 0.03 * width
            return not (centred and abs(line.middle - middle) > 0.06 * width)
    return True


def _share(row: list[PdfLine], gutter: Gutter, left: list[PdfLine], right: list[PdfLine]) -> Gutter:
    here = [n for n in row if gutter.is_left(n)]
    there = [n for n in row if not gutter.is_left(n)]
    if here:
        left.append(_one(here))
        gutter = replace(gutter, low=max(gutter.low, here[-1].x1))
    if there:
        right.append(_one(there))
        gutter = replace(gutter, high=min(gutter.high, there[0].x0))
    return gutter
