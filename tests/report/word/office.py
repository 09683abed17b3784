"""LibreOffice's own hand on tracked changes: a Basic macro in a profile of its own accepts or rejects all of a file."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Literal

_MACRO = """Sub Settle(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, kind())
  document.close(True)
End Sub"""
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">{}</script:module>'
)
_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def settled_by_office(path: Path, how: Literal["accept", "reject"], folder: Path) -> bytes:
    """-> the file as LibreOffice writes it with all its changes accepted or rejected."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    if not module.exists():  # made with the profile, at the first start
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
        words = _MACRO.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        module.write_text(_MODULE.format(words), encoding="utf-8")
    target = folder / f"{how}ed-{path.name}"
    call = f'macro:///Standard.Module1.Settle("{path.as_uri()}","{target.as_uri()}","{_COMMANDS[how]}")'
    subprocess.run([*command, "--invisible", call], check=True, capture_output=True, timeout=180)
    return target.read_bytes()
