"""A file that is written whole or not at all, whoever reads it meanwhile and whenever the power fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[bytes], *, make_folder: bool = False) -> None:
    """Write ``pieces`` to a file: bytes and then the name reach the disk, in this order. Raises OSError, and then the
    file is as it was; what may be done with a file that was there may be done with the new one."""
    if make_folder:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            shutil.copymode(path, draft)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
