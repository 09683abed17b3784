"""A form with files, taken in as it streams: nothing over a limit is kept, no file bears its sender's name."""

from __future__ import annotations

import asyncio
import contextlib
import unicodedata
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from pipeline.saying import Value, to_say
from pipeline.web.settings import DRAINED, MOST_PARENTS, MOST_WORDS, PATIENCE, Settings

_LONGEST_NAME = 150
_MOST_FIELDS = 50
_FIELDS = ("draft", "parent", "old", "new", "units")  # those that bring files


class RefusedError(Exception):
    """A whole request that is turned away: its status and why."""

    def __init__(self, status: int, key: str, **values: Value) -> None:
        super().__init__(key)
        self.status, self.said = status, to_say(key, **values)


@dataclass(slots=True)
class Upload:
    """One file of a form. ``name`` is to be shown, never a path; ``size`` counts what came, also where not kept."""

    field: str
    name: str
    path: Path
    size: int = 0
    too_large: bool = False


@dataclass(slots=True)
class Form:
    """The fields and files of one form, in order."""

    values: dict[str, list[str]] = field(default_factory=dict)
    files: list[Upload] = field(default_factory=list)

    def one(self, name: str) -> str:
        return self.values.get(name, [""])[-1]


def shown_name(given: str) -> str:
    """-> a file's name fit to be shown: its last part, without letters that are not seen or turn the line round."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip()
    if len(seen) > _LONGEST_NAME:
        stem, dot, suffix = seen.rpartition(".")
        seen = f"{stem[: _LONGEST_NAME - 12]}…{dot}{suffix[:10]}" if dot else seen[:_LONGEST_NAME]
    return seen if seen.strip(". ") else "?"


async def small_form(request: Request) -> Form:
    """-> the fields of a form without files. Raises RefusedError."""
    body = b""
    async for chunk in _in_time(request.stream()):
        body += chunk
        if len(body) > MOST_WORDS:
            raise RefusedError(413, "web.refused.form")
    try:
        return Form(parse_qs(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise RefusedError(400, "web.refused.form") from None


async def take_in(
    request: Request, folder: Path, settings: Settings, admit: Callable[[Form], bool], weigh: Callable[[int], None]
) -> Form:
    """-> the form of ``request``, its files in ``folder`` under numbers.

    ``admit`` is asked before the first file is written, and for a form without files at its end; ``weigh`` hears the
    bytes as they come. Raises RefusedError, also what ``weigh`` raises.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise RefusedError(415, "web.refused.form")
    parts = _Parts(folder, settings, admit)
    stream = request.stream()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": parts.begin,
                "on_header_field": parts.header_field,
                "on_header_value": parts.header_value,
                "on_header_end": parts.header_end,
                "on_headers_finished": parts.opened,
                "on_part_data": parts.data,
                "on_part_end": parts.end,
                "on_end": parts.finish,
            },
        )
        async for chunk in _in_time(stream):
            parts.weigh(len(chunk))
            weigh(len(chunk))
            parser.write(chunk)
        if not parts.finished:
            raise RefusedError(400, "web.refused.form")
        if not admit(parts.form):
            raise RefusedError(403, "web.refused.token")
    except FormParserError:
        await _drain(stream)
        raise RefusedError(400, "web.refused.form") from None
    except RefusedError:
        await _drain(stream)
        raise
    except ClientDisconnect:
        raise RefusedError(400, "web.refused.form") from None
    finally:
        parts.close()
    return parts.form


async def _in_time(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                chunk = await anext(stream, None)
        except TimeoutError:
            raise RefusedError(408, "web.refused.slow") from None
        if chunk is None:
            return
        yield chunk


async def _drain(stream: AsyncIterator[bytes]) -> None:
    """Read on for a while and keep nothing: a browser that is still sending does not hear an answer."""
    left = DRAINED
    with contextlib.suppress(RefusedError, ClientDisconnect):
        async for chunk in _in_time(stream):
            left -= len(chunk)
            if left < 0:
                return


class _Parts:
    """What the parser calls, part by part."""

    def __init__(self, folder: Path, settings: Settings, admit: Callable[[Form], bool]) -> None:
        self.form = Form()
        self.finished = False
        self._folder, self._settings, self._admit = folder, settings, admit
        self._came = self._words = 0
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value = b"", b""
        self._field: str | None = None
        self._file: Upload | None = None
        self._out: BinaryIO | None = None
        self._held = bytearray()

    def weigh(self, size: int) -> None:
        self._came += size
        if self._came > self._settings.most_bytes:
            raise RefusedError(413, "web.refused.heavy", size=self._settings.most_bytes // 2**20)

    def begin(self) -> None:
        self._headers, self._field, self._file, self._held = {}, None, None, bytearray()

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def opened(self) -> None:
        kind, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        given = options.get(b"filename")
        if kind != b"form-data" or not name:
            raise RefusedError(400, "web.refused.form")
        if given is None:
            self._field = name
            return
        if name not in _FIELDS:
            raise RefusedError(400, "web.refused.form")
        if not self.form.files and not self._admit(self.form):
            raise RefusedError(403, "web.refused.token")
        shown = shown_name(given.decode("utf-8", "replace"))
        self._file = Upload(name, shown, self._folder / str(len(self.form.files)))

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            self._words += end - start
            if self._words > MOST_WORDS:
                raise RefusedError(413, "web.refused.form")
            self._held += data[start:end]
            return
        upload = self._file
        if self._out is None and not upload.too_large:
            self._count(upload)
            self._out = upload.path.open("xb")
        upload.size += end - start
        if self._out is not None and upload.size > self._settings.max_size:
            self.close()
            upload.path.unlink()
            upload.too_large = True
        if self._out is not None:
            self._out.write(data[start:end])

    def end(self) -> None:
        if self._field is not None:
            self.form.values.setdefault(self._field, []).append(self._held.decode("utf-8", "replace"))
        elif self._file is not None and self._file.size == 0 and self._file.name != "?":
            self._count(self._file)  # an empty file; a form's button that was not used brings no name either
            self._file.path.touch()
        self.close()

    def _count(self, upload: Upload) -> None:
        most = {"draft": self._settings.max_files, "parent": MOST_PARENTS}.get(upload.field, 1)
        if sum(known.field == upload.field for known in self.form.files) >= most:
            key = {"draft": "drafts", "parent": "parents", "units": "units"}.get(upload.field, "two")
            raise RefusedError(413, f"web.refused.{key}", n=most)
        self.form.files.append(upload)

    def finish(self) -> None:
        self.finished = True

    def close(self) -> None:
        if self._out is not None:
            self._out.close()
            self._out = None
