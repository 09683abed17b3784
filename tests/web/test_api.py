"""The check for other programs: a valid OpenAPI document that its answers keep to, a token, the page's own bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.tools.places import PLANS
from tests.web.visitor import Answer, Server, Visitor, form, serving

KIM_TRA = (PLANS / "kim-tra-2026.docx").read_bytes()
TOKEN = "một-mã-dài-cho-văn-phòng-điện-tử".encode("ascii", "ignore").decode() + "0123456789"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("api")
    (folder / "ma.txt").write_text(f"{TOKEN}\n", encoding="utf-8")
    with serving(folder, "--api-token", "ma.txt", "--max-size", "1", "--jobs", "2") as running:
        yield running


def asked(
    server: Server, path: str, name: str, data: bytes, fields: tuple[tuple[str, str], ...] = (), token: str = TOKEN
) -> Answer:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Visitor(server.port).post(path, form(fields, [("draft", name, data)]), **headers)


def described(server: Server) -> Any:
    return json.loads(Visitor(server.port).get("/api/openapi.json").body)


def schema_of(server: Server, name: str) -> Draft202012Validator:
    whole = described(server)
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": whole["components"]})


def test_the_document_is_valid_openapi(server: Server) -> None:
    validate(described(server))


def test_a_draft_is_answered_with_the_review_of_the_command_line(server: Server) -> None:
    answer = asked(server, "/api/check", "a.docx", KIM_TRA, (("against", "112/QĐ-TTg"), ("as_of", "2026-11-22")))
    assert answer.status == 200
    made = json.loads(answer.body)
    schema_of(server, "Review").validate(made)
    assert [directive["id"] for directive in made["directives"]] == ["112/QĐ-TTg"]
    assert made["as_of"] == "2026-11-22"
    assert made["findings"]
    assert not list(server.private.iterdir())  # nothing of it is kept


def test_a_plan_is_taken_apart(server: Server) -> None:
    made = json.loads(asked(server, "/api/extract", "a.docx", KIM_TRA).body)
    schema_of(server, "Extraction").validate(made)
    assert all(made["text"][t["start"] : t["end"]] == t["quote"] for t in made["targets"])


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "0"])
def test_who_does_not_know_the_token_is_refused(server: Server, token: str) -> None:
    answer = asked(server, "/api/check", "a.docx", KIM_TRA, token=token)
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    schema_of(server, "Fault").validate(json.loads(answer.body))


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("rong.docx", b"", 422, "tệp rỗng"),
        ("hong.docx", b"PK\x03\x04 no zip", 422, "zip"),
        ("lon.txt", b"a" * (2**20 + 1), 422, "1"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(server: Server, name: str, data: bytes, status: int, words: str) -> None:
    answer = asked(server, "/api/check", name, data)
    assert answer.status == status
    told = json.loads(answer.body)
    schema_of(server, "Fault").validate(told)
    assert told["file"] == name
    assert words in told["reason"]


def test_a_page_of_another_site_reaches_it_no_more_than_the_forms(server: Server) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Origin": "http://evil.example"}
    body = form([], [("draft", "a.docx", KIM_TRA)])
    assert Visitor(server.port).post("/api/check", body, **headers).status == 403


def test_without_a_token_it_is_closed_and_a_new_one_is_made_where_a_file_is_named(tmp_path: Path) -> None:
    with serving(tmp_path, "--jobs", "0") as server:
        assert asked(server, "/api/check", "a.docx", KIM_TRA, token="").status == 403
    with serving(tmp_path, "--jobs", "0", "--api-token", "moi.txt"):
        pass
    made = tmp_path / "moi.txt"
    assert len(made.read_text(encoding="utf-8").strip()) > 20
    assert made.stat().st_mode & 0o077 == 0
