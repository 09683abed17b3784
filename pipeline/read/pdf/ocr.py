"""Scanned pages by Tesseract with Vietnamese: straightened, stamps in red left out, a confidence for every line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.read.health import is_syllable
from pipeline.read.paragraph import tidy
from pipeline.read.pdf.lines import PdfLine
from pipeline.text.patterns import compiled

DPI = 200
_LOW = 60.0
_SPECK = 35.0
_SMALL = 1000  # pixels: the longer side of the image on which skew is measured
_FINE_SCALE = 72 / 250  # points a pixel
_FINE_LEAST, _COARSE_LEAST = 0.15, 1.25  # degrees
_REDDER, _PALE = 40, 110  # of 255: red ink, also where it lies over black
_HEAD = 0.35  # the share of a page in which its number and day stand
_NUMBER_LINE = compiled(r"^\W*s[oốỐôÔ](?:\s*:|\W.{0,16}[/⁄])", re.IGNORECASE)
_DAY_LINE = compiled(r"ng[àa]y\b.{0,10}th[áa]ng\b.{0,8}n[ăa]m", re.IGNORECASE)
_HIGHER = 1.3  # than typed figures
_BESIDE = 60.0  # points behind a line in which the rest of its number may stand
_FIGURE = compiled(r"\d+")
_ZOOMS = (1.6, 2.3)
_STEEP = 3.0  # degrees: the most a page is searched to be turned back by


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word, its box in points from the page's top left, and Tesseract's confidence (0-100)."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a scanned page in points, the mean confidence of its words (0-100), and the words."""

    lines: list[PdfLine]
    confidence: float
    words: tuple[OcrWord, ...] = ()


@lru_cache(maxsize=1)
def ocr_program() -> str | None:
    """-> the path of Tesseract where it knows Vietnamese, else None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if b"vie" in (told.stdout + told.stderr).split() else None


def recognise(image: Any, scale: float, seconds: float) -> Recognised:
    """Read an image of PIL whose pixels are ``scale`` points; a page that reads badly is tried turned round.

    Raises subprocess.TimeoutExpired where the first reading takes more than ``seconds``.
    """
    until = time.monotonic() + seconds
    grey = _without_stamps(image)
    best, drawn = _upright(grey, scale, until)
    if best.confidence < _LOW and min(grey.size) >= 200:
        for turn in (90, 270, 180):
            try:
                other, turned = _upright(grey.rotate(turn, expand=True, fillcolor=255), scale, until)
            except subprocess.TimeoutExpired:
                break  # what was read stands
            if other.confidence > best.confidence + 10:
                best, drawn = other, turned
    heights = sorted(w.box[3] - w.box[1] for w in best.words if w.text.isdecimal())
    usual = heights[len(heights) // 2] if heights else None
    head = _HEAD * drawn.height * scale
    lines = []
    for line in best.lines:
        told = line.top < head and (_NUMBER_LINE.search(line.text) or _DAY_LINE.search(line.text))
        sure = not told or (not _stands_out(line, best.words, usual) and _is_confirmed(line, drawn, scale, until))
        lines.append(line if sure else replace(line, confidence=0.0))
    return replace(best, lines=lines)


def _upright(grey: Any, scale: float, until: float) -> tuple[Recognised, Any]:
    """-> what is read of a page made straight, and the page so made."""
    straight = _straight(grey, scale)
    return _read(straight, scale, max(0.1, until - time.monotonic())), straight


def _stands_out(line: PdfLine, words: Sequence[OcrWord], usual: float | None) -> bool:
    """Whether figures were written into the line of a document's number or day: higher than the figures of the page, or
    apart from the stroke behind them, where more stands that was not read.
    """
    mine = [w for w in words if line.top - 1 <= (w.box[1] + w.box[3]) / 2 <= line.bottom + 1]
    mine = [w for w in mine if line.x0 - 1 <= w.box[0] and w.box[2] <= line.x1 + _BESIDE]
    for word, after in zip(mine, [*mine[1:], None], strict=True):
        if not any(c.isdigit() for c in word.text):
            continue
        height = word.box[3] - word.box[1]
        if usual is not None and height > _HIGHER * usual:
            return True
        if after is not None and after.text[:1] in "/⁄" and after.box[0] - word.box[2] > height:
            return True
    return False


def _is_confirmed(line: PdfLine, grey: Any, scale: float, until: float) -> bool:
    """Whether a larger look at a line gives the same figures: at what was typed it does, hardly ever at what was
    written by hand.
    """
    x0, top, x1, bottom = (v / scale for v in (line.x0 - 4, line.top - 5, line.x1 + 4, line.bottom + 5))
    part = grey.crop((max(0, int(x0)), max(0, int(top)), min(grey.width, int(x1)), min(grey.height, int(bottom))))
    for zoom in _ZOOMS:
        larger = part.resize((round(part.width * zoom), round(part.height * zoom)))
        try:
            seen = _read(larger, scale / zoom, max(0.1, until - time.monotonic()), psm=7)
        except subprocess.TimeoutExpired:
            return False
        if _FIGURE.findall(" ".join(n.text for n in seen.lines)) != _FIGURE.findall(line.text):
            return False
    return True


def _without_stamps(image: Any) -> Any:
    """Grey by the red channel, red ink as paper: seals and signatures' frames fade, black ink stays."""
    if image.mode not in ("RGB", "RGBA"):
        return image.convert("L")
    import numpy as np
    from PIL import Image

    pixels = np.asarray(image.convert("RGB"), dtype=np.int16)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    ink = (red - np.maximum(green, blue) > _REDDER) & (red > _PALE)
    return Image.fromarray(np.where(ink, 255, red).astype(np.uint8))


