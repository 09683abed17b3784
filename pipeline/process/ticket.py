"""What the one who asks for a job keeps of it while it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Ticket:
    """Hears the stages of one job (``listen``, in the thread that waits for it) and may take it back, from any thread.

    What is taken back is ended with all that it started, or never begun; who waits for it gets a CancelledError.
    """

    def __init__(self, listen: Callable[[str], None] = lambda stage: None) -> None:
        self.tell = listen
        self.taken_back = False
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None

    def take_back(self) -> None:
        """The job is wanted no longer. Does not wait for its end."""
        with self._lock:
            self.taken_back = True
            if self._stop is not None:
                self._stop()

    def under_way(self, stop: Callable[[], None]) -> None:
        """The job is being done; from now on ``stop`` ends it."""
        with self._lock:
            self._stop = stop
            if self.taken_back:
                stop()

    def over(self) -> None:
        """The job is done: nothing is left to be stopped."""
        with self._lock:
            self._stop = None
