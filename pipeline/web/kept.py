"""What was decided on the page: kept for a session while the server runs, or in the office's waiver file for all.

Whoever decides has seen a finding in some state; where it is in another by then, nothing is written and he is told.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.check.decisions import with_decision, without
from pipeline.check.keeping import change, kept_in
from pipeline.check.waivers import Waiver, WaiverFile
from pipeline.errors import DoichieuError
from pipeline.model import Decision
from pipeline.saying import Said, to_say
from pipeline.web.uploads import RefusedError

OPEN = "open"  # the state of a finding that nobody has decided
MOST = 5000  # decisions of one session
_LONGEST_NAME = 100

Decisions = tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """``one`` decision, or None to take one back; ``keys`` are what the finding and its decision are called by, and
    ``seen`` is the state in which the page showed it, "" where it is not told."""

    keys: tuple[str, ...]
    seen: str
    one: Decision | None


class _Overtaken(Exception):
    """Another has decided meanwhile: ``other``, or None where the decision was taken back."""

    def __init__(self, other: Decision | None) -> None:
        super().__init__()
        self.other = other


class Kept:
    """All decisions of one server, which several threads may ask and change."""

    def __init__(self, office: Path | None = None) -> None:
        """``office``: the file that all sessions' decisions go to. Raises RulesError where it cannot be read."""
        self.office = office
        self._sessions: dict[str, Decisions] = {}
        self._names: dict[str, str] = {}
        self._changing = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._file = WaiverFile()
        if office is not None:
            self._file = kept_in(office)
            self._stamp = _stamp(office)

    def of(self, session: str) -> Decisions:
        """-> the decisions that hold for a session, the later ones last."""
        return self._sessions.get(session, ()) if self.office is None else self._office().decisions

    def waivers(self) -> tuple[Waiver, ...]:
        """-> the office's waivers that people wrote."""
        return self._office().waivers

    def name(self, session: str) -> str:
        """-> the name that the one who decides gave, "" where he gave none."""
        return self._names.get(session, "")

    def named(self, session: str, name: str) -> str:
        """-> the name under which a session decides: the one given now, which is kept, else the one given before."""
        if given := " ".join(name.split())[:_LONGEST_NAME]:
            self._names[session] = given
        return self.name(session)

    def settle(self, session: str, wish: Wish) -> Said | None:
        """Keep a decision or take it back -> why that is not done, else None."""

        def wished(now: Decisions) -> Decisions:
            current = next((one for one in reversed(now) if one.key in wish.keys), None)
            if wish.seen and state_of(current) != wish.seen:
                raise _Overtaken(current)
            for key in wish.keys:
                now = without(now, key)
            return now if wish.one is None else with_decision(now, wish.one)

        try:
            self._change(session, wished)
        except _Overtaken as overtaken:
            return _told(overtaken.other)
        except DoichieuError as error:
            print(f"doichieu: {error}", file=sys.stderr)
            return to_say("web.office.fault", fault=error.said.alone)
        return None

    def forget(self, session: str) -> None:
        """Nothing of a session is kept; what it wrote into the office's file stays."""
        self._sessions.pop(session, None)
        self._names.pop(session, None)

    def _change(self, session: str, how: Callable[[Decisions], Decisions]) -> None:
        if self.office is not None:
            change(self.office, how)
            return
        with self._changing:
            after = how(self.of(session))
            if len(after) > MOST:
                raise RefusedError(413, "web.refused.decisions", n=MOST)
            self._sessions[session] = after

    def _office(self) -> WaiverFile:
        """-> the office's file, read anew where somebody else has written to it; as it was while it cannot be read."""
        if self.office is not None and (stamp := _stamp(self.office)) != self._stamp:
            try:
                self._file, self._stamp = kept_in(self.office), stamp
            except DoichieuError:
                return self._file
        return self._file


def state_of(one: Decision | None) -> str:
    """-> a few letters that are others once a finding is decided otherwise."""
    return OPEN if one is None else hashlib.sha256(repr(one).encode()).hexdigest()[:12]


def _told(other: Decision | None) -> Said:
    if other is None:
        return to_say("web.overtaken.undone")
    words = other.text if other.choice != "dismissed" else other.reason
    who = f" ({other.who})" if other.who else ""
    return to_say(f"web.overtaken.{other.choice}", who=who, words=words or "")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