def _straight(grey: Any, scale: float) -> Any:
    """The page turned back by its skew. A coarse scan loses more by the turning than a degree of skew costs."""
    angle = skew(grey)
    if abs(angle) < (_FINE_LEAST if scale < _FINE_SCALE else _COARSE_LEAST):
        return grey
    return grey.rotate(angle, resample=3, expand=False, fillcolor=255)


def skew(grey: Any) -> float:
    """-> by how many degrees (counter-clockwise) a page must be turned for its lines to lie level.

    The angle under which the ink gathers in the sharpest rows (largest variance of the row profile), found coarsely
    and then finely on a reduced image.
    """
    import numpy as np

    small = grey.resize((max(1, grey.width * _SMALL // max(grey.size)), max(1, grey.height * _SMALL // max(grey.size))))
    ink = np.asarray(small, dtype=np.float32)
    ink = (ink < ink.mean() - 0.5 * ink.std()).astype(np.float32)
    ys, xs = np.nonzero(ink)
    if len(ys) < 100:
        return 0.0
    height = ink.shape[0]

    def sharpness(angle: float) -> float:
        rows = ys - np.tan(np.radians(angle)) * (xs - ink.shape[1] / 2)
        counts = np.bincount(np.clip(np.rint(rows).astype(int) + height, 0, 3 * height), minlength=3 * height + 1)
        return float((np.diff(counts.astype(np.float64)) ** 2).sum())

    coarse = max(np.arange(-_STEEP, _STEEP + 0.01, 0.25), key=sharpness)
    fine = max(np.arange(coarse - 0.25, coarse + 0.26, 0.05), key=sharpness)
    return float(fine)


def _read(grey: Any, scale: float, seconds: float, psm: int = 3) -> Recognised:
    program = ocr_program()
    if program is None:
        return Recognised([], 0.0)
    header = f"P5 {grey.width} {grey.height} 255\n".encode()
    told = subprocess.run(
        [program, "stdin", "stdout", "-l", "vie", "--psm", str(psm), "--dpi", str(round(72 / scale)), "tsv"],
        input=header + grey.tobytes(),
        capture_output=True,
        timeout=seconds,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=False,
    )
    return _lines(told.stdout.decode("utf-8", errors="replace").split("\n"), scale)


def _lines(rows: Iterable[str], scale: float) -> Recognised:
    """Tesseract's table of words to lines, each cut where its words stand further apart than words do."""
    groups: dict[tuple[str, ...], list[OcrWord]] = {}
    for row in rows:
        parts = row.split("\t")
        if len(parts) != 12 or parts[0] != "5" or not parts[11].strip():
            continue
        try:
            x, y, w, h, confidence = (float(v) for v in parts[6:11])
        except ValueError:
            continue
        text = parts[11].strip()
        if confidence < _SPECK and not is_syllable(text) and not any(c.isdigit() for c in text):
            continue  # specks, strokes of a signature, the rim of a seal
        box = (x * scale, y * scale, (x + w) * scale, (y + h) * scale)
        groups.setdefault(tuple(parts[1:5]), []).append(OcrWord(text, box, confidence))
    lines: list[PdfLine] = []
    total = weight = 0.0
    for words in groups.values():
        size = sorted(w.box[3] - w.box[1] for w in words)[len(words) // 2]
        run = [words[0]]
        for word in words[1:]:
            if word.box[0] - run[-1].box[2] > 2.6 * max(size, 6.0):
                lines.append(_line(run, size))
                run = [word]
            else:
                run.append(word)
        lines.append(_line(run, size))
        for word in words:
            total += word.confidence * len(word.text)
            weight += len(word.text)
    every = tuple(word for words in groups.values() for word in words)
    return Recognised([n for n in lines if any(map(str.isalnum, n.text))], total / weight if weight else 0.0, every)


def _line(words: list[OcrWord], size: float) -> PdfLine:
    letters = sum(len(w.text) for w in words)
    mean = sum(w.confidence * len(w.text) for w in words) / max(1, letters)
    figures = [w.confidence for w in words if any(c.isdigit() for c in w.text)]
    confidence = min([mean, *figures]) / 100  # a line is as sure as the least certain of its figures
    return PdfLine(
        _roman(tidy(" ".join(w.text for w in words))),
        min(w.box[0] for w in words),
        min(w.box[1] for w in words),
        max(w.box[2] for w in words),
        max(w.box[3] for w in words),
        max(size, 6.0),
        confidence=round(confidence, 3),
        head=words[0].box[2] - words[0].box[0],
    )


_MISREAD_ROMAN = compiled(r"^(H|HI|IH|[lI1|]{1,3}|[lI1|]?V[lI1|]{0,3}|VH|VHI|VIH)(?=\.\s+[^\W\d_]{2})")
_STROKES = str.maketrans({"l": "I", "1": "I", "|": "I"})


def _roman(line: str) -> str:
    """The Roman number of a heading in capitals, which OCR takes for other strokes ("H. NỘI DUNG" is "II.")."""
    found = _MISREAD_ROMAN.match(line)
    if found is None or not line[found.end() :].isupper() or found.group() == "1":
        return line
    return found.group().replace("H", "II").translate(_STROKES) + line[found.end() :]
