"""One reader of PDFs timed on some files; run by the Python of the reader's own environment, which holds nothing else.

usage: python tests/benchmarks/one_reader.py READER ANSWER.json WARM_UP.pdf FILE.pdf…

The answer: the seconds of each file but the first, which warms up, and its text.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

DIRECTIVE = "112/QĐ-TTg"


def pdfplumber() -> Callable[[str], str]:
    import pdfplumber as library

    def read(path: str) -> str:
        with library.open(path) as document:
            return "\n".join(page.extract_text() for page in document.pages)

    return read


def markitdown() -> Callable[[str], str]:
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda path: str(converter.convert(path).text_content)


def kreuzberg() -> Callable[[str], str]:
    from kreuzberg import ExtractionConfig, extract_file_sync

    config = ExtractionConfig(use_cache=False)  # its cache on disk would answer the second round
    return lambda path: str(extract_file_sync(path, config=config).content)


def viparse() -> Callable[[str], str]:
    import viparse as library

    settings = library.load_settings()
    return lambda path: "\n".join(d.text for d in library.load(path, output="text", settings=settings))


def doichieu() -> Callable[[str], str]:
    import pdfplumber  # noqa: F401  # as a worker of ingest does: the first table would wait for it

    from pipeline.api import check
    from pipeline.knowledge.load import load_rules

    rules = load_rules()
    return lambda path: check(path, against=DIRECTIVE, rules=rules).draft.text


def doichieu_text() -> Callable[[str], str]:
    from pipeline.read import read_file

    return lambda path: read_file(path).text


READERS = {f.__name__: f for f in (pdfplumber, markitdown, kreuzberg, viparse, doichieu, doichieu_text)}


def main() -> None:
    name, answer, first, *files = sys.argv[1:]
    read = READERS[name]()
    read(first)
    seconds, texts = [], []
    for path in files:
        began = time.perf_counter()
        texts.append(read(path))
        seconds.append(time.perf_counter() - began)
    with open(answer, "w", encoding="utf-8") as out:
        json.dump({"seconds": seconds, "texts": texts}, out, ensure_ascii=False)


if __name__ == "__main__":
    main()
