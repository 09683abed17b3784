"""The invented country: provinces, districts, communes, what each issues in which year, and who stands above whom.

Until 30/6/2025 a commune's plan carries out its district's, a district's its province's and a province's the national
programme; since 01/7/2025 (two tiers) a commune's plan carries out its province's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import yaml

PARTS = Path(__file__).parent / "parts"
TWO_TIERS = date(2025, 7, 1)


@cache
def part(name: str) -> Any:
    """-> what a file of ``tests/generator/parts`` holds."""
    return yaml.load((PARTS / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def programmes() -> tuple[str, ...]:
    return tuple(f"programmes/{path.stem}" for path in sorted((PARTS / "programmes").glob("*.yaml")))


@dataclass(frozen=True)
class Unit:
    """An office's area. ``kind`` as it is called in 2024 ("thị trấn" is a commune without a name of its own later)."""

    level: str
    kind: str
    name: str
    upper: Unit | None = None

    def kind_on(self, day: date) -> str:
        return "xã" if self.kind == "thị trấn" and day >= TWO_TIERS else self.kind

    def called(self, day: date) -> str:
        return f"{self.kind_on(day)} {self.name}"


@dataclass(frozen=True)
class Order:
    """One plan to be written: who issues it, when, under which number, for which years, and what it carries out."""

    doc: str
    unit: Unit
    programme: str
    number: str
    day: date
    period: tuple[int, int]
    seed: str
    parent: Order | None = None
    copied: Order | None = None
    file_format: str = "txt"
    faults: tuple[str, ...] = field(default=())

    @property
    def file(self) -> str:
        return f"plans/{self.doc}.{self.file_format}"


_FAULTS = {  # how often one is planted; what each is stands in compose.py and targets.py
    "target-lowered": 0.06,
    "target-dropped": 0.06,
    "abolished-body": 0.05,
    "year-in-number": 0.08,
    "dead-circular": 0.05,
    "wrong-date": 0.03,
    "other-place": 0.2,
    "number-skipped": 0.04,
    "slip": 0.05,
}


def orders(
    count: int,
    seed: int,
    years: Sequence[int],
    formats: Sequence[str],
    faults: float = 1,
    only: str | None = None,
) -> list[Order]:
    """-> ``count`` plans in the order in which they are written: parents before those who carry them out.

    ``faults`` plants them so many times as often; above 1 a wrong number of the programme is handed down, as in life.
    ``only`` names the one programme to write plans of ("cong-tac-xa-hoi").
    """
    chance = Random(f"world {seed}")
    country = _country(count, len(years), chance)
    wanted = [(name, part(name)["weight"]) for name in programmes() if only in (None, name.split("/")[-1])]
    names, weights = [n for n, _ in wanted], [w for _, w in wanted]
    main = max(wanted, key=lambda pair: pair[1])[0]
    done: list[Order] = []
    numbers: dict[tuple[Unit, int], int] = {}
    issued: dict[tuple[Unit, str, int], Order] = {}

    def issue(unit: Unit, programme: str, year: int, upper: Order | None, earliest: date) -> Order:
        key = (unit, programme, year)
        if key in issued:
            return issued[key]
        day = earliest + timedelta(days=chance.randrange(4, 26))
        while day.weekday() > 4:
            day += timedelta(days=1)
        last = numbers.get((unit, year), 8)
        number = numbers[unit, year] = last + chance.randrange(3, 40)
        long = chance.random() < {"province": 0.5, "district": 0.3, "commune": 0.15}[unit.level]
        end = year if not long else next(y for y in (2025, 2030, 2035) if y >= year)
        before = issued.get((unit, programme, year - 1))
        copied = None
        if unit.level == "commune" and chance.random() < 0.3:
            twins = [
                o
                for o in done[-40:]
                if o.unit.level == "commune" and o.programme == programme and o.unit != unit and o.day < day
            ]
            copied = (
                before if before is not None and chance.random() < 0.5 else (chance.choice(twins) if twins else None)
            )
        picked = [name for name, share in _FAULTS.items() if chance.random() < share * faults]
        if faults > 1:
            handed = upper is not None and "year-in-number" in upper.faults and chance.random() < 0.75
            picked += ["year-in-number"] if handed else []
            if "year-in-number" in picked:  # a wrong date besides would leave nothing to know the document by
                picked = [name for name in picked if name != "wrong-date"]
        top = unit
        while top.upper is not None:
            top = top.upper
        called = f"{plain(unit.kind_on(day))}-{plain(unit.name)}"
        doc = f"tinh-{plain(top.name)}/{year}/{called}-{part(programme)['stem']}-{number}-kh-ubnd"
        order = Order(
            doc, unit, programme, f"{number}/KH-UBND", day, (year, end), f"{seed} {doc}", upper, copied,
            chance.choice(list(formats)), tuple(picked),
        )  # fmt: skip
        issued[key] = order
        done.append(order)
        return order

    for n, year in enumerate(years, 1):
        quota = count * n // len(years)
        for province, commune, district in country:
            if len(done) >= quota:
                break
            first = main if chance.random() < 0.9 else chance.choices(names, weights)[0]
            second = chance.choices(names, weights, k=chance.random() < 0.2)
            for programme in dict.fromkeys([first, *second]):
                top = issue(province, programme, year, None, date(year, 1, 6))
                two_tiers = date(year, 3, 12) >= TWO_TIERS
                middle = top if two_tiers else issue(district, programme, year, top, date(year, 2, 10))
                issue(commune, programme, year, middle, date(year, 3, 12))
    return done[:count]


def _country(count: int, years: int, chance: Random) -> list[tuple[Unit, Unit, Unit]]:
    """-> (province, commune, its former district), the provinces in turn; enough for ``count`` plans over the years."""
    places = part("places")
    communes = max(2, count // years)
    provinces = [
        Unit("province", "tỉnh", name)
        for name in chance.sample(places["provinces"], min(len(places["provinces"]), max(2, communes // 45 + 1)))
    ]
    names = [f"{a} {b} {c}" for a in places["first"] for b in places["second"] for c in places["third"] if a != b]
    chance.shuffle(names)
    more = (f"{name} {b}" for b in places["second"] for name in names if b not in name)
    taken = chain(names, more)
    districts = {p: [Unit("district", "huyện", next(taken).rpartition(" ")[0], p) for _ in range(4)] for p in provinces}
    country = []
    for n in range(communes):
        province = provinces[n % len(provinces)]
        district = districts[province][n // len(provinces) % 4]
        kind = chance.choices(["xã", "phường", "thị trấn"], [6, 3, 1])[0]
        country.append((province, Unit("commune", kind, next(taken), district), district))
    return country


_LETTERS = str.maketrans("đĐ", "dd")


def plain(name: str) -> str:
    """A name for files: no diacritics, small, hyphens."""
    bare = unicodedata.normalize("NFD", name.translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower().replace(" ", "-")
