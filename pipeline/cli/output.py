"""Where the results of ``check`` go: one format to a stream or a file, several to files beside each other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.cli.files import write_whole
from pipeline.errors import DoichieuError
from pipeline.report.formats import FORMATS
from pipeline.saying import own_messages


def place_results(formats: Sequence[str], output: str | None, drafts: Sequence[str]) -> dict[tuple[str, str], Path]:
    """-> the file of each (format, draft), draft being "" for a file of all drafts; empty for standard output.

    One file takes ``output`` as it is; several formats take it with their own suffixes; formats that make a file a
    draft take it as a folder where there are several drafts. Raises DoichieuError where there is no place for a
    result, or where it would lie upon a draft.
    """
    single = [name for name in formats if not FORMATS[name].together]
    if output is None:
        if len(formats) > 1 or not FORMATS[formats[0]].printable or (single and len(drafts) > 1):
            raise DoichieuError(f"--format {' '.join(formats)}", "cli.needs_output")
        return {}
    places: dict[tuple[str, str], Path] = {}
    target = Path(output)
    if single and len(drafts) > 1:
        stems = _unlike([Path(draft).stem for draft in drafts])
        for name in formats:
            suffix = FORMATS[name].suffix
            if FORMATS[name].together:
                places[name, ""] = target / f"doichieu{suffix}"
                continue
            for draft, stem in zip(drafts, stems, strict=True):
                places[name, draft] = target / (stem + (suffix if name == "phieu" else f".review{suffix}"))
    elif len(formats) == 1:
        places[formats[0], drafts[0] if single else ""] = target
    else:
        known = next((f.suffix for f in reversed(FORMATS.values()) if target.name.endswith(f.suffix)), "")
        base = target.with_name(target.name.removesuffix(known) or target.name)
        for name in formats:
            places[name, drafts[0] if name in single else ""] = base.with_name(base.name + FORMATS[name].suffix)
    ours = {Path(draft).resolve() for draft in drafts}
    for path in places.values():
        if path.resolve() in ours:
            raise DoichieuError(path, "cli.is_draft")
    return places


def put(places: dict[tuple[str, str], Path], name: str, draft: str, data: bytes, lang: str) -> None:
    """Write one result to its place and say so, or to standard output where there are no places."""
    if places:
        path = places[name, draft]
        write_whole(path, data, make_folder=True)
        print(own_messages(lang)("cli.written", path=path), file=sys.stderr)
    else:
        sys.stdout.write(data.decode("utf-8", errors="backslashreplace"))


def _unlike(stems: Iterable[str]) -> list[str]:
    """-> the stems, those that occur again with a number."""
    seen: set[str] = set()
    result = []
    for stem in stems:
        name, count = stem, 1
        while name.lower() in seen:
            count += 1
            name = f"{stem}-{count}"
        seen.add(name.lower())
        result.append(name)
    return result
