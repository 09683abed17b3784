"""``doichieu serve`` as its users start it: what it does, and what nobody can make it do. All over real sockets."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import psutil
import pytest
from lxml import html

from pipeline.read.office import office_program
from pipeline.report.html import REPORT
from tests.cli.test_bounds import endless_form
from tests.process.waiting import eventually
from tests.tools.places import PLANS
from tests.web.visitor import BOUNDARY, Server, Visitor, form, serving

KIM_TRA = (PLANS / "kim-tra-2026.docx").read_bytes()
SHORT = "KẾ HOẠCH\nCăn cứ Quyết định số 112/QĐ-TTg ngày 22 tháng 01 năm 2021\nPhấn đấu 70% hộ nghèo có việc làm.\n"
LONG = (SHORT * 12000).encode()  # minutes of work
MIB = 2**20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = ("--max-size", "2", "--max-files", "3", "--timeout", "300", "--jobs", "2")
    with serving(tmp_path_factory.mktemp("serve"), *limits) as running:
        Visitor(running.port).reviewed("trước.txt", SHORT.encode())  # from here on a process is one that was asked for
        yield running


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server.port)


def test_a_draft_is_reviewed_shown_and_handed_back_in_every_form(visitor: Visitor) -> None:
    address = visitor.reviewed("Dự thảo (2).docx", KIM_TRA, [("against", "112/QĐ-TTg"), ("as_of", "2026-11-22")])
    page = html.fromstring(visitor.get(address).text)
    (frame,) = page.xpath("//iframe")
    assert frame.get("sandbox") == "allow-scripts"
    review = visitor.get(frame.get("src"))
    assert "sandbox allow-scripts" in review.headers["content-security-policy"]
    assert "112/QĐ-TTg" in review.text
    assert "22/11/2026" in review.text
    assert [c.author for c in docx.Document(io.BytesIO(visitor.get(f"{address}/docx").body)).comments]
    assert docx.Document(io.BytesIO(visitor.get(f"{address}/phieu").body)).tables
    assert len(openpyxl.load_workbook(io.BytesIO(visitor.get(f"{address}/xlsx").body)).sheetnames) == 3
    made = json.loads(visitor.get(f"{address}/json").body)
    assert made["draft"]["source"] == "Dự thảo (2).docx"
    assert [d["id"] for d in made["directives"]] == ["112/QĐ-TTg"]
    assert visitor.get(f"{address}/html").body == review.body
    named = visitor.get(f"{address}/docx").headers["content-disposition"]
    assert named.startswith("attachment; ")
    assert "D%E1%BB%B1%20th%E1%BA%A3o%20%282%29.review.docx" in named


def test_the_parents_own_file_is_held_against(visitor: Visitor) -> None:
    words = "QUYẾT ĐỊNH\nSố: 7/QĐ-UBND\n1. Đến năm 2030, 90% hộ nghèo có việc làm.\n"
    fields = [("token", visitor.token())]
    files = [("draft", "a.txt", SHORT.encode()), ("parent", "cấp trên.txt", words.encode())]
    address = visitor.post("/drafts", form(fields, files)).headers["location"]
    visitor.waited(address)
    made = json.loads(visitor.get(f"{address}/json").body)
    assert len(made["directives"]) == 1
    assert [a["directive_target"]["value"] for a in made["alignment"] if a["directive_target"]] == [90]


def test_it_speaks_english_when_asked(visitor: Visitor) -> None:
    assert html.fromstring(visitor.get("/").text).get("lang") == "vi"
    assert html.fromstring(visitor.get("/?lang=en").text).get("lang") == "en"
    address = visitor.reviewed("a.txt", SHORT.encode())  # the choice is remembered
    assert 'lang="en"' in visitor.get(f"{address}/review").text


def test_only_this_machine_is_listened_to(server: Server) -> None:
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", server.port), timeout=5):
        pass  # on Linux another address of the same machine, which only a server of all addresses would answer


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::1"])
def test_another_sites_name_bent_to_this_machine_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.get("/", Host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9000", "127.0.0.1", "[::1]:8642"])
def test_the_machines_own_names_are_answered(visitor: Visitor, host: str) -> None:
    assert visitor.get("/", Host=host).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    assert visitor.send(("a.txt", SHORT.encode()), **headers).status == 403
    assert "a.txt" not in visitor.get("/").text


def test_a_form_needs_the_token_of_its_own_session(server: Server, visitor: Visitor) -> None:
    other = Visitor(server.port)
    for token in ("", "0" * 64, other.token()):
        visitor.get("/")
        answer = visitor.post("/drafts", form([("token", token)], [("draft", "a.txt", SHORT.encode())]))
        assert answer.status == 403
    address = visitor.reviewed("a.txt", SHORT.encode())
    stolen = other.ask("POST", f"{address}/delete", f"token={other.token()}".encode())
    assert stolen.status == 403
    assert visitor.get(address).status == 200


def test_every_answer_is_closed_to_the_outside(visitor: Visitor) -> None:
    address = visitor.reviewed("a.txt", SHORT.encode())
    paths = ["/", "/status", "/nothing", address, f"{address}/status", f"{address}/review", f"{address}/xlsx"]
    answers = [visitor.get(path) for path in paths] + [visitor.get("/", Host="evil.example")]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert re.search("frame-ancestors '(none|self)'", policy)
        assert "unsafe" not in policy
    assert REPORT.policy in visitor.get(f"{address}/review").headers["content-security-policy"]
    cookies = visitor.get("/?lang=en").headers["set-cookie"]
    assert "HttpOnly" in cookies
    assert "SameSite" in cookies


def test_files_over_the_limit_are_named_and_the_others_go_on(server: Server, visitor: Visitor) -> None:
    answer = visitor.send(("to lớn.txt", b"a" * (2 * MIB + 1)), ("nhỏ.txt", SHORT.encode()))
    assert answer.headers["location"] == "/#drafts"
    page = html.fromstring(visitor.get("/").text)
    found = {link.xpath("string()"): link.get("href") for link in page.xpath("//tr[@data-draft]/th/a")}
    assert "2 MB" in visitor.get(found["to lớn.txt"]).text
    assert visitor.waited(found["nhỏ.txt"])["state"] != "failed"
    assert visitor.send(*[(f"{n}.txt", SHORT.encode()) for n in range(4)]).status == 413


def test_a_body_is_stopped_at_the_limit_whatever_it_says_of_itself(server: Server, visitor: Visitor) -> None:
    """One that never ends (chunked, nothing said), and one that goes on after the length it told."""
    token, before = visitor.token(), set(server.private.iterdir())
    cookie = "; ".join(f"{k}={v}" for k, v in visitor.cookies.items())
    head = (
        f"POST /drafts HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
    )
    begun = form([("token", token)], [("draft", "a.txt", b"")]).removesuffix(f"\r\n--{BOUNDARY}--\r\n".encode())

    def chunk(data: bytes) -> bytes:
        return f"{len(data):x}\r\n".encode() + data + b"\r\n"

    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(begun))
        sent = 0
        block = chunk(b"a" * MIB)
        try:
            while sent < 1200:
                line.sendall(block)
                sent += 1
                held = sum(path.stat().st_size for path in server.private.rglob("*") if path.is_file())
                assert held <= 3 * MIB
        except OSError:
            pass
        assert sent < 1200
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        whole = form([("token", token)], [("draft", "a.txt", SHORT.encode())])
        line.sendall(head.encode() + f"Content-Length: {len(whole) - 40}\r\n\r\n".encode() + whole + b"a" * MIB)
        assert b" 400 " in line.recv(100)
    assert visitor.get("/").status == 200
    assert set(server.private.iterdir()) == before


def test_what_a_file_is_its_bytes_say(visitor: Visitor) -> None:
    for name, data, words in (
        ("bảng.docx", b"\x7fELF" + bytes(range(64)) * 9, "chương trình"),
        ("trang.pdf", b"GIF89a\x01\x00\x01\x00" + b"\x00" * 90, "ảnh GIF"),
        ("rỗng.docx", b"", "rỗng"),
    ):
        address = visitor.reviewed(name, data)
        page = visitor.get(address).text
        assert words in page
        assert name in page


def test_a_name_is_shown_and_never_a_path(server: Server, visitor: Visitor) -> None:
    names = {
        "../../etc/passwd.docx": "passwd.docx",
        "C:\\Users\\x\\kế hoạch.docx": "kế hoạch.docx",
        "a\u202etxt.exe.docx": "atxt.exe.docx",
        "..": "?",
        "x" * 500 + ".docx": "x" * 138 + "….docx",
    }
    for given, shown in names.items():
        address = visitor.send((given, KIM_TRA)).headers["location"]
        (name,) = html.fromstring(visitor.get(address).text).xpath("//h1/text()")
        assert name == shown
        assert visitor.waited(address)["state"] == "error"
        assert visitor.get(f"{address}/docx").status == 200
    written = {path.name for path in server.private.rglob("*")}
    assert not [name for name in written if "passwd" in name or "xxx" in name]


def test_html_of_a_name_or_a_heading_stays_text(visitor: Visitor) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    address = visitor.reviewed(f"{nasty}.txt".replace("/", "∕"), f"KẾ HOẠCH\n{nasty}\nI. {nasty}\n{SHORT}".encode())
    for path in ("/", address, f"{address}/review"):
        page = html.fromstring(visitor.get(path).text)
        assert not page.xpath("//img | //*[@onerror]")
        assert len(page.xpath("//script")) == 1
        assert "alert(1)" in page.text_content()


def test_two_uploads_at_once_are_both_right(server: Server) -> None:
    drafts = {"kim-tra-2026.docx": KIM_TRA, "quan-11-2023.docx": (PLANS / "quan-11-2023.docx").read_bytes()}
    found: dict[str, str] = {}

    def hand_in(name: str) -> None:
        visitor = Visitor(server.port)
        address = visitor.reviewed(name, drafts[name], [("against", "112/QĐ-TTg")])
        found[name] = json.loads(visitor.get(f"{address}/json").body)["draft"]["doc_id"]

    threads = [threading.Thread(target=hand_in, args=(name,)) for name in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: doc_id.rpartition("-")[0] for name, doc_id in found.items()} == {
        "kim-tra-2026.docx": "kim-tra-2026",
        "quan-11-2023.docx": "quan-11-2023",
    }


def test_a_review_is_private_to_its_address_and_gone_when_deleted(server: Server, visitor: Visitor) -> None:
    assert stat.S_IMODE(server.private.stat().st_mode) == 0o700
    address = visitor.reviewed("riêng.txt", SHORT.encode())
    assert re.fullmatch(r"/d/[\w-]{32}", address)
    other = Visitor(server.port)
    assert "riêng.txt" not in other.get("/").text
    assert json.loads(other.get("/status").body) == []
    kept = {path for path in server.private.rglob("*") if path.is_file()}
    assert {path.name for path in kept if path.suffix != ".made"} <= {
        "draft",
        "held",
        "review-vi",
        "review-en",
        "stage",
    }
    own = visitor.get(f"{address}/html").body
    made = {path for path in server.private.rglob("html-vi-*.made") if path.read_bytes() == own}
    (folder,) = {path.parent for path in made}
    assert visitor.ask("POST", f"{address}/delete", f"token={visitor.token()}".encode()).status == 303
    assert not folder.exists()
    assert visitor.get(address).status == visitor.get(f"{address}/docx").status == 404


def processes(server: Server) -> list[int]:
    """-> the processes of the server that take a draft apart: children of the guardians that are its own children."""
    return [p.pid for child in psutil.Process(server.process.pid).children() for p in child.children()]


def worker_of(server: Server) -> int:
    assert eventually(lambda: bool(processes(server)), 60), "no process takes the draft"
    return processes(server)[0]


def test_a_worker_that_dies_takes_only_its_own_draft_with_it(server: Server, visitor: Visitor) -> None:
    address = visitor.send(("nặng.txt", LONG)).headers["location"]
    os.kill(worker_of(server), signal.SIGKILL)
    assert visitor.waited(address)["state"] == "failed"
    page = visitor.get(address).text
    assert "dừng đột ngột" in page
    assert "nặng.txt" in page
    assert visitor.waited(visitor.reviewed("sau.txt", SHORT.encode()))["state"] != "failed"


def test_deleting_a_draft_ends_its_check(server: Server, visitor: Visitor) -> None:
    address = visitor.send(("nặng.txt", LONG)).headers["location"]
    worker = worker_of(server)
    assert visitor.ask("POST", f"{address}/delete", f"token={visitor.token()}".encode()).status == 303
    assert eventually(lambda: worker not in processes(server))


@pytest.mark.slow
def test_a_guardian_that_dies_takes_only_its_own_draft_with_it(server: Server, visitor: Visitor) -> None:
    address = visitor.send(("nặng.txt", LONG)).headers["location"]
    guardian = psutil.Process(worker_of(server)).parent()
    assert guardian is not None
    guardian.kill()
    assert visitor.waited(address)["state"] == "failed"
    assert "dừng đột ngột" in visitor.get(address).text
    assert visitor.waited(visitor.reviewed("sau.txt", SHORT.encode()))["state"] != "failed"


@pytest.mark.slow
@pytest.mark.skipif(office_program() is None, reason="no LibreOffice")
def test_deleting_a_draft_ends_what_its_check_has_started(server: Server, visitor: Visitor) -> None:
    address = visitor.send(("cũ.rtf", b"{\\rtf1 " + b"K\\'ea ho\\par " * 100_000 + b"}")).headers["location"]

    def office() -> list[psutil.Process]:
        return [p for p in psutil.Process(server.process.pid).children(recursive=True) if "soffice" in p.name()]

    assert eventually(lambda: bool(office()), 60)
    for process in office():
        process.suspend()  # so that it does not come to its end by itself
    assert visitor.ask("POST", f"{address}/delete", f"token={visitor.token()}".encode()).status == 303
    assert eventually(lambda: not office())


@pytest.mark.slow
def test_a_draft_that_needs_too_much_memory_is_told_so(tmp_path: Path) -> None:
    with serving(tmp_path, "--memory", "30") as server:
        visitor = Visitor(server.port)
        assert visitor.waited(visitor.reviewed("nhỏ.txt", SHORT.encode()))["state"] != "failed"
        address = visitor.reviewed("nặng.txt", LONG)
        page = visitor.get(address).text
        assert "30 MB" in page
        assert "--memory" in page
        assert visitor.waited(visitor.reviewed("sau.txt", SHORT.encode()))["state"] != "failed"


@pytest.mark.slow
def test_a_file_that_wants_all_memory_is_told_so_and_the_next_draft_works(tmp_path: Path) -> None:
    with serving(tmp_path, "--memory", "300", "--jobs", "1") as server:
        visitor = Visitor(server.port)
        address = visitor.reviewed("bom.pdf", endless_form())
        page = visitor.get(address).text
        assert "cần hơn 300 MB" in page
        assert "--memory" in page
        assert visitor.waited(visitor.reviewed("sau.txt", SHORT.encode()))["state"] != "failed"
        assert psutil.Process(server.process.pid).memory_info().rss < 2**30


@pytest.mark.slow
def test_a_session_that_another_page_has_planted_is_not_taken(tmp_path: Path) -> None:
    with serving(tmp_path, "--jobs", "1") as server:
        planted = Visitor(server.port, {f"doichieu-{server.port}": "planted"})
        own = planted.get("/")
        assert "planted" not in own.text
        assert planted.cookies[f"doichieu-{server.port}"] != "planted"
        other = Visitor(server.port, {f"doichieu-{server.port}": "planted"})
        other.get("/")
        assert other.cookies != planted.cookies


@pytest.mark.slow
def test_what_a_killed_server_left_is_gone_when_the_next_one_starts(tmp_path: Path) -> None:
    with serving(tmp_path, "--jobs", "1") as server:
        Visitor(server.port).reviewed("mật.txt", SHORT.encode())
        guardians = psutil.Process(server.process.pid).children(recursive=True)
        for process in guardians:
            process.kill()
        server.process.kill()
        left = server.private
    assert left.exists()
    with serving(tmp_path, "--jobs", "1") as server:
        Visitor(server.port).get("/")
        assert not left.exists()
        assert server.private.exists()


@pytest.mark.slow
def test_without_processes_of_their_own_drafts_are_checked_all_the_same(tmp_path: Path) -> None:
    with serving(tmp_path, "--jobs", "0") as server:
        visitor = Visitor(server.port)
        address = visitor.reviewed("Dự thảo.docx", KIM_TRA, [("against", "112/QĐ-TTg")])
        assert visitor.waited(address)["state"] == "error"
        assert psutil.Process(server.process.pid).children() == []


@pytest.mark.slow
def test_a_hanging_worker_is_ended_in_time_and_results_go_by_age(tmp_path: Path) -> None:
    with serving(tmp_path, "--timeout", "12", "--keep", "0.05") as server:
        visitor = Visitor(server.port)
        visitor.reviewed("trước.txt", SHORT.encode())
        address = visitor.send(("treo.txt", LONG)).headers["location"]
        os.kill(worker_of(server), signal.SIGSTOP)
        assert visitor.waited(address)["state"] == "failed"
        assert "12 giây" in visitor.get(address).text
        after = visitor.reviewed("sau.txt", SHORT.encode())
        assert visitor.get(after).status == 200
        until = time.monotonic() + 30
        while visitor.get(after).status != 404 and time.monotonic() < until:
            time.sleep(0.5)
        assert visitor.get(after).status == 404
        assert not list(server.private.iterdir())


def ended(server: Server, signals: list[signal.Signals]) -> None:
    """End a server: it says so in its own words only, and neither a process nor a file is left."""
    below = psutil.Process(server.process.pid).children(recursive=True)
    for one in signals:
        server.process.send_signal(one)
    _, err = server.process.communicate(timeout=30)
    assert server.process.returncode == 0
    assert [line for line in err.splitlines() if not line.startswith("doichieu: ")] == []
    assert psutil.wait_procs(below, timeout=30)[1] == []
    assert not list(server.folder.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    "signals", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT] * 2], ids=["Ctrl-C", "SIGTERM", "Ctrl-C twice"]
)
@pytest.mark.parametrize("work", ["none yet", "none", "a draft", "a draft that hangs"])
def test_an_end_leaves_nothing_behind(tmp_path: Path, work: str, signals: list[signal.Signals]) -> None:
    with serving(tmp_path) as server:
        visitor = Visitor(server.port)
        if work != "none yet":  # else processes are still warming up
            visitor.reviewed("trước.txt", SHORT.encode())
        if work.startswith("a draft"):
            visitor.send(("nặng.txt", LONG))
            worker = worker_of(server)
            if work.endswith("hangs"):
                os.kill(worker, signal.SIGSTOP)  # it hears nothing
        visitor.get("/")
        assert server.private.is_dir()
        ended(server, signals)


@pytest.mark.slow
def test_an_end_while_a_draft_is_being_sent_is_no_fault_of_the_program(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        visitor = Visitor(server.port)
        body = form([("token", visitor.token())], [("draft", "a.txt", SHORT.encode())])
        cookie = "; ".join(f"{k}={v}" for k, v in visitor.cookies.items())
        head = (
            f"POST /drafts HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nContent-Length: {len(body)}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
            line.sendall(head.encode() + body[:-40])
            assert eventually(lambda: any(path.is_file() for path in server.private.rglob("*")))
            server.process.send_signal(signal.SIGINT)
            _, err = server.process.communicate(timeout=30)
        assert server.process.returncode == 0
        assert "Traceback" not in err
        assert not list(tmp_path.iterdir())


def test_a_port_that_is_taken_is_named(tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli import main

    assert main(["serve", "--port", str(server.port)]) == 2
    said = capsys.readouterr().err
    assert str(server.port) in said
    assert f"--port {server.port + 1}" in said
