"""What an installation weighs on the disk: the base, and what each extra adds to it.

    python -m tests.benchmarks.sizes

Each package that is needed, with what it needs in turn, by the files that its installation lists; measured in the
environment that runs this, which has every extra. Kept in ``results.json`` as ``sizes``, one row for the README.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.benchmarks.results import Row, keep, show

NAME = "doichieu"
GIVES = {
    "": "read, check, report, proofread, tables in Python, spaCy pipeline",
    "parquet": "`ingest`, Parquet tables, storage addresses",
    "sql": "`query`",
    "cluster": "`ingest --scheduler` (Dask)",
    "web": "`serve`, the web page",
    "mcp": "`mcp`, the tools for an assistant",
    "notebooks": "the notebooks and their pictures",
    "all": "everything",
}


def needed(name: str, extras: frozenset[str] = frozenset(), seen: set[tuple[str, str]] | None = None) -> set[str]:
    """-> the distributions that ``name[extras]`` brings, itself among them; those of other platforms are left out."""
    seen = set() if seen is None else seen
    found = {canonicalize_name(name)}
    for extra in ("", *sorted(extras)):
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in distribution(name).requires or ():
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                try:
                    found |= needed(canonicalize_name(wanted.name), frozenset(wanted.extras), seen)
                except PackageNotFoundError:
                    continue
    return found


def megabytes(names: set[str]) -> float:
    """-> what the packages' files weigh, this program's own aside."""
    paths = [Path(str(file.locate())) for name in names - {NAME} for file in distribution(name).files or ()]
    return sum(path.stat().st_size for path in paths if path.is_file() and path.suffix != ".pyc") / 1e6


def main() -> None:
    base = needed(NAME)
    rows: list[Row] = []
    for extra, gives in GIVES.items():
        own = needed(NAME, frozenset({extra})) if extra else base
        rows.append(
            {
                "install": f"`{NAME}[{extra}]`" if extra else f"`{NAME}`",
                "gives": gives,
                "MB": round(megabytes(own)),
                "more than the base": f"+{megabytes(own - base):.0f}" if extra else "–",
            }
        )
    short: Row = {"megabytes": "on the disk"} | {extra or "base": rows[n]["MB"] for n, extra in enumerate(GIVES)}
    for name, table in (("sizes", rows), ("sizes_in_short", [short])):
        keep(name, table)
        show(name, table)


if __name__ == "__main__":
    main()
