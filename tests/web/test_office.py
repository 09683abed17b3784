"""Decisions that stay: in the office's file for all clerks and the next start, or in a file beside the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from lxml import html

from pipeline.check.decisions import with_decision
from pipeline.check.keeping import change, kept_in
from pipeline.cli import main
from pipeline.model import Decision
from tests.web.test_working_day import FAULTY, archived, findings, findings_of, listed
from tests.web.visitor import Answer, Server, Visitor, serving

BY_HAND = "# của phòng\nwaivers:\n- {rule: DC112, reason: kế hoạch ngắn, who: Lê Bình}\n"


@contextmanager
def office(folder: Path) -> Iterator[tuple[Server, Path]]:
    path = folder / "phòng.yaml"
    with serving(folder, "--waivers", str(path), "--jobs", "1") as server:
        yield server, path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    with office(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture
def begun(shared: tuple[Server, Path]) -> tuple[Server, Path]:
    """A server whose office has decided nothing yet."""
    shared[1].unlink(missing_ok=True)
    return shared


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("plain"), "--jobs", "1") as server:
        yield server


def shown(visitor: Visitor, address: str) -> dict[str, tuple[str, str]]:
    """-> rule -> key and state, as the forms of the page have them."""
    page = html.fromstring(visitor.get(f"{address}/findings").text)
    return {
        a.xpath("string(.//span[@class='rule'])"): (a.get("id"), a.xpath("string(.//input[@name='seen']/@value)"))
        for a in page.xpath("//article")
    }


def decide(visitor: Visitor, address: str, key: str, seen: str, choice: str, **more: str) -> Answer:
    fields = {"token": visitor.token(), "finding": key, "seen": seen, "choice": choice, **more}
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in fields.items())
    return visitor.ask("POST", f"{address}/decide", body.encode())


@pytest.mark.slow
def test_the_office_decides_for_all_its_clerks_and_the_next_start(tmp_path: Path) -> None:
    with office(tmp_path) as (server, path):
        path.write_text(BY_HAND, encoding="utf-8")  # while the server runs, by another program
        first, second = Visitor(server.port), Visitor(server.port)
        address = first.reviewed("a.txt", FAULTY.encode())
        theirs = second.reviewed("b.txt", FAULTY.encode())
        seen = shown(first, address)
        assert "DC112" not in seen
        assert "kế hoạch ngắn (Lê Bình)" in first.get(f"{address}/findings").text
        assert decide(first, address, *seen["DC201"], "accepted").status == 303
        made = decide(first, address, *seen["DC404"], "dismissed", reason="kế hoạch nhỏ", who="Trần Chi")
        assert made.status == 303
        assert path.read_text(encoding="utf-8").startswith(BY_HAND)
        assert {(one.rule, one.who) for one in kept_in(path).decisions} == {("DC201", None), ("DC404", "Trần Chi")}
        assert findings(second, theirs)[seen["DC404"][0]] == ("DC404", True)
        assert "Trần Chi" in second.get(f"{theirs}/findings").text
        assert "Trần Chi" in first.get(f"{address}/findings").text  # her name is there for the next one
        assert decide(first, address, *shown(first, address)["DC613"], "edited", text="Phấn đấu").status == 303
        assert {one.who for one in kept_in(path).decisions if one.rule == "DC613"} == {"Trần Chi"}
    with office(tmp_path) as (server, path):
        later = Visitor(server.port)
        after = findings(later, later.reviewed("c.txt", FAULTY.encode()))
        assert {rule for rule, is_decided in after.values() if is_decided} == {"DC201", "DC404", "DC613"}


def test_the_command_and_the_page_keep_the_same_file(
    begun: tuple[Server, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server, path = begun
    visitor = Visitor(server.port)
    address = visitor.reviewed("a.txt", FAULTY.encode())
    assert decide(visitor, address, *shown(visitor, address)["DC404"], "dismissed", reason="vì thế thôi").status == 303
    draft = tmp_path / "a.txt"
    draft.write_text(FAULTY, encoding="utf-8")
    assert main(["decide", str(draft), "--office", str(path), "--accept", "DC201"]) == 0
    assert re.search(r"DC404\s+đã bỏ qua", capsys.readouterr().out)
    seen = findings(visitor, address)
    assert {rule for rule, is_decided in seen.values() if is_decided} == {"DC201", "DC404"}


def test_who_is_overtaken_by_another_clerk_is_told_and_nothing_is_written(begun: tuple[Server, Path]) -> None:
    server, path = begun
    first, second = Visitor(server.port), Visitor(server.port)
    mine, theirs = (v.reviewed("a.txt", FAULTY.encode()) for v in (first, second))
    seen = shown(first, mine)["DC404"]
    made = decide(second, theirs, *seen, "dismissed", reason="đã hỏi Sở", who="Lê Bình")
    assert made.status == 303
    kept = path.read_bytes()
    answer = decide(first, mine, *seen, "dismissed", reason="khác hẳn")
    assert answer.status == 409
    assert "Người khác (Lê Bình) vừa bỏ qua điểm này: đã hỏi Sở" in answer.text
    assert path.read_bytes() == kept
    now = shown(first, mine)["DC404"]
    assert decide(second, theirs, *now, "undo").status == 303
    assert "hoàn tác" in decide(first, mine, *now, "undo").text
    assert decide(first, mine, *shown(first, mine)["DC404"], "dismissed", reason="vì thế thôi").status == 303


def test_a_file_that_is_broken_meanwhile_is_told_and_left_alone(begun: tuple[Server, Path]) -> None:
    server, path = begun
    visitor = Visitor(server.port)
    address = visitor.reviewed("a.txt", FAULTY.encode())
    seen = shown(visitor, address)
    path.write_text("decisions: [", encoding="utf-8")
    answer = decide(visitor, address, *seen["DC201"], "accepted")
    assert answer.status == 400
    assert "Chưa ghi được quyết định" in answer.text
    assert str(path) not in answer.text
    assert path.read_text(encoding="utf-8") == "decisions: ["


def test_a_file_that_cannot_be_is_told_at_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hỏng.yaml").write_text("waivers: [{rule: 1}]", encoding="utf-8")
    for place in ("hỏng.yaml", "không có/a.yaml"):
        assert main(["serve", "--port", "0", "--waivers", str(tmp_path / place)]) == 2
        assert place in capsys.readouterr().err


def test_without_an_office_nothing_is_written_and_no_other_session_follows(plain: Server) -> None:
    before = set(plain.folder.rglob("*.yaml"))
    first, second = Visitor(plain.port), Visitor(plain.port)
    mine, theirs = (v.reviewed("a.txt", FAULTY.encode()) for v in (first, second))
    assert decide(first, mine, *shown(first, mine)["DC404"], "dismissed", reason="vì thế thôi").status == 303
    assert not any(is_decided for _, is_decided in findings(second, theirs).values())
    assert set(plain.folder.rglob("*.yaml")) == before
    assert second.get(f"{mine}/waivers").status == 404
    assert "DC404" not in second.get("/decisions.yaml").text


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_another_site_decides_nothing(begun: tuple[Server, Path], headers: dict[str, str]) -> None:
    server, path = begun
    visitor = Visitor(server.port)
    address = visitor.reviewed("a.txt", FAULTY.encode())
    key = findings_of(visitor, address)["DC404"]
    body = f"token={visitor.token()}&finding={key}&choice=dismissed&reason=vi+the+thoi".encode()
    assert visitor.ask("POST", f"{address}/decide", body, **headers).status == 403
    assert Visitor(server.port).ask("POST", f"{address}/decide", body).status == 403  # a token of another session
    assert not path.exists()


def test_what_is_written_is_bound(plain: Server) -> None:
    visitor = Visitor(plain.port)
    address = visitor.reviewed("a.txt", FAULTY.encode())
    key, seen = shown(visitor, address)["DC613"]
    assert decide(visitor, address, key, seen, "edited", text="a" * 10_001).status == 413
    assert decide(visitor, address, key, seen, "dismissed", reason="a" * 300_000).status == 413
    assert shown(visitor, address)["DC613"] == (key, seen)


def test_words_that_look_like_yaml_stay_words(begun: tuple[Server, Path]) -> None:
    server, path = begun
    path.write_text(BY_HAND, encoding="utf-8")
    visitor = Visitor(server.port)
    address = visitor.reviewed("a.txt", FAULTY.encode())
    evil = "x\nwaivers:\n- {rule: DC201, reason: không sao đâu, who: ai đó}\ndecisions: []"
    assert (
        decide(visitor, address, *shown(visitor, address)["DC404"], "dismissed", reason=evil, who="a: b").status == 303
    )
    assert [waiver.rule for waiver in kept_in(path).waivers] == ["DC112"]
    (kept,) = kept_in(path).decisions
    assert kept.reason == evil
    change(path, lambda now: with_decision(now, Decision("1", "DC1", "edited", "a", text="b")))
    assert kept_in(path).decisions[0] == kept


def test_a_drafts_own_file_comes_in_beside_it_and_goes_out_again(plain: Server) -> None:
    first = Visitor(plain.port)
    address = first.reviewed("kế hoạch.txt", FAULTY.encode())
    seen = shown(first, address)
    assert decide(first, address, *seen["DC404"], "dismissed", reason="kế hoạch nhỏ").status == 303
    assert decide(first, address, *seen["DC613"], "edited", text="Quyết tâm").status == 303
    fetched = first.get(f"{address}/waivers")
    assert "waivers.yaml" in fetched.headers["content-disposition"]
    file = BY_HAND.encode() + fetched.body
    other = Visitor(plain.port)
    data = archived(("kế hoạch.txt", FAULTY.encode()), ("kế hoạch.waivers.yaml", file), ("b.txt", FAULTY.encode()))
    other.send(("gửi.zip", data))
    drafts = listed(other)
    assert set(drafts) == {"kế hoạch.txt", "b.txt"}
    for own in drafts.values():
        other.waited(own)
    found = findings(other, drafts["kế hoạch.txt"])
    assert {rule for rule, is_decided in found.values() if is_decided} == {"DC404", "DC613"}
    assert "DC112" not in {rule for rule, _ in found.values()}
    assert not any(is_decided for _, is_decided in findings(other, drafts["b.txt"]).values())
    again = shown(other, drafts["kế hoạch.txt"])
    assert decide(other, drafts["kế hoạch.txt"], *again["DC404"], "undo").status == 303
    assert "DC404" not in str(kept := other.get(f"{drafts['kế hoạch.txt']}/waivers").text)
    assert kept.startswith(BY_HAND)
    assert "Quyết tâm" in kept


def test_a_waiver_file_that_is_none_or_goes_with_nothing_is_told(plain: Server) -> None:
    visitor = Visitor(plain.port)
    visitor.send(
        ("a.txt", FAULTY.encode()), ("a.waivers.yaml", b"waivers: [{rule: 1}]"), ("b.txt", FAULTY.encode()),
        ("c.waivers.yaml", b"waivers: []"),
    )  # fmt: skip
    told = {name: visitor.waited(address)["words"] for name, address in listed(visitor).items()}
    assert "không có dự thảo nào cùng tên" in told["c.waivers.yaml"]
    assert "lỗi" in told["b.txt"]
    assert "a.waivers.yaml:1" in visitor.get(listed(visitor)["a.txt"]).text
    visitor.send(("c.waivers.yaml", b"waivers: []"))
    assert visitor.send(("c.waivers.yaml", b"waivers: []")).status == 400
