"""A folder of annotations -> an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.evaluate.gold import find_gold, load_gold
from pipeline.evaluate.measure import Evaluation, Fault, Score
from pipeline.evaluate.offsets import is_by_offset, load_by_offset
from pipeline.evaluate.tallies import tally_of
from pipeline.model import Document


def evaluate(directory: str | Path, read: Callable[[Path], Document]) -> Evaluation:
    """Read and take apart every annotated document of ``directory``, however deep, and hold it against its annotation.

    ``read`` turns a file into a Document (``pipeline.api.read``). A text that cannot be read is named in
    ``failed`` and the others go on. Raises RulesError where an annotation breaks the format or none is there.
    """
    scores: dict[str, Score] = {}
    faults: list[Fault] = []
    names, failed = [], []
    for path in find_gold(Path(directory)):
        name = path.relative_to(directory).with_suffix("").as_posix()
        gold = load_by_offset(path) if is_by_offset(path) else load_gold(path)
        try:
            document = read(path.parent / gold.text_file)
        except ReadError as error:
            failed.append(error.said)
            continue
        tally = tally_of(name, gold, document)
        names.append(name)
        faults += tally.faults
        for measure, score in tally.scores.items():
            scores[measure] = scores.get(measure, Score()) + score
    return Evaluation(tuple(names), dict(sorted(scores.items())), tuple(faults), tuple(failed))
