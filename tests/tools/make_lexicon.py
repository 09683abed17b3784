"""Make ``pipeline/knowledge/lexicon/counts.npz`` of tables of counts: ``python -m tests.tools.make_lexicon FOLDER``.

Without a FOLDER the counts stay, and only what a typist strikes for the syllables is made anew.

FOLDER has ``syllables.tsv.gz``, ``bigrams.tsv.gz`` and ``trigrams.tsv.gz``; a row is the syllables with a blank between
them, their count and the number of documents, separated by tabs. The same tables give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.knowledge.lexicon.counts import FILE, logarithms, planes
from pipeline.proof.keys import keys
from pipeline.text.fold import bare, fold
from pipeline.text.syllables import apart, as_syllable

_WORD = re.compile(r"[a-zà-ỹ]{1,20}")
_FOREIGN = 20  # a word that is no syllable is kept from this count on: short forms, names, Latin
_MARKED = 100  # and one with marks from this: below stand the slips of the counted text itself
_JOINED = 20  # "tổchức" is no word where "tổ chức" is this many times as frequent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    if folder is None:
        with np.load(FILE) as stored:
            _write(FILE, {name: stored[name] for name in stored.files if not name.startswith("typed_")})
    else:
        make(folder, FILE)


def make(folder: Path, out: Path) -> None:
    """Write ``out`` of the three tables in ``folder``."""
    singles, pairs, triples = (_read(folder / f"{name}.tsv.gz") for name in ("syllables", "bigrams", "trigrams"))
    words = sorted(word for word, count in singles.items() if _kept(word, count, pairs))
    index = {word: at for at, word in enumerate(words)}
    size = len(words)

    def ids(row: str) -> list[int] | None:
        found = [index.get(word, -1) for word in row.split(" ")]
        return None if -1 in found else found

    keyed = sorted((a * size + b, n) for row, n in pairs.items() if (found := ids(row)) for a, b in [found])
    place = {key: at for at, (key, _) in enumerate(keyed)}
    threes = [(found, n) for row, n in triples.items() if (found := ids(row))]
    keyed3 = sorted((place[a * size + b] * size + c, n) for (a, b, c), n in threes if a * size + b in place)
    arrays = {
        "syllables": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "syllable_counts": logarithms([singles[word] for word in words]),
        "pair_steps": planes([key for key, _ in keyed]),
        "pair_counts": logarithms([n for _, n in keyed]),
        "triple_steps": planes([key for key, _ in keyed3]),
        "triple_counts": logarithms([n for _, n in keyed3]),
    }
    _write(out, arrays)
    print(f"{size} syllables, {len(keyed)} pairs, {len(keyed3)} triples: {out.stat().st_size} bytes")


def _write(out: Path, arrays: dict[str, Any]) -> None:
    """Write the counts with what is typed for their syllables."""
    words = bytes(arrays["syllables"]).decode().split("\n")
    struck = typed_ids(words, arrays["syllable_counts"].tolist())
    np.savez_compressed(
        out,
        **arrays,
        typed_keys=np.frombuffer("\n".join(struck).encode("ascii"), dtype=np.uint8),
        typed_ids=np.fromiter(struck.values(), dtype=np.int32),
    )


def typed_ids(words: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    """-> the keys that a typist strikes -> the place of the syllable they give; of two the more frequent."""
    found: dict[str, int] = {}
    for at, word in enumerate(words):
        if as_syllable(word) and counts[found.setdefault(keys(word), at)] < counts[at]:
            found[keys(word)] = at
    return found


def _read(path: Path) -> Counter[str]:
    """-> the counts of folded rows that are made of Latin letters alone."""
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row, count, _ = line.rstrip("\n").split("\t")
            folded = fold(row)
            if all(_WORD.fullmatch(word) for word in folded.split(" ")):
                counts[folded] += int(count)
    return counts


def _kept(word: str, count: int, pairs: Counter[str]) -> bool:
    if as_syllable(word):
        return True
    if word.isascii():
        return count >= _FOREIGN
    if count < _MARKED or (as_syllable(word[1:]) and word[0] == "n"):  # "nmục": a line end that was taken for a letter
        return False
    if apart(bare(word)) and word[0] != "k":  # "câp", "thué"; but "kạn", "kông"
        return False
    return not any(pairs[f"{word[:i]} {word[i:]}"] > _JOINED * count for i in range(1, len(word)))


if __name__ == "__main__":
    main()
