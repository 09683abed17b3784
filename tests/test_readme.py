"""README.md and README.vi.md say the same, show what the program prints today, and lead to what exists."""

from __future__ import annotations

import re

import pytest

from pipeline.read import _READERS
from pipeline.report.formats import FORMATS
from tests.tools.make_readme import PAGES, WIDTH, current, in_vietnamese
from tests.tools.places import ROOT

TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
EN, VI = TEXTS["README.md"], TEXTS["README.vi.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = re.compile(r"<!-- run: (.+?) -->")


def prose(text: str) -> str:
    """-> what is written by hand: no blocks of code, no comments."""
    return re.sub(r"<!--.*?-->", "", FENCE.sub("", text))


def tables(text: str) -> list[list[list[str]]]:
    found = re.findall(r"(?:^\|.*\n)+", prose(text), re.MULTILINE)
    return [[re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in rows.splitlines()] for rows in found]


def code(text: str) -> list[list[str]]:
    """-> the blocks of commands and of Python, without their comments."""
    blocks = [body for name, body in FENCE.findall(text) if name != "text"]
    return [[re.sub(r" *# .*", "", line) for line in body.splitlines()] for body in blocks]


def figures(text: str) -> set[str]:
    """-> every figure without its points and commas, which the two languages set differently."""
    return {re.sub(r"[.,]", "", found) for found in re.findall(r"\d(?:[\d.,]*\d)?", prose(text))}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_what_is_pasted_is_current(page: str) -> None:
    assert current(page) == TEXTS[page], "run: python -m tests.tools.make_readme"


def test_each_readme_begins_with_the_way_to_the_other() -> None:
    assert EN.splitlines()[0] == "[Bản tiếng Việt](README.vi.md)"
    assert VI.splitlines()[0] == "[English](README.md)"


def test_same_headings_by_number_and_level() -> None:
    levels = [re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE) for text in (EN, VI)]
    assert levels[0] == levels[1]


def test_same_parts_in_the_same_order() -> None:
    """Headings, paragraphs, lists, tables and blocks follow one another alike."""
    shapes = []
    for text in (EN, VI):
        parts = [part for part in re.split(r"\n{2,}", FENCE.sub("CODE", text)) if part.strip()]
        shapes.append([(re.match(r"#+|- |\||!\[|<!-- \w+|CODE|", part) or [""])[0] for part in parts])
    assert shapes[0] == shapes[1]


def test_same_runs() -> None:
    assert RUN.findall(EN.replace("--lang en ", "")) == RUN.findall(VI)


def test_same_blocks_of_figures() -> None:
    blocks = [re.findall(r"<!-- (?:figures|rounds|made): .+? -->", text) for text in (EN, VI)]
    assert blocks[0] == blocks[1]


def test_same_tables() -> None:
    shapes = [[[len(row) for row in table] for table in tables(text)] for text in (EN, VI)]
    assert shapes[0] == shapes[1]


def test_same_points_in_lists() -> None:
    counts = [[part.count("\n- ") for part in re.split(r"^#+ .*$", prose(t), flags=re.MULTILINE)] for t in (EN, VI)]
    assert counts[0] == counts[1]


def test_same_commands_and_code() -> None:
    assert code(EN) == code(VI)


def test_same_names_in_code_letters() -> None:
    spans = [sorted(" ".join(s.split()) for s in re.findall(r"`([^`]+)`", prose(text))) for text in (EN, VI)]
    assert [s for s in spans[0] if s != "--lang en"] == [s for s in spans[1] if s != "--lang en"]


def test_same_links_and_pictures() -> None:
    links = [re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", text)[1:] for text in (EN, VI)]
    assert links[0] == links[1]


def test_every_figure_of_the_one_occurs_in_the_other() -> None:
    assert figures(EN) == figures(VI)


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_short_enough_to_be_read(page: str) -> None:
    assert len(TEXTS[page].splitlines()) <= 220


@pytest.mark.parametrize("text", [EN, VI], ids=["en", "vi"])
def test_blocks_need_no_scrolling(text: str) -> None:
    assert not [line for _, body in FENCE.findall(text) for line in body.splitlines() if len(line) > int(WIDTH)]


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md"])
def test_links_lead_to_files(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert target.startswith("https://") or ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("text", [EN, VI], ids=["en", "vi"])
def test_every_format_is_named(text: str) -> None:
    assert all(f"`{name}`" in text for name in FORMATS)
    named = " ".join(row[0] for table in tables(text) for row in table)
    read_as = {"image": ".png", "mhtml": ".mht"}
    assert all(re.search(rf"{re.escape(read_as.get(kind, f'.{kind}'))}\b", named) for kind in _READERS)


def test_vietnamese_tables_have_decimal_commas_and_no_english() -> None:
    assert in_vietnamese("| found | all |\n| --- | --- |\n| 1,447 | 1.87 times |\n") == (
        "| tìm ra | tất cả |\n| --- | --- |\n| 1.447 | 1,87 lần |\n"
    )
    with pytest.raises(ValueError, match="nobody translated"):
        in_vietnamese("| a word nobody translated |\n")


def test_python_of_the_readme_names_what_there_is() -> None:
    import pipeline

    for name in set(re.findall(r"\bpipeline\.([a-z_]+)\(", EN)):
        assert callable(getattr(pipeline, name)), name


def test_paths_named_in_code_letters_exist() -> None:
    named = {
        s for s in re.findall(r"`([^`\s]+/[^`\s]*)`", EN) if re.match(r"(rules|tests|pipeline|notebooks|corpus)/", s)
    }
    assert all((ROOT / path).exists() for path in named)


@pytest.mark.parametrize("page", PAGES)
def test_modules_that_a_page_runs_exist(page: str) -> None:
    modules = set(re.findall(r"python -m (tests\.[\w.]+)", (ROOT / page).read_text(encoding="utf-8")))
    assert all((ROOT / f"{module.replace('.', '/')}.py").exists() for module in modules)
