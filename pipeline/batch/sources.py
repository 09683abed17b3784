"""Where the documents are: folders of this machine or of any fsspec address, listed in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pipeline.read.folders import is_passed_over
from pipeline.saying import Said, system_fault, to_say
from pipeline.tables.folder import StorageError, is_local, open_address
from pipeline.tables.stored import has_state

_CHUNK = 1 << 20
_THREADS = 8  # what waits for a disk or a network, not for a core


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be a document: where it is opened and how it is named in tables."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or folder whose content cannot be had."""

    name: str
    error: str
    said: Said


def list_sources(addresses: Sequence[str], *, follow: bool = False) -> Iterator[Source | Unread]:
    """-> every file below the addresses once, what cannot be listed as Unread.

    Passed over: what nobody wrote (``is_passed_over``), what is neither file nor folder, folders that an ingest
    wrote, and a folder that symbolic links have led to before. A link that leads out of all the folders given is
    Unread unless they are to be ``follow``ed. The addresses are there (``require``).
    """
    seen: set[str] = set()
    within = None if follow else tuple(os.path.realpath(root_name(a)) for a in addresses if is_local(a))
    for address in addresses:
        for found in _local(address, within) if is_local(address) else _remote(address):
            if found.name not in seen:
                seen.add(found.name)
                yield found


def require(address: str, output: str) -> None:
    """Raises StorageError where there is neither a folder nor a file, where it cannot be told, or where the folder is
    one of tables and not of documents.
    """
    try:
        if is_local(address):
            root = root_name(address)
            found, taken = os.path.exists(root), has_state(os.path.isfile, root)
        else:
            files, root = open_address(address)
            found, taken = files.isfile(root) or files.isdir(root), has_state(files.isfile, root)
    except OSError as error:
        raise StorageError(address, "read.closed", why=system_fault(error)) from None
    if taken or _place(address) == _place(output):
        raise StorageError(address, "sources.tables")
    if not found:
        raise StorageError(address, "sources.missing")


def _place(address: str) -> str:
    return os.path.realpath(root_name(address)) if is_local(address) else root_name(address)


def root_name(address: str) -> str:
    """-> what the names of the sources below an address begin with."""
    if is_local(address):
        return str(Path(address.partition("://")[2] or address))
    files, path = open_address(address)
    return str(files.unstrip_protocol(path))


def _local(address: str, within: Sequence[str] | None) -> Iterator[Source | Unread]:
    root = root_name(address)
    if os.path.isfile(root):
        yield _source(root)
    else:
        yield from _below(root, set(), within)


def _below(folder: str, visited: set[tuple[int, int]], within: Sequence[str] | None) -> Iterator[Source | Unread]:
    try:
        own = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unread(folder, error)
        return
    if (own.st_dev, own.st_ino) in visited or has_state(os.path.isfile, folder):
        return
    visited.add((own.st_dev, own.st_ino))
    for entry in entries:
        path = os.path.join(folder, entry.name) if folder != "." else entry.name
        if is_passed_over(entry.name):
            continue
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            yield _unread(path, error)
            continue
        if within is not None and entry.is_symlink() and not _lies_in(os.path.realpath(path), within):
            yield Unread(_shown(path), "LinkError", to_say("sources.leads_out", _shown(path)))
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, visited, within)
        elif stat.S_ISREG(mode):
            yield _source(path)


def _lies_in(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)


def _source(path: str) -> Source:
    return Source(path, _shown(path))


def _shown(path: str) -> str:
    """A path as UTF-8: bytes of a name that are none are shown as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _unread(path: str, error: OSError) -> Unread:
    return _closed(_shown(path), _shown(path), error)


def _closed(name: str, about: str, error: OSError) -> Unread:
    return Unread(name, type(error).__name__, to_say("read.closed", about, why=system_fault(error)))


def _remote(address: str) -> Iterator[Source | Unread]:
    files, root = open_address(address)
    if files.isfile(root):
        yield Source(root_name(address), root_name(address))
    else:
        yield from _remote_below(files, root.rstrip("/"))


def _remote_below(files: Any, folder: str) -> Iterator[Source | Unread]:
    """fsspec's own walk leaves folders out in silence that it cannot list."""
    try:
        entries = sorted(files.ls(folder, detail=True), key=lambda entry: str(entry["name"]))
        if has_state(files.isfile, folder):
            return
    except OSError as error:
        yield _closed(files.unstrip_protocol(folder), folder, error)
        return
    for entry in entries:
        path = str(entry["name"]).rstrip("/")
        if path == folder or is_passed_over(path.rpartition("/")[2]):
            continue
        if entry["type"] == "directory":
            yield from _remote_below(files, path)
        elif entry["type"] == "file":
            full = str(files.unstrip_protocol(path))
            yield Source(full, full)


def open_source(address: str) -> IO[bytes]:
    """Open a source for basis. Raises OSError and StorageError."""
    if is_local(address):
        return open(address.partition("://")[2] or address, "rb")
    files, path = open_address(address)
    opened: IO[bytes] = files.open(path, "rb")
    return opened


def hashed(sources: Iterator[Source | Unread]) -> Iterator[tuple[Source, str] | Unread]:
    """-> each source with the SHA-256 of its content, in the same order; some are read at once."""
    with ThreadPoolExecutor(_THREADS) as threads:
        while window := list(islice(sources, _THREADS * 16)):
            waiting: list[Future[tuple[Source, str] | Unread] | Unread] = [
                one if isinstance(one, Unread) else threads.submit(_hash, one) for one in window
            ]
            for found in waiting:
                yield found.result() if isinstance(found, Future) else found


def _hash(source: Source) -> tuple[Source, str] | Unread:
    digest = sha256()
    try:
        with open_source(source.address) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        return _closed(source.name, source.name, error)
    return source, digest.hexdigest()
