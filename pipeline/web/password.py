"""One password for a page that other machines reach: kept as its argon2 hash alone, guessed only slowly."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field

SHORTEST = 10
_FREE = 5  # wrong words that cost nothing
_WAIT = 30.0  # seconds that each further one costs its sender, doubled every time
_LONGEST = 3600.0
_ALL_FREE = 30  # wrong words of all senders together within ``_LONGEST``
_REMEMBERED = 4096


def hashed(password: str) -> str:
    """-> what is written into the password's file: argon2id with the library's parameters (RFC 9106)."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def is_hash(words: str) -> bool:
    """Whether a file's words are such a hash."""
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        extract_parameters(words)
    except InvalidHashError:
        return False
    return True


def fits(password: str, wanted: str) -> bool:
    """Whether this is the password of a hash."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(wanted, password)
    except VerificationError:
        return False


@dataclass(slots=True)
class _Wrong:
    times: int = 0
    until: float = 0.0


@dataclass(slots=True)
class Guesses:
    """How often wrong passwords came from where; ``now`` is a time of ``time.monotonic``."""

    senders: OrderedDict[str, _Wrong] = field(default_factory=OrderedDict)
    all: list[float] = field(default_factory=list)

    def wait(self, sender: str, now: float | None = None) -> float:
        """-> the seconds before this sender may try again."""
        now = time.monotonic() if now is None else now
        self.all = [when for when in self.all if when > now - _LONGEST]
        own = self.senders.get(sender, _Wrong()).until - now
        everybody = self.all[-1] + _WAIT - now if len(self.all) >= _ALL_FREE else 0.0
        return max(own, everybody, 0.0)

    def wrong(self, sender: str, now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        found = self.senders.setdefault(sender, _Wrong())
        found.times += 1
        if found.times >= _FREE:
            found.until = now + min(_WAIT * 2 ** (found.times - _FREE), _LONGEST)
        self.senders.move_to_end(sender)
        self.all.append(now)
        if len(self.senders) > _REMEMBERED:
            self.senders.popitem(last=False)

    def right(self, sender: str) -> None:
        self.senders.pop(sender, None)
