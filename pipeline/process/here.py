"""Jobs done in the program's own process: where no process can be forked, and for tests."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from typing import Any

from pipeline.process import stage
from pipeline.process.answer import attempt
from pipeline.process.job import Done, Failed, Terms
from pipeline.process.ticket import Ticket


class Here:
    """One job at a time, without limits; a job that is taken back goes on, and its outcome is thrown away."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._lock = threading.Lock()
        self._warm = False

    def warm(self) -> None:
        """Warm up, if that was not done."""
        with self._lock:
            if not self._warm:
                self._terms.warm_up()
                self._warm = True

    def call(self, key: str, payload: Any, ticket: Ticket | None = None) -> Done[Any] | Failed:
        """Do one job. Raises what warming up raises, and CancelledError where it was taken back."""
        self.warm()
        with self._lock:
            if ticket is not None and ticket.taken_back:
                raise CancelledError
            stage.begin(None if ticket is None else ticket.tell)
            outcome = attempt(self._terms.work, key, payload)
        if ticket is not None and ticket.taken_back:
            raise CancelledError
        return outcome

    def end(self) -> None:
        """Nothing has to be ended."""
