"""All results of a session as one archive: first the forms are made, a few drafts at a time, then they are packed."""

from __future__ import annotations

import asyncio
import re
import zipfile
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from pipeline.batch.department import Department
from pipeline.batch.department.forms import written
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.model import Lang
from pipeline.text.fold import fold
from pipeline.web.desk import Desk, Draft
from pipeline.web.pages import result_name

_IN_ARCHIVE = ("docx", "phieu", "xlsx")
_LONGEST = 100


@dataclass(slots=True)
class Gathering:
    """The forms of a session's drafts on their way: ``made`` of ``drafts`` are through, ``failed`` gave not all."""

    drafts: list[Draft]
    lang: Lang
    made: int = 0
    failed: list[str] = field(default_factory=list)
    task: asyncio.Task[None] | None = None


class Gatherings:
    """One of each session at a time. What is asked for again is only what is not there yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: dict[str, Gathering] = {}

    def of(self, session: str, lang: Lang) -> Gathering:
        """-> the session's, begun now where there is none or where it holds no longer."""
        drafts = [draft for draft in self._desk.of(session) if draft.state == "done"]
        known = self._of.get(session)
        if known is not None and known.drafts == drafts and known.lang == lang and not self._overtaken(known):
            return known
        if known is not None and known.task is not None:
            known.task.cancel()
        made = Gathering(drafts, lang)
        made.task = asyncio.create_task(self._make(made))
        self._of = {name: one for name, one in self._of.items() if self._desk.of(name)} | {session: made}
        return made

    async def end(self) -> None:
        """Nothing more is made."""
        tasks = [one.task for one in self._of.values() if one.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _overtaken(self, known: Gathering) -> bool:
        """Whether decisions were made since, so that forms are lacking that no task is making."""
        if known.task is None or not known.task.done():
            return False
        return any(_lacking(self._desk, draft, known.lang) and draft.name not in known.failed for draft in known.drafts)

    async def _make(self, gathering: Gathering) -> None:
        async for draft, forms in _one_by_one(self._desk, gathering.drafts, gathering.lang):
            gathering.made += 1
            if len(forms) < len(_names(draft)):
                gathering.failed.append(draft.name)


def is_ready(gathering: Gathering) -> bool:
    """Whether nothing is waited for any more."""
    return gathering.task is not None and gathering.task.done()


async def archive(
    desk: Desk, gathering: Gathering, others: list[Draft], tables: Iterable[Department], rules: Rules
) -> AsyncIterator[bytes]:
    """-> a zip in pieces: the tables, a folder for each draft with the forms that are made, and a list of what is not.

    ``others`` are drafts that have no result.
    """
    lang = gathering.lang
    out = _Stream()
    seen: set[str] = set()
    without: list[str] = []
    say = messages(rules, lang)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:  # type: ignore[call-overload]
        for one in tables:
            for suffix in (".xlsx", ".html"):
                name = f"tong-hop-{one.directive_id.replace('/', '-')}-{one.year}{suffix}"
                target.writestr(_entry(name), await run_in_threadpool(written, one, suffix, rules, lang))
        for draft in gathering.drafts:
            folder, forms = _unlike(draft.name, seen), desk.made(draft, _names(draft), lang)
            for name, path in forms.items():
                target.writestr(_entry(f"{folder}/{result_name(draft.name, name)}"), path.read_bytes())
            if lacking := [say(f"web.download.{name}") for name in _names(draft) if name not in forms]:
                without.append(f"{draft.name}: {say('web.missing', names=', '.join(lacking))}")
            yield out.taken()
        for draft in others:
            why = say.reason(draft.fault.said) if draft.fault else say(f"web.stage.{draft.stage}")
            without.append(f"{draft.name}: {why}")
        if without:
            target.writestr(_entry(say("web.without.file")), "\n".join([say("web.without"), "", *without, ""]))
    yield out.taken()


async def _one_by_one(desk: Desk, drafts: list[Draft], lang: Lang) -> AsyncIterator[tuple[Draft, dict[str, Path]]]:
    """-> each draft with its forms, in order; those behind it are being made meanwhile, as many as checks at a time.

    Only a few are asked for ahead, so that another visitor's form waits for those alone.
    """
    under_way: deque[tuple[Draft, asyncio.Task[dict[str, Path]]]] = deque()
    left = iter(drafts)
    while True:
        while len(under_way) <= desk.together and (draft := next(left, None)) is not None:
            under_way.append((draft, asyncio.create_task(desk.forms(draft, _names(draft), lang))))
        if not under_way:
            return
        first, task = under_way.popleft()
        yield first, await asyncio.shield(task)  # a form that was begun is made to its end, by nobody twice


def _names(draft: Draft) -> tuple[str, ...]:
    return _IN_ARCHIVE if draft.kind == "check" else ("html",)


def _lacking(desk: Desk, draft: Draft, lang: Lang) -> bool:
    return len(desk.made(draft, _names(draft), lang)) < len(_names(draft))


class _Stream:
    """What a zip is written to, piece by piece; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _entry(name: str) -> zipfile.ZipInfo:
    """-> an entry whose name every system can unpack."""
    parts = [re.sub(r'[<>:"|?*\\\x00-\x1f]', "_", part) for part in name.split("/")]
    entry = zipfile.ZipInfo("/".join(parts))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _unlike(name: str, seen: set[str]) -> str:
    """-> a folder for a draft of this name that no other draft has."""
    stem = (name.rpartition(".")[0] or name)[:_LONGEST].strip(". ") or "_"
    made, number = stem, 1
    while fold(made) in seen:
        number += 1
        made = f"{stem} ({number})"
    seen.add(fold(made))
    return made
