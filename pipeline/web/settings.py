"""What the one who starts the web page may set, and the bounds that nobody may."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.limits import Limits
from pipeline.model import Lang

MOST_PARENTS = 5  # files of parents in one upload
LEAST = 1 << 16  # bytes that a draft counts as at least, kept or refused
MOST_WORDS = 1 << 18  # bytes of all fields of a form that are not files
MOST_LETTERS = 10_000  # of what is written in a finding's stead, and of a reason
PATIENCE = 60.0  # seconds that an upload may stand still
SLACK = 1 << 20  # bytes of an upload beside its files: fields, boundaries, headers
DRAINED = 1 << 28  # bytes of a refused upload that are read and thrown away, so that the browser hears the answer


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes in bytes, times in seconds. ``keep``: how long a finished review stays; ``share``: what one session's
    drafts and reviews may take on the disk, ``room`` those of all (at most half of what is free at the start).

    ``jobs`` drafts are checked at a time, each in a process of its own, within ``timeout`` and ``memory`` (beyond what
    every check takes); 0 checks them in the program's own process, one at a time and without these two bounds.
    """

    host: str = "127.0.0.1"
    port: int = 8642
    max_size: int = 30 * 2**20
    max_files: int = 300
    timeout: float = 300.0
    memory: int = Limits().memory
    jobs: int = 2 if os.name == "posix" else 0
    keep: float = 2 * 3600.0
    share: int = 2 * 2**30
    room: int = 8 * 2**30
    lang: Lang = "vi"
    rules: Path | None = None
    token: str | None = None  # what another program says to be answered; None: no program is
    password: str | None = None  # its hash; None: whoever reaches the page may use it
    waivers: Path | None = None  # the office's file that decisions go to; None: they end with their session
    names: tuple[str, ...] = ()  # by which a server before this one is called

    @property
    def most_bytes(self) -> int:
        """-> what a whole upload may weigh."""
        return min(self.max_size * (self.max_files + MOST_PARENTS), self.share) + SLACK
