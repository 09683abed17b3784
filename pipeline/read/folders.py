"""Which files of a folder are somebody's documents and which a machine put there."""

from __future__ import annotations

_MACHINE = frozenset(("thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"))
_WAIVERS = (".waivers.yaml", ".waivers.yml")
_ENDINGS = (".tmp", ".part", ".crdownload", *_WAIVERS)


def is_waiver_file(name: str) -> bool:
    """Whether a file of this name is one of waivers and decisions."""
    return name.lower().endswith(_WAIVERS)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no document: hidden, a lock of Word or LibreOffice, half a download,
    what a file manager keeps for itself, or the waivers that lie beside a draft.
    """
    return name.startswith((".", "~$")) or name.lower() in _MACHINE or name.lower().endswith(_ENDINGS)
