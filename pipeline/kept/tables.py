"""Tables of plain data that one start of the program leaves to the next.

A table lies in the ``__pycache__`` of this package (or where ``PYTHONPYCACHEPREFIX`` puts that), for this interpreter
alone, and is not written where bytecode is not: a folder that may only be read, ``PYTHONDONTWRITEBYTECODE``. Each key
holds all that its value was made from, so that no value is ever behind: changed words are another key. Where there is
no table, or a damaged one, everything is worked out as if none had ever been.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path

_MOST = 4096  # entries: beyond them those go that this start had no use for
_DIGEST = 16
_DATA = (("datetime", "date"), ("datetime", "datetime"))  # what YAML makes besides texts, numbers, lists and mappings


class Table:
    """Plain data (texts, bytes, numbers, days, tuples, lists, dicts of them) by key, from one start to the next.

    ``version`` is that of whatever makes the values, besides this interpreter.
    """

    def __init__(self, name: str, version: str) -> None:
        self._name = name
        self._seal = f"{sys.version} {version}".encode()
        self._before: dict[str, bytes] | None = None  # None: not yet read
        self._new: dict[str, bytes] = {}
        self._used: set[str] = set()
        _TABLES.append(self)

    def get(self, key: str) -> object | None:
        """-> the value of ``key``, each time a new object; None where none is kept."""
        if self._before is None:
            self._before = self._read()
        found = self._before.get(key)
        if found is None:
            return None
        self._used.add(key)
        with contextlib.suppress(pickle.UnpicklingError):
            value: object = _Plain(io.BytesIO(found)).load()
            return value
        return None

    def put(self, key: str, value: object) -> None:
        """Keep ``value`` for the starts to come, once ``save`` is called."""
        if is_kept():
            self._new[key] = pickle.dumps(value, protocol=5)

    def save(self) -> None:
        """Write what is new, in one step, beside what others may have written since."""
        file = self._file()
        if not self._new or file is None:
            return
        entries = self._read() | self._new
        if len(entries) > _MOST:
            entries = {key: value for key, value in entries.items() if key in self._used or key in self._new}
        body = pickle.dumps(entries, protocol=5)
        passing = file.with_name(f"{file.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                passing.write_bytes(self._sealed(body) + body)
                passing.replace(file)
            finally:
                passing.unlink(missing_ok=True)
        self._new = {}

    def _read(self) -> dict[str, bytes]:
        """-> what is kept; nothing where the file is absent, damaged, or another version's."""
        file = self._file()
        if file is None:
            return {}
        try:
            data = file.read_bytes()
            if data[:_DIGEST] != self._sealed(data[_DIGEST:]):
                return {}
            entries = _Plain(io.BytesIO(data[_DIGEST:])).load()
        except (OSError, pickle.UnpicklingError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def _file(self) -> Path | None:
        try:
            beside = Path(cache_from_source(__file__))
        except NotImplementedError:  # an interpreter that keeps no bytecode
            return None
        return beside.with_name(f"{self._name}.{sys.implementation.cache_tag}.kept")

    def _sealed(self, body: bytes) -> bytes:
        return blake2b(body, digest_size=_DIGEST, key=blake2b(self._seal).digest()).digest()


_TABLES: list[Table] = []


class _Plain(pickle.Unpickler):
    """Reads data alone: nothing that it names is called, days excepted."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) in _DATA:
            found: type = super().find_class(module, name)
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def is_kept() -> bool:
    """Whether this start may write anything for the next one."""
    return not sys.dont_write_bytecode


def save_all() -> None:
    """Write the tables that have something new. For whoever has just done the work of a call."""
    if is_kept():
        for table in _TABLES:
            table.save()
