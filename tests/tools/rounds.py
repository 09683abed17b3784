"""The rounds of annotated texts: what each holds, by whose hand, and its first, blind score.

usage: python -m tests.tools.rounds
       python -m tests.tools.rounds --add NAME --holds VI EN --hand VI EN [--kind real] [--folder DIR] [--fault WORDS]…

They stand in ``tests/gold/rounds.yaml``. Without options: the first figures of each round beside today's. --add scores
the folder of a new round (tests/gold/NAME) as ``doichieu eval`` does and writes down what came out, once: what stands
in the file is never written over. --folder is for real texts that stay outside the project; of them only figures and
kinds of fault are kept.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import Field, model_validator

from pipeline.errors import DoichieuError
from pipeline.evaluate.gold import Part
from pipeline.knowledge.load import Schema, load_file
from pipeline.knowledge.tables import Words
from tests.tools.places import GOLD
from tests.tools.reference import table

ROUNDS = GOLD / "rounds.yaml"
MEASURES = {
    "references": "references",
    "sections": "sections",
    "metadata": "metadata",
    "targets": "targets",
    "targets.value_and_comparator": "value + comparator",
    "targets.whole": "whole target",
    "tasks": "tasks",
    "tasks.lead": "lead body",
    "tasks.partners": "partner bodies",
}
_FAMILIES = {*get_args(Part), "references"} - {"legal_references"}
_HEAD = (
    "# every round of annotated texts; `first` is the F1 of its first, blind run, written once by tests.tools.rounds\n"
)


class RoundError(Exception):
    """A round that cannot be added, and why."""


class Round(Schema):
    """One round; ``first`` maps measures of ``doichieu eval`` to F1 (0…1), null where there was no blind run."""

    kind: Literal["written", "real"]
    texts: int = Field(ge=0, description="annotated texts in the round's folder; 0: they stay outside the project")
    targets: int | None = Field(None, ge=0, description="targets annotated in them on the day of the first run")
    holds: Words
    hand: Words = Field(description="who wrote and annotated it, and what was known then")
    first: dict[str, float] | None = None
    faults: tuple[str, ...] = Field((), description="kinds of fault that the first run showed")

    @model_validator(mode="after")
    def _plausible(self) -> Round:
        if self.kind == "written" and not self.texts:
            raise ValueError("only real texts may stay outside the project")
        for measure, f1 in (self.first or {}).items():
            if measure.split(".")[0] not in _FAMILIES or not 0 <= f1 <= 1:
                raise ValueError(f"no F1 of doichieu eval: {measure}: {f1}")
        return self


class RoundsFile(Schema):
    """The file: rounds by the name of their folder, in the order of their first runs."""

    rounds: dict[str, Round]


def load(path: Path = ROUNDS) -> dict[str, Round]:
    """-> the rounds by name. Raises RulesError with file and line where the file breaks its schema."""
    return load_file(path, RoundsFile).rounds


def scored(folder: Path) -> tuple[int, int, dict[str, float]]:
    """-> how many texts a folder has, how many targets are annotated in them, and the F1 of every measure."""
    from pipeline.api import read
    from pipeline.evaluate import Score, evaluate

    evaluation = evaluate(folder, read)
    if evaluation.failed:
        raise RoundError("; ".join(map(str, evaluation.failed)))
    counted = {name: s for name, s in evaluation.scores.items() if s.right + s.false + s.missed}
    targets = counted.get("targets", Score())
    return (
        len(evaluation.documents),
        int(targets.right + targets.missed),
        {name: round(score.f1, 3) for name, score in counted.items()},
    )


def add(name: str, folder: Path, about: dict[str, object], path: Path = ROUNDS) -> Round:
    """Score ``folder`` and write the round ``name`` at the end of the file. Raises RoundError where it stands there."""
    rounds = load(path)
    if name in rounds:
        raise RoundError(f"{name} stands in {path.name}: a first run happens once")
    texts, targets, first = scored(folder)
    inside = folder.resolve() == (path.parent / name).resolve()
    made = {**about, "texts": texts if inside else 0, "targets": targets, "first": first}
    rounds[name] = Round.model_validate(made)
    kept = {key: one.model_dump(mode="json", exclude_defaults=True) for key, one in rounds.items()}
    path.write_text(_HEAD + _yaml({"rounds": kept}), encoding="utf-8")
    return rounds[name]


class _Dumper(yaml.SafeDumper):
    """Figures in one line, words a line each."""


def _mapping(dumper: _Dumper, data: dict[str, object]) -> yaml.MappingNode:
    figures = bool(data) and all(isinstance(value, float) for value in data.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=figures)


_Dumper.add_representer(dict, _mapping)


def _yaml(data: object) -> str:
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


def rounds_table(what: str) -> str:
    """-> the Markdown table of ``all`` rounds, or of the ``last 5`` that had a blind run."""
    rounds = load()
    if what != "all":
        blind = [name for name, one in rounds.items() if one.first]
        rounds = {name: rounds[name] for name in blind[-int(what.removeprefix("last ")) :]}
    head = ["round", "texts", "what they hold; by whose hand", *MEASURES.values()]
    return table(head, [_row(name, one) for name, one in rounds.items()])


def _row(name: str, one: Round) -> list[str]:
    first = one.first or {}
    figures = [f"{first[measure]:.3f}" if measure in first else "–" for measure in MEASURES]
    return [f"`{name}`", f"{one.texts or ''} {one.kind}".strip(), f"{one.holds.en}; {one.hand.en}", *figures]


def translations() -> dict[str, str]:
    """-> the Vietnamese for what the table says of each round in English."""
    return {f"{one.holds.en}; {one.hand.en}": f"{one.holds.vi}; {one.hand.vi}" for one in load().values()}


def faults_list() -> str:
    """-> a Markdown list of what the first runs showed, a line a round."""
    return "".join(f"- `{name}`: {'; '.join(one.faults)}\n" for name, one in load().items() if one.faults)


def compared(name: str, one: Round) -> str:
    """-> the figures of a round's first run beside today's, in one line."""
    if not one.texts:
        return f"{name}: not here"
    first, now = one.first or {}, scored(GOLD / name)[2]
    pairs = [f"{words} {first.get(m, '–')} → {now.get(m, '–')}" for m, words in MEASURES.items()]
    return f"{name}: {', '.join(pairs)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", metavar="NAME")
    parser.add_argument("--kind", choices=("written", "real"), default="written")
    parser.add_argument("--folder", type=Path)
    for option in ("--holds", "--hand"):
        parser.add_argument(option, nargs=2, metavar=("VI", "EN"))
    parser.add_argument("--fault", action="append", default=[], metavar="WORDS")
    args = parser.parse_args()
    if not args.add:
        print(*(compared(name, one) for name, one in load().items()), sep="\n")
        return 0
    if not (args.holds and args.hand):
        parser.error("--add needs --holds and --hand")
    holds, hand = (dict(zip(("vi", "en"), words, strict=True)) for words in (args.holds, args.hand))
    about: dict[str, object] = {"kind": args.kind, "holds": holds, "hand": hand, "faults": tuple(args.fault)}
    try:
        made = add(args.add, args.folder or GOLD / args.add, about)
    except (DoichieuError, RoundError, ValueError) as error:
        print(f"rounds: {error}", file=sys.stderr)
        return 1
    print(_yaml({args.add: made.first}), "python -m tests.tools.make_readme renews the pages", sep="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
