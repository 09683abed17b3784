"""A visitor of a real ``doichieu serve``: the process is started as a user starts it, and spoken to through sockets."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.tools.places import ROOT

BOUNDARY = "----doichieu-test"


@dataclass
class Server:
    """A running server: its process, its port, and the folder that its temporary files lie in."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    @property
    def private(self) -> Path:
        (found,) = self.folder.glob("doichieu-serve-*")
        return found


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """A server of its own process on a free port of 127.0.0.1; ended by Ctrl-C's signal."""
    command = [sys.executable, "-m", "pipeline", "serve", "--port", "0", *options]
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline()
        found = re.search(r":(\d+)/$", address.strip())
        assert found, process.stderr.read() if process.stderr else ""
        yield Server(process, int(found[1]), folder)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """A browser with cookies and no script."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, sent)
        given = connection.getresponse()
        for name, value in given.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        answer = Answer(given.status, {k.lower(): v for k, v in given.getheaders()}, given.read())
        connection.close()
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def token(self) -> str:
        found = re.search('name="token" value="([0-9a-f]+)"', self.get("/").text)
        assert found
        return found[1]

    def send(self, *drafts: tuple[str, bytes], fields: Sequence[tuple[str, str]] = (), **headers: str) -> Answer:
        """Hand in drafts as the page's form does."""
        words = [("token", self.token()), *fields]
        return self.post("/drafts", form(words, [("draft", *draft) for draft in drafts]), **headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        kind = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self.ask("POST", path, body, **{**kind, **headers})

    def waited(self, address: str) -> dict[str, Any]:
        """-> how a draft stands when it is done."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            now: dict[str, Any] = json.loads(self.get(f"{address}/status").body)
            if now["ended"]:
                return now
            time.sleep(0.1)
        raise AssertionError(f"{address} is never done")

    def archive(self) -> bytes:
        """-> all results in one file, when they are made."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            if json.loads(self.get("/results/status").body)["ended"]:
                return self.get("/results.zip").body
            time.sleep(0.1)
        raise AssertionError("the results are never made")

    def reviewed(self, name: str, data: bytes, fields: Sequence[tuple[str, str]] = ()) -> str:
        """Hand in one draft and wait for it; -> its address."""
        address = self.send((name, data), fields=fields).headers["location"]
        self.waited(address)
        return address


def form(fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """-> a multipart body, as a browser writes it."""
    made = b""
    for name, value in fields:
        made += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, file, data in files:
        shown = file.replace('"', "%22")
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{shown}"\r\n'
        made += head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + data + b"\r\n"
    return made + f"--{BOUNDARY}--\r\n".encode()
