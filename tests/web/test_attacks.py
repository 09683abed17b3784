"""The doors attacked: archives that swell or climb, very many small files, guessed passwords, pages of other sites."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from pipeline.web.password import Guesses, fits, hashed, is_hash
from tests.web.visitor import Server, Visitor, form, serving

MIB = 2**20
SMALL = "KẾ HOẠCH\nCăn cứ Quyết định số 112/QĐ-TTg ngày 22/01/2021\n1. Phấn đấu 70% hộ nghèo có việc làm.\n"
PASSWORD = "mật khẩu dài của phòng"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("attack"), "--max-size", "1", "--max-files", "5", "--jobs", "2") as running:
        yield running


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server.port)


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files:
            target.writestr(name, data)
    return made.getvalue()


def names(visitor: Visitor) -> set[str]:
    page = html.fromstring(visitor.get("/").text)
    return {a.xpath("string()") for a in page.xpath("//tr[@data-draft]/th/a")}


def test_an_archive_that_swells_is_stopped_at_the_bound_of_a_file(server: Server, visitor: Visitor) -> None:
    bomb = packed(("a.txt", b"\0" * (200 * MIB)), ("b.txt", SMALL.encode()))
    assert len(bomb) < MIB
    assert visitor.send(("bom.zip", bomb)).status == 303
    assert names(visitor) == {"a.txt", "b.txt"}
    assert sum(path.stat().st_size for path in server.private.rglob("*") if path.is_file()) < 4 * MIB
    (large,) = (link for link in html.fromstring(visitor.get("/").text).xpath("//a[text()='a.txt']/@href"))
    assert "1 MB" in visitor.get(large).text


def test_what_an_archive_says_of_its_sizes_is_not_believed(visitor: Visitor) -> None:
    data = bytearray(packed(("a.txt", b"\0" * (50 * MIB))))
    for at in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = (10).to_bytes(4, "little")
    answer = visitor.send(("dối.zip", bytes(data)))
    assert answer.status in (303, 400)
    assert visitor.get("/").status == 200


@pytest.mark.parametrize("name", ["../../../../tmp/doichieu-ra.txt", "/tmp/doichieu-ra.txt", "..\\..\\doichieu-ra.txt"])
def test_names_in_an_archive_lead_nowhere(server: Server, visitor: Visitor, name: str) -> None:
    assert visitor.send(("leo.zip", packed((name, SMALL.encode())))).status == 303
    assert names(visitor) == {"doichieu-ra.txt"}
    assert not Path("/tmp/doichieu-ra.txt").exists()
    assert not list(server.folder.glob("doichieu-ra*"))


def test_links_and_archives_within_are_not_followed(visitor: Visitor) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    inner = packed(("trong.txt", SMALL.encode()))
    assert visitor.send(("a.zip", packed((link, b"/etc/passwd"), ("inner.zip", inner)))).headers["location"]
    assert names(visitor) == {"inner.zip"}
    assert "root:" not in visitor.get("/").text


def test_a_list_of_units_is_read_within_bounds(server: Server, visitor: Visitor) -> None:
    def listed(data: bytes, token: str | None = None) -> int:
        return visitor.post("/units", form([("token", token or visitor.token())], [("units", "x.xlsx", data)])).status

    assert listed(b"phuong An Binh\n", "0" * 64) == 403
    assert listed(b"") == 400
    assert listed(b"a" * (MIB + 1)) == 400
    assert listed(packed(("xl/workbook.xml", b"<x/>"))) == 400
    assert listed("\n".join(f"phường {n}" for n in range(1, 5002)).encode()) == 400
    assert listed(b"\xff\xfe\x00") == 400
    assert listed("phường An Bình\n".encode()) == 303


@pytest.mark.parametrize(
    "data",
    [packed(), packed(("a.txt", SMALL.encode()))[:-30], b"PK\x03\x04" + b"\xff" * 500],
    ids=["nothing in it", "cut off", "noise"],
)
def test_a_broken_archive_is_told(visitor: Visitor, data: bytes) -> None:
    answer = visitor.send(("hỏng.zip", data))
    told = answer.text if answer.status >= 400 else visitor.get(answer.headers["location"]).text
    assert "hỏng.zip" in told
    assert "Traceback" not in told


def test_an_archive_with_too_many_files_is_refused_whole(server: Server, visitor: Visitor) -> None:
    answer = visitor.send(("nhiều.zip", packed(*((f"{n}.txt", b"x") for n in range(6)))))
    assert answer.status == 413
    assert not names(visitor)


@pytest.mark.slow
def test_three_hundred_small_files_are_taken_and_the_page_answers_meanwhile(tmp_path: Path) -> None:
    with serving(tmp_path, "--jobs", "2") as server:
        visitor = Visitor(server.port)
        many = packed(*((f"{n}.txt", f"{SMALL}{n}".encode()) for n in range(300)))
        assert visitor.send(("300.zip", many)).status == 303
        assert len(names(visitor)) == 300
        other = Visitor(server.port)
        assert other.get("/").status == 200
        one_more = visitor.send(*[(f"{n}.txt", SMALL.encode()) for n in range(301)])
        assert one_more.status == 413
        assert visitor.ask("POST", "/delete-all", f"token={visitor.token()}".encode()).status == 303
        assert json.loads(visitor.get("/status").body) == []


@pytest.mark.parametrize("path", ["/compare", "/units", "/delete-all", "/enter", "/d/x/decide"])
@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_forms_of_other_sites_are_refused_at_every_door(visitor: Visitor, path: str, headers: dict[str, str]) -> None:
    assert visitor.ask("POST", path, f"token={visitor.token()}".encode(), **headers).status == 403


def test_without_its_password_nothing_is_shown_or_taken(tmp_path: Path) -> None:
    (tmp_path / "mk.txt").write_text(hashed(PASSWORD), encoding="utf-8")
    options = ("--host", "127.0.0.1", "--name", "ra-soat.example", "--password", "mk.txt", "--jobs", "0")
    with serving(tmp_path, *options) as server:
        visitor = Visitor(server.port)
        for path in ("/", "/status", "/results.zip", "/decisions.yaml", "/d/x"):
            assert visitor.get(path).headers["location"] == "/enter"
        token = html.fromstring(visitor.get("/enter").text).xpath("//input[@name='token']/@value")[0]
        body = form([("token", token)], [("draft", "a.txt", SMALL.encode())])
        assert visitor.post("/drafts", body).status == 403
        assert visitor.get("/enter", Host="ra-soat.example").status == 200
        assert visitor.get("/enter", Host="evil.example").status == 421

        def tried(words: str) -> int:
            return visitor.ask("POST", "/enter", f"token={token}&password={words}".encode()).status

        assert tried("sai") == 403
        assert tried(PASSWORD.replace(" ", "+")) == 303
        assert visitor.get("/").status == 200
        visitor.cookies = {name: value for name, value in visitor.cookies.items() if "pass" not in name}
        assert visitor.get("/").headers["location"] == "/enter"
        assert [tried(f"sai{n}") for n in range(5)] == [403] * 5
        assert tried(PASSWORD.replace(" ", "+")) == 429  # whoever guesses waits, also with the right one


def test_a_page_for_the_network_needs_a_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli import main

    assert main(["serve", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--password" in capsys.readouterr().err
    (tmp_path / "a").write_text("mật khẩu để trần", encoding="utf-8")
    assert main(["serve", "--host", "0.0.0.0", "--port", "0", "--password", str(tmp_path / "a")]) == 2


def test_guesses_cost_ever_more_time_and_a_crowd_of_senders_is_one() -> None:
    guesses = Guesses()
    for _ in range(4):
        guesses.wrong("a", 0.0)
    assert guesses.wait("a", 0.0) == 0.0
    guesses.wrong("a", 0.0)
    first = guesses.wait("a", 0.0)
    guesses.wrong("a", first)
    assert guesses.wait("a", first) == 2 * first > 0
    assert guesses.wait("b", 0.0) == 0.0
    for number in range(40):
        guesses.wrong(f"x{number}", 1.0)
    assert guesses.wait("b", 1.0) > 0
    assert guesses.wait("b", 4000.0) == 0.0


def test_a_password_is_kept_as_its_hash_alone() -> None:
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert is_hash(kept)
    assert not is_hash(PASSWORD)
    assert fits(PASSWORD, kept)
    assert not fits(PASSWORD + "x", kept)
