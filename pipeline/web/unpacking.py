"""A zip of drafts taken apart: each file under a number, within the same bounds as files sent one by one.

What its directory says of sizes and paths is not believed: bytes are counted as they come, and a name is only shown.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

from pipeline.read.folders import is_passed_over, is_waiver_file
from pipeline.web.settings import Settings
from pipeline.web.uploads import RefusedError, Upload, shown_name

_CHUNK = 1 << 20
_UTF8 = 0x800
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_OFFICE = ("[content_types].xml", "mimetype", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files, and not one of Word, Excel or OpenDocument, which are zips too."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        with zipfile.ZipFile(path) as archive:
            return not any(entry.filename.lower() in _OFFICE for entry in archive.infolist()[:200])
    except _FAULTS:
        return False


def unpacked(upload: Upload, folder: Path, settings: Settings, room: int) -> list[Upload]:
    """-> the files in an archive, at most ``room``; one beyond the size of a file is marked so and not kept.

    Passed over are folders, links, and what no person wrote (``__MACOSX``, ``Thumbs.db``, ``~$``). Archives within it
    stay files, which are then told to be none that can be read. Raises RefusedError.
    """
    found: list[Upload] = []
    whole = 0
    try:
        with zipfile.ZipFile(upload.path) as archive:
            for entry in archive.infolist():
                name = _name(entry)
                if entry.is_dir() or _is_link(entry) or _nobody_wrote(name):
                    continue
                if len(found) >= room:
                    raise RefusedError(413, "web.refused.drafts", n=settings.max_files)
                one = Upload(upload.field, shown_name(name), folder / f"{upload.path.name}-{len(found)}")
                whole += _copied(archive, entry, one, settings.max_size)
                if whole > settings.most_bytes:
                    raise RefusedError(413, "web.refused.heavy", size=settings.most_bytes // 2**20)
                found.append(one)
    except _FAULTS:
        raise RefusedError(400, "web.refused.archive", name=upload.name) from None
    if not found:
        raise RefusedError(400, "web.refused.empty_archive", name=upload.name)
    return found


def _copied(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, one: Upload, most: int) -> int:
    """-> how many bytes came out; reading ends where a file is too large, whatever more is in it."""
    with archive.open(entry) as source, one.path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            one.size += len(chunk)
            if one.size > most:
                one.too_large = True
                break
            target.write(chunk)
    if one.too_large:
        one.path.unlink()
    return one.size


def _name(entry: zipfile.ZipInfo) -> str:
    """-> the name as its writer meant it: Windows writes UTF-8 often without saying so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _nobody_wrote(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(is_passed_over(part) for part in parts if part.strip(".") and not is_waiver_file(part))


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)
