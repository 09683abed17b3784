"""A working day: many drafts and archives, one archive back, the department's table, decisions that stay, versions."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

import docx
import openpyxl
import pytest
from lxml import html

from tests.tools.places import PLANS
from tests.web.visitor import Server, Visitor, form, serving

RULES = ("DC201", "DC613", "DC404")
KIM_TRA = (PLANS / "kim-tra-2026.docx").read_bytes()
FAULTY = (
    "ỦY BAN NHÂN DÂN\nPHƯỜNG AN BÌNH\nSố: 12/KH-UBND\nAn Bình, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\n"
    "Thực hiện Quyết định số 112/QĐ-TTg năm 2026\n"
    "Căn cứ Quyết định số 112/2021/QĐ-TTg ngày 22 tháng 01 năm 2021 của Thủ tướng Chính phủ;\n"
    "I. MỤC TIÊU\n1. Phấn đấu phấn đấu đạt 70% hộ nghèo có việc làm năm 2026.\n"
    "II. KINH PHÍ\nCấp 50.000.000 đồng từ ngân sách phường.\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("day"), "--max-size", "2", "--max-files", "20", "--jobs", "2") as running:
        yield running


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server.port)


def archived(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files:
            target.writestr(name, data)
    return made.getvalue()


def listed(visitor: Visitor) -> dict[str, str]:
    """-> name -> address of each draft on the start page."""
    page = html.fromstring(visitor.get("/").text)
    return {a.xpath("string()"): a.get("href") for a in page.xpath("//tr[@data-draft]/th/a")}


def findings(visitor: Visitor, address: str) -> dict[str, tuple[str, bool]]:
    """-> key -> (rule, whether it is decided)."""
    page = html.fromstring(visitor.get(f"{address}/findings").text)
    return {
        a.get("id"): (a.xpath("string(.//span[@class='rule'])"), "decided" in a.get("class"))
        for a in page.xpath("//article")
    }


def decided(visitor: Visitor, address: str, key: str, choice: str, **more: str) -> int:
    fields = {"token": visitor.token(), "finding": key, "choice": choice, **more}
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()
    return visitor.ask("POST", f"{address}/decide", body).status


def test_an_archive_is_its_files_and_all_results_come_back_as_one(visitor: Visitor) -> None:
    data = archived(
        ("xã/kế hoạch.docx", KIM_TRA), ("__MACOSX/._x", b"x"), ("xã/rỗng.txt", b""), ("b.txt", FAULTY.encode())
    )
    assert visitor.send(("gửi.zip", data)).headers["location"] == "/#drafts"
    found = listed(visitor)
    assert set(found) == {"kế hoạch.docx", "rỗng.txt", "b.txt"}
    for address in found.values():
        visitor.waited(address)
    assert "tệp rỗng" in visitor.get(found["rỗng.txt"]).text
    back = zipfile.ZipFile(io.BytesIO(visitor.archive()))
    assert back.testzip() is None
    names = back.namelist()
    assert "rỗng.txt: tệp rỗng" in back.read("chua-co-ket-qua.txt").decode()
    assert "kế hoạch/kế hoạch.review.docx" in names
    assert "b/b.phieu.docx" in names
    assert any(name.startswith("tong-hop-112-QĐ-TTg-2026") for name in names)


def test_results_are_made_while_the_page_tells_how_far_and_follow_later_decisions(visitor: Visitor) -> None:
    assert visitor.get("/results").status == 404
    address = visitor.reviewed("a.txt", FAULTY.encode())
    visitor.reviewed("b.txt", FAULTY.encode())
    assert visitor.get("/results.zip").headers["location"] == "/results"
    assert "trong 2 dự thảo" in visitor.get("/results").text
    before = zipfile.ZipFile(io.BytesIO(visitor.archive()))
    assert "/results.zip" in visitor.get("/results").text
    assert decided(visitor, address, findings_of(visitor, address)["DC404"], "dismissed", reason="kế+hoạch+nhỏ") == 303
    assert visitor.get("/results.zip").headers["location"] == "/results"
    after = zipfile.ZipFile(io.BytesIO(visitor.archive()))
    assert after.namelist() == before.namelist()
    assert after.read("a/a.review.xlsx") != before.read("a/a.review.xlsx")


def test_results_that_cannot_be_made_are_named_and_hold_nothing_up(server: Server, visitor: Visitor) -> None:
    before = set(server.private.iterdir())
    visitor.reviewed("hỏng.txt", FAULTY.encode())
    (folder,) = set(server.private.iterdir()) - before
    for name in ("held", "review-vi"):
        (folder / name).unlink()
    visitor.reviewed("tốt.txt", FAULTY.encode())
    back = zipfile.ZipFile(io.BytesIO(visitor.archive()))
    assert "Chưa lập đủ kết quả của: hỏng.txt" in visitor.get("/results").text
    assert "hỏng.txt: Chưa lập được: Word có ghi chú" in back.read("chua-co-ket-qua.txt").decode()
    assert "tốt/tốt.review.docx" in back.namelist()


def findings_of(visitor: Visitor, address: str) -> dict[str, str]:
    """-> rule -> key."""
    return {rule: key for key, (rule, _) in findings(visitor, address).items()}


def test_the_overview_tells_unit_findings_and_targets_and_leads_to_the_table(visitor: Visitor) -> None:
    visitor.reviewed("a.docx", KIM_TRA, [("against", "112/QĐ-TTg")])
    page = html.fromstring(visitor.get("/").text)
    (row,) = page.xpath("//table[contains(@class, 'sortable')]//tr[@data-draft]")
    assert "Kim Trà" in row.xpath("string(td[@class='unit'])")
    assert "lỗi" in row.xpath("string(td[@class='state'])")
    assert "thiếu" in row.xpath("string(td[@class='targets'])")
    (link, *_) = page.xpath("//p[@class='table']/a/@href")
    table = visitor.get(link)
    assert table.status == 200
    assert "phường Kim Trà" in table.text
    assert "default-src 'none'" in table.headers["content-security-policy"]
    assert visitor.get(link.replace("html", "xlsx", 1)).body.startswith(b"PK")
    assert visitor.get(link.replace("2026", "2025")).status == 404
    assert Visitor(visitor.port).get(link).status == 404  # another session has nothing in it


def book(*names: str) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("STT", "Đơn vị"), *enumerate(names, 1)):
        made.active.append(row)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("đơn vị.txt", "phường Kim Trà\nphường An Cựu\n".encode()),
        ("đơn vị.xlsx", book("Phường Kim Trà", "phường An Cựu")),
    ],
)
def test_a_list_of_units_tells_the_table_who_has_not_sent(visitor: Visitor, name: str, data: bytes) -> None:
    visitor.reviewed("a.docx", KIM_TRA, [("against", "112/QĐ-TTg")])
    (link, *_) = html.fromstring(visitor.get("/").text).xpath("//p[@class='table']/a/@href")
    assert "An Cựu" not in visitor.get(link).text
    assert visitor.post("/units", form([("token", visitor.token())], [("units", name, data)])).status == 303
    assert "danh sách 2 đơn vị" in visitor.get("/").text
    table = html.fromstring(visitor.get(link).text)
    assert table.xpath("string(//tr[@class='absent'])").startswith("phường An Cựu")
    assert len(table.xpath("//tr[@class='absent']")) == 1


def test_decisions_stay_and_the_downloads_follow(visitor: Visitor) -> None:
    address = visitor.reviewed("bản 1.docx", docx_of(FAULTY))
    before = findings(visitor, address)
    rules = {rule: key for key, (rule, _) in before.items()}
    assert decided(visitor, address, rules["DC201"], "accepted") == 303
    assert decided(visitor, address, rules["DC613"], "edited", text="Phan%20dau") == 303
    assert decided(visitor, address, rules["DC404"], "dismissed", reason="kế hoạch nhỏ".replace(" ", "+")) == 303
    after = findings(visitor, address)
    assert {key for key, (_, is_decided) in after.items() if is_decided} == {rules[r] for r in RULES}
    document = visitor.get(f"{address}/docx").body
    xml = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()
    assert re.search(r"<w:ins [^>]*>.*?112/QĐ-TTg", xml, re.DOTALL)
    assert "Phan dau" in xml
    made = json.loads(visitor.get(f"{address}/json").body)
    left = {finding["rule_id"] for finding in made["findings"]}
    assert not left & set(RULES)
    new = FAULTY.replace("II. KINH PHÍ", "2. Đến năm 2030 năm 2030 có 5 mô hình.\nII. KINH PHÍ")
    next_version = findings(visitor, visitor.reviewed("bản 2.docx", docx_of(new)))
    assert {rule for rule, is_decided in next_version.values() if is_decided} == set(RULES)
    assert decided(visitor, address, rules["DC404"], "undo") == 303
    assert findings(visitor, address)[rules["DC404"]] == ("DC404", False)
    assert "112/QĐ-TTg" in visitor.get("/decisions.yaml").text


def docx_of(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def test_a_decision_needs_its_own_session_a_reason_and_a_finding(server: Server, visitor: Visitor) -> None:
    address = visitor.reviewed("a.txt", FAULTY.encode())
    key = next(iter(findings(visitor, address)))
    assert decided(Visitor(server.port), address, key, "dismissed", reason="vì+thế+thôi") == 403
    assert decided(visitor, address, key, "dismissed", reason="") == 400
    assert decided(visitor, address, "0" * 16, "dismissed", reason="vì+thế+thôi") == 400
    assert decided(visitor, address, key, "burned") == 400
    assert not any(is_decided for _, is_decided in findings(visitor, address).values())


def test_each_finding_says_why_its_rule_exists(visitor: Visitor) -> None:
    address = visitor.reviewed("a.txt", FAULTY.encode())
    page = html.fromstring(visitor.get(f"{address}/findings").text)
    articles = page.xpath("//article")
    assert articles
    assert all(len(article.xpath("string(.//details[@class='reason']/p)")) > 20 for article in articles)


def test_two_versions_are_compared(visitor: Visitor) -> None:
    fields = [("token", visitor.token())]
    files = [("old", "cũ.txt", FAULTY.encode()), ("new", "mới.txt", FAULTY.replace("70%", "60%").encode())]
    address = visitor.post("/compare", form(fields, files)).headers["location"]
    visitor.waited(address)
    shown = visitor.get(f"{address}/review").text
    assert "70%" in shown
    assert "60%" in shown
    assert visitor.get(f"{address}/findings").status == 404
    assert visitor.post("/compare", form([("token", visitor.token())], files[:1])).status == 400


def test_a_page_speaks_the_language_that_is_chosen_now(visitor: Visitor) -> None:
    address = visitor.reviewed("a.txt", FAULTY.encode())
    assert "Chưa xử lý" in visitor.get(f"{address}/findings").text
    english = visitor.get(f"{address}/findings?lang=en").text
    assert "Not decided" in english
    assert "năm số" not in english
    assert 'lang="en"' in visitor.get(f"{address}/review").text


def test_all_can_be_deleted_at_once(server: Server, visitor: Visitor) -> None:
    other = Visitor(server.port)
    kept = other.reviewed("của người khác.txt", FAULTY.encode())
    visitor.reviewed("a.txt", FAULTY.encode())
    assert visitor.ask("POST", "/delete-all", b"token=no").status == 403
    assert visitor.ask("POST", "/delete-all", f"token={visitor.token()}".encode()).status == 303
    assert not listed(visitor)
    assert other.get(kept).status == 200


def test_parents_are_grouped_by_field_to_be_searched(visitor: Visitor) -> None:
    page = html.fromstring(visitor.get("/").text)
    fields = page.xpath("//div[@class='field']/h3/text()")
    assert "trẻ em" in fields
    assert len(page.xpath("//div[@class='field']//input[@name='against']")) > 30


def test_words_of_the_command_line_are_on_no_page(visitor: Visitor) -> None:
    address = visitor.reviewed("a.txt", "KẾ HOẠCH\nCăn cứ Nghị quyết số 5/NQ-HĐND về nước sạch\n".encode())
    for path in ("/", address, f"{address}/review", f"{address}/findings"):
        shown = html.fromstring(visitor.get(path).text)
        words = " ".join(shown.xpath("//body//text()[not(parent::script or parent::style)]"))
        assert not re.search(r"--[a-z]", words), path
