"""How often the syllables of Vietnamese stand alone, in pairs and in triples: what a proofreader weighs words by.

``counts.npz`` is made of tables of counts by ``python -m tests.tools.make_lexicon FOLDER``; no sentence can be had back
from it. Its arrays:

| array | what |
| --- | --- |
| syllables | the syllables, folded, sorted, joined by line ends, as bytes of UTF-8; the n-th has the id n |
| syllable_counts | for each, its count as a logarithm: round(8 * log2(count)), one byte |
| pair_steps | pairs as keys ``first * size + second`` in rising order, each as the step from the one before, \
as planes of bytes (the lowest first); ``size`` is the number of syllables |
| pair_counts | for each pair its count, as above |
| triple_steps, triple_counts | triples likewise, their key ``place of the pair * size + third`` |
| typed_keys | what a typist strikes for each syllable of Vietnamese (``pipeline.proof.keys``), joined by line ends |
| typed_ids | the syllable of each of these keys; of two that are typed alike the more frequent |

A logarithm of eight steps an octave keeps a count within 4.5 in a hundred. A pair or triple that stands in no table was
counted fewer than 5 or 10 times in 54 million syllables.
"""

from pipeline.knowledge.lexicon.counts import Lexicon, health, lexicon, typed

__all__ = ["Lexicon", "health", "lexicon", "typed"]
