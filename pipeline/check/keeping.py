"""The waiver file on the disk: changed under a lock, whole or not at all, by ``decide`` and by the web page alike."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.check.decisions import as_yaml
from pipeline.check.waivers import WaiverFile
from pipeline.errors import DoichieuError, ReadError, RulesError
from pipeline.files import write_whole
from pipeline.kept import loader
from pipeline.knowledge.faults import no_yaml
from pipeline.knowledge.load import load_file, load_text
from pipeline.model import Decision
from pipeline.saying import system_fault

OWN_NAME = "doichieu.waivers.yaml"  # of the office's file in a folder
MOST_BYTES = 4 * 2**20  # of a file that is written to
_MOST_BROUGHT = 2**20  # of one that somebody hands in
_DEEPEST = 20  # levels of a file that somebody hands in
_PATIENCE = 10.0  # seconds that another writer is waited for

Decisions = tuple[Decision, ...]


def office_file(place: str | Path) -> Path:
    """-> the office's file: the one named, or ``doichieu.waivers.yaml`` in the folder named."""
    path = Path(place).resolve()
    return path / OWN_NAME if path.is_dir() else path


def kept_in(path: Path) -> WaiverFile:
    """-> what stands in a waiver file; nothing where there is none. Raises RulesError with file and line."""
    return load_file(path, WaiverFile) if path.is_file() else WaiverFile()


def change(path: Path, how: Callable[[Decisions], Decisions]) -> Decisions:
    """Let ``how`` make new decisions of those in a waiver file -> those that then stand there.

    What people wrote beside them stays letter by letter. No other writer comes between reading and writing. Raises
    RulesError (not to be read), DoichieuError (too large, held by another), ReadError (not to be written), and what
    ``how`` raises; the file is then as it was.
    """
    with _held(path):
        before = kept_in(path).decisions
        after = how(before)
        if after == before:
            return after
        text = as_yaml(after, path.read_text(encoding="utf-8") if path.is_file() else "").encode()
        if len(text) > MOST_BYTES:
            raise DoichieuError(path, "waiver.full", size=MOST_BYTES // 2**20)
        try:
            write_whole(path, [text])
        except OSError as error:
            raise ReadError(path, "cli.unwritable", why=system_fault(error)) from None
        return after


def brought(data: bytes, name: str) -> WaiverFile:
    """-> the waiver file ``name`` that somebody handed in. Raises RulesError.

    A name that stands for another part, or very many levels, make a small text a large one: no such file of ours has
    them.
    """
    import yaml

    if len(data) > _MOST_BROUGHT:
        raise RulesError(name, "waiver.full", size=_MOST_BROUGHT // 2**20)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RulesError(name, "rules.encoding") from None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader()):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise RulesError(f"{name}:{line}", "waiver.folded")
    except (yaml.YAMLError, ValueError) as error:
        raise no_yaml(Path(name), text, error) from None
    return load_text(text, Path(name), WaiverFile)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():  # the lock would make it
        raise ReadError(path, "cli.unwritable", why=system_fault(FileNotFoundError(errno.ENOENT, "")))
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE):
            yield
    except Timeout:
        raise DoichieuError(path, "waiver.held") from None
    except OSError as error:
        raise ReadError(path, "cli.unwritable", why=system_fault(error)) from None
