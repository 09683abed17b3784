"""OCR of the two corpus plans: character error rate against their text.

usage: python -m tests.benchmarks.ocr [--kinds clean,skew] [--dpi 200,300]

Each page of the PDF is drawn at 200 and 300 dpi, clean and turned by 1 degree with blur, gaussian and salt noise,
bound into a PDF of images, and read by the program. The error counts over the whole document (words joined by single
spaces, page numbers left out), edit distance by rapidfuzz.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from rapidfuzz.distance import Levenshtein

from pipeline.extract import extract
from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from pipeline.read import read_bytes, read_file
from pipeline.segment import segment
from tests.benchmarks.results import Row, keep
from tests.tools.places import PLANS


def spoilt(image: Any, seed: int) -> Any:
    """As a worn scanner gives it: turned by 1 degree, blurred, noisy."""
    random = np.random.default_rng(seed)
    turned = image.convert("L").rotate(1.0, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float32)
    pixels = pixels + random.normal(0, 12, pixels.shape)
    salt = random.random(pixels.shape)
    pixels[salt < 0.001], pixels[salt > 0.999] = 0, 255
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def scan(pdf: Path, dpi: int, kind: str) -> bytes:
    """-> a PDF that holds a picture of each page."""
    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    if kind == "skew":
        images = [spoilt(image, i) for i, image in enumerate(images)]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=dpi, quality=92)
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def error_rate(truth: str, read: str) -> float:
    """Edits per character of the truth."""
    return Levenshtein.distance(flat(truth), flat(read)) / len(flat(truth))


def found(document: Document) -> Counter[tuple[object, ...]]:
    """The references (number) and targets (figure, unit, comparator, change) of a document."""
    rules = load_rules()
    whole = extract(segment(document, rules), rules)
    records: Counter[tuple[object, ...]] = Counter()
    records.update(("reference", r.number) for r in whole.legal_references if r.number)
    records.update(("target", t.value, t.unit, t.comparator, t.change) for t in whole.targets)
    return records


def agreement(truth: Counter[tuple[object, ...]], read: Counter[tuple[object, ...]]) -> float:
    """F1 of what was found in the scan against what is found in the text."""
    both = (truth & read).total()
    return 2 * both / max(1, truth.total() + read.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kinds", default="clean,skew")
    parser.add_argument("--dpi", default="200,300")
    options = parser.parse_args()
    rows: list[Row] = []
    print("kind   dpi  plan            CER %   s/page  F1 of references and targets")
    for kind in options.kinds.split(","):
        for dpi in map(int, options.dpi.split(",")):
            wrong = total = 0.0
            for path in sorted(PLANS.glob("*.pdf")):
                source = read_file(path)
                truth = source.text
                data = scan(path, dpi, kind)
                began = time.perf_counter()
                document = read_bytes(data, path.name)
                took = (time.perf_counter() - began) / (document.pages or 1)
                rate = error_rate(truth, document.text)
                wrong += rate * len(flat(truth))
                total += len(flat(truth))
                same = agreement(found(source), found(document))
                rows.append(
                    {
                        "scan": "clean" if kind == "clean" else "turned, blurred, noisy",
                        "dpi": dpi,
                        "plan": path.stem,
                        "character error %": round(100 * rate, 2),
                        "F1 of references and targets": f"{same:.3f}",
                        "s a page": round(took, 1),
                    }
                )
                print(f"{kind:6} {dpi}  {path.stem:14} {100 * rate:6.3f} {took:8.2f} {same:7.3f}")
            print(f"{kind:6} {dpi}  both           {100 * wrong / total:6.3f}")
    keep("ocr", rows)


if __name__ == "__main__":
    main()
