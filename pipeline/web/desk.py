"""The drafts that were handed in: each waits, is checked in its own process, keeps its results a while, and goes."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pebble import ProcessExpired, ProcessFuture, concurrent

from pipeline.model import Lang
from pipeline.saying import to_say
from pipeline.web.settings import MOST_KEPT, Settings
from pipeline.web.uploads import RefusedError
from pipeline.web.worker import RESULTS, STAGE_FILE, STAGES, Fault, Order, Outcome, Stage, review_draft

State = Literal["waiting", "running", "done", "failed"]
_GRACE = 2.0  # seconds that a process has to end by itself
_PRELOADED = "pipeline.web.preloaded"


@dataclass(slots=True)
class Draft:
    """One draft and where it stands. ``key`` is its unguessable address; ``ended`` a time of ``time.monotonic``."""

    key: str
    session: str
    name: str
    lang: Lang
    folder: Path
    state: State = "waiting"
    outcome: Outcome | None = None
    fault: Fault | None = None
    ended: float | None = None
    task: asyncio.Task[None] | None = None

    @property
    def stage(self) -> Stage:
        if self.state == "waiting":
            return "waiting"
        with contextlib.suppress(OSError):
            told = (self.folder / STAGE_FILE).read_text()
            return next((stage for stage in STAGES if stage == told), "reading")
        return "reading"


class Desk:
    """All drafts of one run of the server. Lives on one event loop; ``close`` leaves nothing on the disk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.root = Path(tempfile.mkdtemp(prefix="doichieu-serve-"))  # 0700, by mkdtemp's promise
        self._drafts: dict[str, Draft] = {}
        self._leaving: list[Path] = []  # folders that are to go
        self._slots = asyncio.Semaphore(settings.jobs)
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload([_PRELOADED])

    def new_folder(self) -> Path:
        """-> an empty folder of its own, under a name that nobody gave."""
        return Path(tempfile.mkdtemp(dir=self.root))

    async def warm(self) -> None:
        """Start the server of forks before the first draft comes."""
        await self._in_process(_nothing, 60.0)

    def room_for(self, count: int) -> None:
        """Make room by dropping the oldest finished drafts. Raises RefusedError where too many are unfinished."""
        finished = sorted((d for d in self._drafts.values() if d.ended is not None), key=lambda d: d.ended or 0.0)
        surplus = len(self._drafts) + count - MOST_KEPT
        if surplus > len(finished):
            raise RefusedError(503, "web.refused.busy")
        for draft in finished[: max(surplus, 0)]:
            self.drop(draft.key)

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
    ) -> Draft:
        """Take one draft's file (and its parents') over and put it in the queue."""
        draft = self._new(session, name, lang)
        own = draft.folder / "draft"
        file.rename(own)
        copies = []
        for number, (path, parent) in enumerate(parents):
            copy = draft.folder / f"parent-{number}"
            shutil.copyfile(path, copy)
            copies.append((copy, parent))
        settings = self.settings
        order = Order(
            draft.folder, (own, name), tuple(copies), against, as_of, date.today(), lang, settings.rules,
            settings.timeout, settings.max_size,
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
        await asyncio.to_thread(_end_processes)
        self._leaving.append(self.root)
        self._clear()

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
            draft.state = "running"
            try:
                self._end(draft, await self._in_process(review_draft, self.settings.timeout, order))
            except Exception as error:
                self._end(draft, self._fault(draft, error))

    async def _in_process(self, work: Any, seconds: float, *arguments: object) -> Any:
        """Run ``work`` in a fresh process; where this is cancelled, or ``seconds`` are over, the process is ended."""
        # pebble declares "mp_context" and asks for "context"; without either it would fork this very process
        options: dict[str, Any] = {"timeout": seconds, "context": self._context, "mp_context": self._context}
        start: Callable[..., ProcessFuture[Any]] = concurrent.process(**options)(work)  # type: ignore[no-untyped-call]
        future = await asyncio.to_thread(start, *arguments)
        return await asyncio.wrap_future(future)

    def _fault(self, draft: Draft, error: BaseException) -> Fault:
        if isinstance(error, TimeoutError):
            return Fault(draft.name, to_say("web.fault.slow", n=round(self.settings.timeout)))
        if isinstance(error, ProcessExpired):
            return Fault(draft.name, to_say("web.fault.dead"))
        print(f"doichieu: {type(error).__name__}: {error}", file=sys.stderr)
        return Fault(draft.name, to_say("web.fault.inside", name=type(error).__name__))

    def _end(self, draft: Draft, result: Outcome | Fault) -> None:
        """Keep the results, and of what was handed in nothing."""
        draft.ended = time.monotonic()
        if isinstance(result, Fault):
            draft.state, draft.fault = "failed", result
        else:
            draft.state, draft.outcome = "done", result
        for path in draft.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif draft.state == "failed" or path.name not in RESULTS:
                path.unlink(missing_ok=True)


def _end_processes() -> None:
    """No check outlives the server, not even one that hangs."""
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    until = time.monotonic() + _GRACE
    for child in children:
        child.join(max(0.0, until - time.monotonic()))
        if child.is_alive():
            child.kill()
            child.join(_GRACE)


def _nothing() -> None:
    """What a process does that only has to be there."""
