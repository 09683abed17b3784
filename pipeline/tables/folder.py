"""A folder on this machine or at any fsspec address whose files appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import DoichieuError
from pipeline.extras import need
from pipeline.files import write_whole
from pipeline.saying import system_fault


class StorageError(DoichieuError):
    """A place that cannot be opened, read or written, with the reason in one line."""


def open_address(address: str) -> tuple[Any, str]:
    """-> (fsspec file system, path in it). Raises StorageError for an unknown protocol or one without its package."""
    need("parquet")
    from fsspec.core import url_to_fs

    try:
        found, path = url_to_fs(address)
    except ImportError as error:
        raise StorageError(address, "tables.no_protocol_package", words=str(error)) from None
    except ValueError:
        raise StorageError(address, "tables.unknown_protocol") from None
    return found, str(path)


def is_local(address: str) -> bool:
    """Whether the address is a path of this machine (``C:\\plans`` too), not ``s3://…`` or the like."""
    return address.startswith(("file://", "local://")) or "://" not in address


class Folder:
    """``name`` is always a path below the folder, with "/" between its parts."""

    def __init__(self, address: str | Path) -> None:
        self.address = str(address)
        self.local = is_local(self.address)
        self.path = Path(self.address.partition("://")[2] or self.address)
        self.fs: Any = None
        self.root = ""
        if not self.local:
            self.fs, self.root = open_address(self.address)

    def full(self, name: str) -> str:
        """-> the file's path in its file system."""
        return str((self.path / name).absolute()) if self.local else f"{self.root}/{name}"

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError where there is none, StorageError where it cannot be read."""
        try:
            return (self.path / name).read_bytes() if self.local else bytes(self.fs.cat_file(self.full(name)))
        except (FileNotFoundError, NotADirectoryError):
            raise FileNotFoundError(name) from None
        except OSError as error:
            raise StorageError(f"{self.address}/{name}", "read.closed", why=system_fault(error)) from None

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write a file in one piece or in many. Raises StorageError; a file that was there before is then as it was,
        and nothing half-written is left.
        """
        pieces = [data] if isinstance(data, bytes) else data
        try:
            if self.local:
                write_whole(self.path / name, pieces, make_folder=True)
            else:
                self.fs.makedirs(self.full(name).rpartition("/")[0], exist_ok=True)
                self.fs.pipe_file(self.full(name), b"".join(pieces))  # an object is put as a whole
        except OSError as error:
            raise StorageError(f"{self.address}/{name}", "tables.unwritable", why=system_fault(error)) from None

    def holds(self, name: str, data: bytes) -> bool:
        """Whether the file is there with exactly this content."""
        try:
            return self.read(name) == data
        except FileNotFoundError:
            return False

    def digest(self, name: str) -> str:
        """-> the SHA-256 of the file's content, "" where there is none."""
        made = sha256()
        try:
            with (self.path / name).open("rb") if self.local else self.fs.open(self.full(name), "rb") as file:
                while chunk := file.read(1 << 20):
                    made.update(chunk)
        except OSError:
            return ""
        return made.hexdigest()

    def delete(self, name: str) -> None:
        """What is not there is no fault."""
        with suppress(OSError):
            if self.local:
                (self.path / name).unlink()
            else:
                self.fs.rm_file(self.full(name))

    def delete_empty(self, below: str) -> None:
        """Delete a folder that holds nothing; object stores have none."""
        if self.local:
            with suppress(OSError):
                (self.path / below).rmdir()

    def names(self, below: str) -> list[str]:
        """-> the names of the files right below a folder, sorted; none where it does not exist."""
        return self._list(below, folders=False)

    def folders(self, below: str) -> list[str]:
        """-> the names of the folders right below a folder, sorted; none where it does not exist."""
        return self._list(below, folders=True)

    def _list(self, below: str, *, folders: bool) -> list[str]:
        try:
            if self.local:
                return sorted(one.name for one in os.scandir(self.path / below) if one.is_dir() == folders)
            self.fs.invalidate_cache()
            found = self.fs.ls(self.full(below), detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise StorageError(f"{self.address}/{below}", "read.closed", why=system_fault(error)) from None
        named = (str(one["name"]).rstrip("/").rpartition("/")[2] for one in found if one["type"] == _TYPES[folders])
        return sorted(named)


_TYPES = {True: "directory", False: "file"}
