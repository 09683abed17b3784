"""The subject of a table's row: its name, with the name that it stands below where it says only a part or a rate."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.grid import Named
from pipeline.extract.targets.figures import Figure
from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.subject import Subject, read_phrase, tidy, without_periods
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_PERCENT = compiled(r"\s*\((?:%|‰)\)\s*$")
_WHOLE = compiled(r"cơ cấu(?!\w)")
_AGAINST = compiled(r"(?:tỷ|tỉ) (?:lệ|trọng)\s+(?:so với|trên|trong)\s+(?=\S)")
_RATE = compiled(
    r"(?:(?:tốc độ|mức|tỷ lệ|tỉ lệ)(?:\s+|$))?(?:tăng trưởng|phát triển|tăng|giảm)?"
    r"(?:\s+(?:bình quân|so với năm trước))*(?:\s*/\s*năm)?"
)
_ENDING_CHANGE = compiled(
    r"(?<!\w)((?:tăng|giảm)(?:\s+(?:bình quân|trung bình|thêm|hằng năm|hàng năm|mỗi năm))*(?:\s*/\s*năm)?)\s*:?\s*$"
)
_OPENING_CHANGE = compiled(r"(tăng(?! trưởng| (?:tỷ|tỉ) lệ)|(?:cắt |kéo )?giảm)(?:\s+(?:bình quân|thêm))*\s")
_ENDING_LEVEL = compiled(r"\s(?:(?:tăng|giảm)\s+)?(?:xuống|lên|còn)(?:\s+(?:còn|đến|mức))?\s*$")
_OF_UNIT = compiled(r"%\s+(.+)")
_CAPITALS = ("gdp", "grdp")
Told = tuple[Subject, Change | None]


@dataclass(frozen=True, slots=True)
class _Case:
    """``name``, ``owner`` (the name that the row stands below, or "") and ``before`` (that of the row before) without
    years, ``told`` the measure that the table or the column tells of each row; ``part`` as its mark says."""

    name: str
    owner: str
    before: str
    told: str
    part: bool
    figure: Figure
    words: TargetWords


ROW = Stage[_Case, Told]("row")


def subject_of_row(text: str, named: Named, told_above: str, figure: Figure, words: TargetWords) -> Told:
    """-> whose figure a row tells and of what, and whether it is a change.

    ``told_above`` is the measure that the table or the column tells of each row, "" for none.
    """
    name = without_periods(_PERCENT.sub("", text[slice(*named.name)]))
    owner, before = (
        without_periods(text[slice(*span)]).rstrip(" :") if span else ""
        for span in (next(iter(named.parents), None), named.before)
    )
    told = ROW.decide(_Case(name, owner, before, told_above, named.part, figure, words))
    assert told is not None  # the last rule takes any name
    return told


@ROW.rule(
    "Tỉnh, thành phố | Tỷ lệ bao phủ bảo hiểm y tế năm 2025 (%) / An Giang | 95", needed="targets assigned by unit"
)
def assigned_to_a_place(case: _Case) -> Told | None:
    """Where the table or the column tells the measure, a row that names none is the population: a place, a body."""
    if not case.told or case.words.heads.match(fold(case.name)):
        return None
    share = case.words.heads.search(fold(case.told))
    indicator = without_periods(case.told[share.start() :] if share else case.told)
    return Subject(case.name.strip(" :"), tidy(_PERCENT.sub("", indicator))), None


@ROW.rule("Cơ cấu kinh tế / - Dịch vụ | % | 45", needed="yearly plans, finance plans of three years")
def part_of_a_whole(case: _Case) -> Told | None:
    """Below a row that names a structure, a row is a part: the structure is the population."""
    if case.owner and case.part and _WHOLE.match(fold(case.owner)):
        return Subject(tidy(case.owner), tidy(case.name)), None
    return None


@ROW.rule("Kim ngạch xuất khẩu / Tốc độ tăng trưởng | % | 7", needed="yearly plans, finance plans of three years")
def rate_of_the_row_above(case: _Case) -> Told | None:
    """A row that names only a rate is of what the row above it names."""
    above = case.owner if case.part else case.before
    if above and case.name and _RATE.fullmatch(fold(case.name)):
        return Subject(tidy(above), tidy(case.name)), None
    return None


@ROW.rule("Cà phê / - Diện tích | ha | 27.000", needed="plans of farming and trade by product")
def measure_of_the_row_above(case: _Case) -> Told | None:
    """Below a row that names a thing, a part that names a measure measures that thing."""
    measures = case.words.heads.match
    if case.part and case.owner and measures(fold(case.name)) and not measures(fold(case.owner)):
        return Subject(tidy(case.owner), tidy(case.name)), None
    return None


@ROW.rule("Tổng vốn đầu tư / Tỷ lệ so với GRDP | % | 40", needed="yearly plans, finance plans of three years")
def weighed_against(case: _Case) -> Told | None:
    """A rate against a whole: the whole is the population."""
    whole = _AGAINST.match(fold(case.name))
    return (Subject(tidy(case.name[whole.end() :]), tidy(case.name)), None) if whole else None


@ROW.rule("Tổng mức bán lẻ tăng bình quân | % | 12", needed="five-year plans by phases")
def ends_with_a_change(case: _Case) -> Told | None:
    """A name that ends with the verb of a change."""
    ending = _ENDING_CHANGE.search(fold(case.name))
    if ending is None or not case.figure.share or not ending.start():
        return None
    return Subject(tidy(case.name[: ending.start()]), ending[1]), "+" if ending[1].startswith("tăng") else "-"


@ROW.rule("Giảm phát thải khí nhà kính | % | 9", needed="annexes of resolutions, programmes of action")
def opens_with_a_change(case: _Case) -> Told | None:
    """A name that opens with the verb of a change, and says no level in the end ("giảm tỷ lệ … xuống còn")."""
    opening = _OPENING_CHANGE.match(fold(case.name))
    if opening is None or not case.figure.share or _ENDING_LEVEL.search(fold(case.name)):
        return None
    measured = read_phrase(case.name[opening.end() :], "", case.words)
    population = measured.population or measured.indicator
    return Subject(population, opening[1]), "+" if opening[1] == "tăng" else "-"


@ROW.rule("Kinh tế số | % GRDP | 30", needed="annexes of resolutions")
def unit_names_the_whole(case: _Case) -> Told | None:
    """A unit that says of what the share is: that is the population."""
    whole = _OF_UNIT.search(case.figure.unit)
    if whole is None or fold(case.name).startswith(whole[1]):
        return None
    return Subject(tidy(whole[1].upper() if whole[1] in _CAPITALS else whole[1]), tidy(case.name)), None


@ROW.rule("Tỷ lệ hộ nghèo được vay vốn / - Hộ dân tộc thiểu số | % | 90", needed="annexes with parts below their row")
def named_with_its_owner(case: _Case) -> Told | None:
    """A part is read with the name that it stands below, any other row by its own name."""
    level = _ENDING_LEVEL.search(fold(case.name))
    name = case.name[: level.start()] if level else case.name
    owned = case.part and case.owner and not case.words.heads.match(fold(name))
    return read_phrase(f"{case.owner} - {name}" if owned else name, "", case.words), None
