"""The drafts that were handed in: each waits, is checked in its own process, keeps its results a while, and goes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from pipeline.batch.department import Units
from pipeline.check.decisions import as_yaml
from pipeline.check.waivers import WaiverFile
from pipeline.errors import DoichieuError
from pipeline.model import Decision, Lang
from pipeline.process.job import Done, Failed, Terms
from pipeline.process.pool import calls
from pipeline.process.private import clear_orphans, private_folder
from pipeline.process.stage import of_page
from pipeline.process.ticket import Ticket
from pipeline.saying import Said, to_say, verbatim
from pipeline.web.deciding import Answer, Asked
from pipeline.web.kept import Kept, Wish
from pipeline.web.renderer import Rendering, Seen
from pipeline.web.settings import LEAST, Settings
from pipeline.web.uploads import RefusedError
from pipeline.web.worker import (
    KEPT,
    STAGES,
    WAIVERS,
    Fault,
    Kind,
    Listing,
    Look,
    Order,
    Outcome,
    Stage,
    perform,
    warm_up,
)

State = Literal["waiting", "running", "done", "failed"]
T = TypeVar("T")


@dataclass(slots=True)
class Draft:
    """One draft and where it stands. ``key`` is its unguessable address; ``ended`` a time of ``time.monotonic``."""

    key: str
    session: str
    name: str
    lang: Lang
    folder: Path
    state: State = "waiting"
    stage: Stage = "waiting"
    pages: str = ""  # "3/40" while a scan is read
    outcome: Outcome | None = None
    fault: Fault | None = None
    ended: float | None = None
    task: asyncio.Task[None] | None = None
    size: int = LEAST  # bytes that it takes on the disk
    kind: Kind = "check"
    brought: WaiverFile = field(default_factory=WaiverFile)  # what came with it and was not decided anew
    forms: asyncio.Lock = field(default_factory=asyncio.Lock)  # its forms are made one after the other

    def comes_to(self, stage: str) -> None:
        """Its check has come to one of ``STAGES``, or to a page; what else a process says of itself is passed over."""
        name, self.pages = of_page(stage)
        self.stage = next((known for known in STAGES if known == name), self.stage)


class Desk:
    """All drafts of one run of the server. Lives on one event loop; ``close`` leaves nothing on the disk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        clear_orphans()
        self.root = private_folder("serve")
        self._room = min(settings.room, shutil.disk_usage(self.root).free // 2)
        self._coming = 0  # bytes of uploads that are being taken in
        self._drafts: dict[str, Draft] = {}
        self.kept = Kept(settings.waivers)
        self._units: dict[str, Units] = {}
        self._leaving: list[Path] = []  # folders that are to go
        self.together = max(settings.jobs, 1)
        self._slots = asyncio.Semaphore(self.together)
        self._threads = ThreadPoolExecutor(self.together, "draft")  # each does nothing but wait for a process
        terms = Terms(
            perform, settings.timeout, settings.memory, recycle=1, tries=1, idle=None, initializer=warm_up,
            folder=os.getcwd(),
        )  # fmt: skip
        self._checks = calls(terms, apart=settings.jobs > 0)
        self._painters = ThreadPoolExecutor(self.together, "form")
        self._ready = asyncio.Event()
        self._ready.set()

    def new_folder(self) -> Path:
        """-> an empty folder of its own, under a name that nobody gave."""
        return Path(tempfile.mkdtemp(dir=self.root))

    async def warm(self) -> None:
        """Have a process ready before the first draft comes; where none can be had, the first draft will say so."""
        self._ready.clear()  # a draft that comes meanwhile waits for this one, rather than for another beside it
        try:
            with contextlib.suppress(DoichieuError):
                await self._in_thread(self._checks.warm)
        finally:
            self._ready.set()

    @contextlib.contextmanager
    def coming(self, session: str) -> Iterator[Callable[[int], None]]:
        """-> what counts the bytes of an upload as they come in, and raises RefusedError where the session's share or
        the room of all is full. Nothing that is kept gives way: it goes by age, or when its owner deletes it."""
        came = 0
        own = sum(draft.size for draft in self._drafts.values() if draft.session == session)

        def weigh(size: int) -> None:
            nonlocal came
            came += size
            self._coming += size
            if own + came > self.settings.share:
                raise RefusedError(507, "web.refused.share", size=self.settings.share // 2**20)
            if self._coming + sum(draft.size for draft in self._drafts.values()) > self._room:
                raise RefusedError(503, "web.refused.busy")

        try:
            weigh(0)
            yield weigh
        finally:
            self._coming -= came

    def hand_in(
        self,
        session: str,
        name: str,
        file: Path,
        *,
        parents: tuple[tuple[Path, str], ...],
        against: tuple[str, ...],
        as_of: date | None,
        lang: Lang,
        kind: Kind = "check",
        waivers: tuple[tuple[Path, str], ...] = (),
    ) -> Draft:
        """Take one draft's file (and those of its parents and waivers) over and put it in the queue."""
        draft = self._new(session, name, lang)
        draft.kind = kind
        draft.size += file.stat().st_size + sum(path.stat().st_size for path, _ in parents)
        own = draft.folder / "draft"
        file.rename(own)
        settings = self.settings
        order = Order(
            draft.folder, (own, name), _copied(parents, draft.folder, "parent"), against, as_of, date.today(), lang,
            settings.rules, settings.timeout, settings.max_size, kind, self.kept.of(session), self.kept.waivers(),
            _copied(waivers, draft.folder, "brought"),
        )  # fmt: skip
        draft.task = asyncio.create_task(self._run(draft, order))
        return draft

    def turn_away(self, session: str, name: str, lang: Lang, fault: Fault) -> Draft:
        """A draft that is not checked at all, kept to say why."""
        draft = self._new(session, name, lang)
        self._end(draft, fault)
        return draft

    def get(self, key: str) -> Draft | None:
        self.sweep()
        return self._drafts.get(key)

    def of(self, session: str) -> list[Draft]:
        """-> the drafts of one session, the newest first."""
        self.sweep()
        return [draft for draft in reversed(self._drafts.values()) if draft.session == session]

    async def forms(self, draft: Draft, names: tuple[str, ...], lang: Lang) -> dict[str, Path]:
        """-> the forms of a finished review by name, in a language; those that could not be made are not among them."""
        if draft.kind == "check":
            async with draft.forms:
                there = self.made(draft, names, lang)
                if lacking := tuple(name for name in names if name not in there):
                    await self._asked(draft.key, self._rendering(draft, lacking, lang))
                    draft.size = self._weighed(draft)
        return self.made(draft, names, lang)

    def made(self, draft: Draft, names: tuple[str, ...], lang: Lang) -> dict[str, Path]:
        """-> those of the forms that are there already, with the decisions of now."""
        order = self._rendering(draft, names, lang)
        paths = {name: order.path(name) if draft.kind == "check" else draft.folder / name for name in names}
        return {name: path for name, path in paths.items() if path.is_file()}

    async def seen(self, draft: Draft, lang: Lang) -> Seen | None:
        """-> a finished review's findings with what was decided of them; None where it cannot be had."""
        async with draft.forms:
            made = await self._asked(draft.key, Look(self._rendering(draft, (), lang)))
        if not isinstance(made, Seen):
            return None
        draft.outcome = made.outcome
        return made

    async def decide(self, draft: Draft, asked: Asked, seen: str) -> Said | None:
        """Keep a decision or take one back -> why that is not done, else None. ``seen``: how the page showed it."""
        async with draft.forms:
            made = await self._asked(draft.key, replace(asked, decisions=self.decisions(draft)))
        if not isinstance(made, Answer):
            return made if isinstance(made, Said) else to_say("web.refused.inside")
        came = tuple(one for one in draft.brought.decisions if one.key in made.keys)
        wish = Wish(made.keys, "" if came else seen, made.one)
        fault = await asyncio.to_thread(self.kept.settle, draft.session, wish)
        if fault is None and came:
            left = tuple(one for one in draft.brought.decisions if one not in came)
            draft.brought = WaiverFile(waivers=draft.brought.waivers, decisions=left)
        return fault

    def decisions(self, draft: Draft) -> tuple[Decision, ...]:
        """-> the office's or the session's, and those that came with the draft, the later ones last."""
        return (*self.kept.of(draft.session), *draft.brought.decisions)

    async def list_units(self, session: str, file: Path, name: str) -> Fault | None:
        """Read the list of units that are to send, for the session's tables -> what is wrong with it, else None."""
        made = await self._asked(session, Listing(file, name, self.settings.rules))
        if not isinstance(made, Units):
            return made if isinstance(made, Fault) else Fault(name, to_say("web.refused.inside"))
        self._units[session] = made
        return None

    def units(self, session: str) -> Units | None:
        """-> the session's own list of units, None where it has handed in none."""
        return self._units.get(session)

    async def waiver_file(self, draft: Draft) -> str | None:
        """-> the draft's own waiver file: as it came, with the decisions that hold now; None where it cannot be had."""
        seen = await self.seen(draft, draft.lang)
        if seen is None:
            return None
        own, keys = draft.folder / WAIVERS, {one.key for one in seen.used}
        idle = tuple(one for one in draft.brought.decisions if one.key not in keys)
        return as_yaml((*idle, *seen.used), own.read_text(encoding="utf-8-sig") if own.is_file() else "")

    def _rendering(self, draft: Draft, names: tuple[str, ...], lang: Lang) -> Rendering:
        waivers = (*self.kept.waivers(), *draft.brought.waivers)
        rules = self.settings.rules
        return Rendering(draft.folder, draft.name, names, lang, rules, self.decisions(draft), waivers)

    async def _asked(self, key: str, order: object) -> object:
        """-> what a process made of an order, None where it broke; that is told on standard error."""
        loop = asyncio.get_running_loop()
        ended = await loop.run_in_executor(self._painters, self._checks.call, key, order)
        if isinstance(ended, Failed):
            print(f"doichieu: {ended.error}: {ended.message}", file=sys.stderr)
            return None
        return ended.value

    @staticmethod
    def _weighed(draft: Draft) -> int:
        return LEAST + sum(path.stat().st_size for path in draft.folder.iterdir())

    def drop_all(self, session: str) -> None:
        """Forget all that a session has handed in."""
        for draft in self.of(session):
            self.drop(draft.key)
        self.kept.forget(session)
        self._units.pop(session, None)

    def drop(self, key: str) -> None:
        """Forget a draft: its check is stopped, its files are removed."""
        draft = self._drafts.pop(key, None)
        if draft is None:
            return
        if draft.task is not None:
            draft.task.cancel()
        self._leaving.append(draft.folder)
        self._clear()

    def sweep(self) -> None:
        """Drop what has been finished for longer than ``keep``."""
        self._clear()
        line = time.monotonic() - self.settings.keep
        for key in [d.key for d in self._drafts.values() if d.ended is not None and d.ended < line]:
            self.drop(key)

    async def close(self) -> None:
        tasks = [draft.task for draft in self._drafts.values() if draft.task is not None]
        for key in list(self._drafts):
            self.drop(key)
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._end_checks)
        self._leaving.append(self.root)
        self._clear()

    def _end_checks(self) -> None:
        """No check outlives the server, not even one that hangs."""
        self._checks.end()
        for threads in (self._threads, self._painters):
            threads.shutdown(cancel_futures=True)

    def _clear(self) -> None:
        for folder in self._leaving:
            shutil.rmtree(folder, ignore_errors=True)
        self._leaving = [folder for folder in self._leaving if folder.exists()]

    def _new(self, session: str, name: str, lang: Lang) -> Draft:
        draft = Draft(secrets.token_urlsafe(24), session, name, lang, self.new_folder())
        self._drafts[draft.key] = draft
        return draft

    async def _run(self, draft: Draft, order: Order) -> None:
        async with self._slots:
            draft.state, draft.stage = "running", "reading"
            ticket = Ticket(draft.comes_to)
            try:
                await self._ready.wait()
                outcome = await self._in_thread(self._checks.call, draft.key, order, ticket)
            except asyncio.CancelledError:
                ticket.take_back()
                raise
            except Exception as error:
                outcome = Failed(draft.key, "", type(error).__name__, verbatim(str(error)))
            self._end(draft, outcome.value if isinstance(outcome, Done) else self._fault(draft, outcome))

    async def _in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def _fault(self, draft: Draft, failed: Failed) -> Fault:
        """-> why a check gave nothing, for its sender; what is no fault of the draft is told on standard error too."""
        if failed.error == "timeout":
            return Fault(draft.name, to_say("web.fault.slow", n=round(self.settings.timeout)))
        if failed.error == "memory":
            return Fault(draft.name, to_say("web.fault.memory", n=self.settings.memory // 2**20))
        if failed.error == "crash":
            return Fault(draft.name, to_say("web.fault.dead"))
        print(f"doichieu: {failed.error}: {failed.message}", file=sys.stderr)
        return Fault(draft.name, to_say("web.fault.inside", name=failed.error))

    def _end(self, draft: Draft, result: Outcome | Fault) -> None:
        """Keep what the forms are made of; of what was not read, nothing."""
        draft.ended = time.monotonic()
        if isinstance(result, Fault):
            draft.state, draft.fault = "failed", result
        else:
            draft.state, draft.outcome = "done", result
            draft.brought = result.brought or draft.brought
        for path in draft.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif draft.state == "failed" or path.name not in KEPT:
                path.unlink(missing_ok=True)
        draft.size = self._weighed(draft)


def _copied(files: tuple[tuple[Path, str], ...], folder: Path, name: str) -> tuple[tuple[Path, str], ...]:
    """-> copies of files in a draft's folder, under numbers, with their senders' names."""
    copies = tuple((folder / f"{name}-{number}", given) for number, (_, given) in enumerate(files))
    for (path, _), (copy, _) in zip(files, copies, strict=True):
        shutil.copyfile(path, copy)
    return copies
