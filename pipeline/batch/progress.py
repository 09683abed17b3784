"""How far a run has come: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.knowledge.messages import Messages

if TYPE_CHECKING:
    from pipeline.batch.run import Report

_EVERY = 10.0  # seconds between two plain lines


class Progress:
    """A context; called with the report as documents come back."""

    def __init__(self, say: Messages, stream: TextIO) -> None:
        self._say, self._stream = say, stream
        self._bar: Any = None
        self._task: Any = None
        self._began = self._told = time.monotonic()

    def __enter__(self) -> Progress:
        if self._stream.isatty():
            self._bar = _bar(self._stream)
            self._bar.start()
            self._task = self._bar.add_task(self._say("ingest.looking"), total=None, rate="", failed="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, report: Report) -> None:
        now, done, whole = time.monotonic(), report.finished, len(report.plan.todo)
        if done == 0:
            self._began = self._told = now
        rate = done / (now - self._began) if now > self._began else 0.0
        if self._bar is not None:
            words = self._say("ingest.rate", rate=f"{rate:.1f}") if done else ""
            failed = self._say("ingest.failed", n=report.failed) if report.failed else ""
            pages = self._say("ingest.pages", pages=report.pages) if report.pages else ""
            self._bar.update(self._task, total=whole, completed=done, description=pages, rate=words, failed=failed)
        elif report.pages:
            if now - self._told >= _EVERY:
                self._told = now
                print(self._say("ingest.pages", pages=report.pages), file=self._stream, flush=True)
        elif whole and done and (now - self._told >= _EVERY or done == whole):
            self._told = now
            left = time.strftime("%H:%M:%S", time.gmtime((whole - done) / rate)) if rate else "?"
            line = self._say(
                "ingest.progress", done=done, all=whole, rate=f"{rate:.1f}", left=left, failed=report.failed
            )
            print(line, file=self._stream, flush=True)


def _bar(stream: TextIO) -> Any:
    from rich import progress
    from rich.console import Console

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("[red]{task.fields[failed]}"),
        console=Console(file=stream),
        transient=True,
    )
