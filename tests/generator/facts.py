"""What a plan says of its unit: names, years, how many people, which bodies; figures differ from plan to plan."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.generator.citations import Cited, date_typed
from tests.generator.grammar import capital, write
from tests.generator.world import TWO_TIERS, Order, part

_THON = {
    "xã": ["thôn", "thôn", "ấp", "bản"],
    "phường": ["tổ dân phố", "khu phố"],
    "thị trấn": ["tổ dân phố", "khu phố"],
}


class Facts:
    """The facts of one plan by name; those that are asked for again and again (a place, a sum, a day) vary."""

    def __init__(self, order: Order, programme: dict[str, Any], figures: Random) -> None:
        self.order, self.programme, self.figures = order, programme, figures
        unit, day = order.unit, order.day
        self.home = Random(f"home {unit}")  # the same in all plans of a unit
        self.level, self.kind = unit.level, unit.kind_on(day)
        self.short = figures.random() < 0.35
        office = "UBND" if self.short else "Ủy ban nhân dân"
        self.new = day >= TWO_TIERS
        upper = order.parent.unit if order.parent is not None else None
        start, end = order.period
        people = self.home.randrange(6_000, 48_000) * {"commune": 1, "district": 9, "province": 60}[self.level]
        people += figures.randrange(-300, 300)
        share = lambda low, high: _count(int(people * figures.uniform(low, high)))  # noqa: E731
        self.hamlet = {
            "commune": self.home.choice(_THON.get(unit.kind, [""])),
            "district": "xã, thị trấn",
            "province": "xã, phường" if self.new else "huyện, thành phố",
        }[self.level]
        self.other = figures.choice(part("places")["second"])
        span = f"năm {start}" if start == end else f"giai đoạn {start}{figures.choice(['-', ' - '])}{end}"
        years = figures.choice([f"{start}-{start + 1}", f"{start} - {start + 1}"])
        self.fixed: dict[str, str] = {
            "xa": f"{self.kind} {unit.name}",
            "Xa": f"{capital(self.kind)} {unit.name}",
            "cap": self.kind,
            "thon": self.hamlet,
            "duoi": self.hamlet,
            "so_thon": str(self.home.randrange(6, 24)),
            "ubnd": f"{office} {self.kind}",
            "UBND": f"Ủy ban nhân dân {self.kind} {unit.name}",
            "ubnd_tren": f"{office} {upper.kind_on(day)}" if upper else "Thủ tướng Chính phủ",
            "ubnd_tren_dai": f"{office} {upper.called(day)}" if upper else "Thủ tướng Chính phủ (để b/c)",
            "cap_tren": upper.kind_on(day) if upper else "",
            "so_chu_quan": "Sở Y tế" if day >= date(2025, 3, 1) else "Sở Lao động - Thương binh và Xã hội",
            "nam": str(start),
            "nam_truoc": str(start - 1),
            "nam_sau": str(start + 1),
            "nam_hoc": years,
            "ky": span,
            "viec": f"thực hiện {programme['name']}",
            "chuong_trinh": figures.choice([programme["name"], programme["name"], "Chương trình"]),
            "duty": programme["duty"],
            "mot_cua": "Trung tâm Phục vụ hành chính công" if self.new else "Bộ phận Tiếp nhận và Trả kết quả",
            "carry": figures.choice(["IV", "V"]),
            "dan_so": _count(people),
            "so_ho": share(0.24, 0.3),
            "ho_ngheo": share(0.002, 0.01),
            "ho_can_ngheo": share(0.004, 0.015),
            "nct": share(0.09, 0.16),
            "nkt": share(0.01, 0.025),
            "tre": share(0.18, 0.25),
            "tre_kk": share(0.001, 0.006),
        }
        lead = next(b for b in self.bodies() if b.get("lead"))
        self.fixed["lead"] = self.fixed["Lead"] = self.body_name(lead)
        self._people = people

    def get(self, name: str) -> str | None:
        known = self.fixed.get(name)
        return known if known is not None else self._varying(name)

    def _varying(self, name: str) -> str | None:
        chance = self.figures
        if name in ("kq", "thap"):
            value = chance.uniform(78, 99.5) if name == "kq" else chance.uniform(35, 65)
            return f"{value:.1f}".replace(".", ",") if chance.random() < 0.7 else f"{value:.0f}"
        if name in ("dieu", "khoan"):
            return str(chance.randrange(4, 26) if name == "dieu" else chance.randrange(1, 5))
        if name == "le":
            return f"{chance.uniform(0.4, 9):.1f}".replace(".", ",")
        if name in ("btxh", "nguoi", "ca", "ca_nho", "it"):
            low, high = {"btxh": (120, 900), "nguoi": (30, 400), "ca": (8, 90), "ca_nho": (2, 9), "it": (2, 9)}[name]
            count = chance.randrange(low, high)
            return f"{count:02d}" if count < 10 else _count(count)
        if name == "phan_so":
            of = chance.randrange(3, 9)
            done = chance.randrange(2, of)
            self.fixed["phan_so_kq"] = f"{100 * done / of:.1f}".replace(".", ",").removesuffix(",0")
            return f"{done:02d}/{of:02d}"
        if name == "tien_lon":
            return _money(chance, 60, 900)
        if name == "tien_nho":
            return _money(chance, 12, 80)
        if name == "tien_it":
            return f"{chance.randrange(3, 10) * 100}.000 đồng"
        if name == "ngay":
            start = self.order.day + timedelta(days=chance.randrange(30, 150))
            last = date(self.order.period[0], 11, 20)
            return date_typed(min(start, last), chance, "figures" if chance.random() < 0.6 else "words")
        if name == "ngay_cuoi":
            return date_typed(date(self.order.period[0], 12, chance.randrange(5, 20)), chance, "mixed")
        if name == "ten_thon":
            return self._place()
        if name == "truong":
            level = chance.choice(["Mầm non", "Tiểu học", "Trung học cơ sở", "Tiểu học và Trung học cơ sở"])
            return f"Trường {level} {chance.choice([*part('places')['schools'], self.order.unit.name])}"
        return None

    def _place(self) -> str:
        places, chance = part("places"), self.figures
        if self.level == "commune":
            first = f"{self.hamlet} "
            return first + (str(chance.randrange(1, 15)) if chance.random() < 0.4 else chance.choice(places["hamlets"]))
        kind = "xã" if self.level == "district" or self.new else "huyện"
        return f"{kind} {chance.choice(places['first'])} {chance.choice(places['second'])}"

    def bodies(self) -> list[dict[str, Any]]:
        """-> those that exist at this level on the plan's day, in their order, some left out."""
        chance = Random(f"bodies {self.order.seed}")
        day, found = self.order.day, []
        for body in part("bodies")[self.level]:
            alive = body.get("from", date.min) <= day < body.get("until", date.max)
            here = self.kind in body.get("only", [self.kind])
            if alive and here and (body.get("lead") or body.get("money") or chance.random() < 0.85):
                found.append(body)
        return found

    def body_name(self, body: dict[str, Any]) -> str:
        chance = Random(f"body {self.order.seed} {body['names'][0]}")
        return write(chance.choice(body["names"]), chance, lambda name: self.fixed[name])

    def letter(self) -> Cited:
        """-> an official letter of the province's department, shortly before the plan."""
        chance, day = self.figures, self.order.day
        symbol = "SYT-BTXH" if day >= date(2025, 3, 1) else "SLĐTBXH-BTXH"
        sent = day - timedelta(days=chance.randrange(5, 40))
        return Cited(
            "Công văn", f"{chance.randrange(90, 3000)}/{symbol}", sent, self.fixed["so_chu_quan"],
            "về việc [triển khai|hướng dẫn thực hiện] {chuong_trinh} năm {nam}",
        )  # fmt: skip

    def signer(self) -> tuple[str, bool]:
        """-> the name and whether a deputy signs; a unit's chair is the same in its plans of one year."""
        chance = Random(f"signer {self.order.unit} {self.order.period[0]}")
        places, woman = part("places"), chance.random() < 0.4
        middle, given = places["middle_f" if woman else "middle_m"], places["given_f" if woman else "given_m"]
        name = f"{chance.choice(places['families'])} {chance.choice(middle)} {chance.choice(given)}"
        return name, chance.random() < 0.7


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _money(chance: Random, low: int, high: int) -> str:
    million = chance.randrange(low, high)
    return f"{million}.{chance.choice(['000', '500'])}.000 đồng" if chance.random() < 0.6 else f"{million} triệu đồng"
