"""What stands around the body of a plan: its title, what it rests on, the foot."""

from __future__ import annotations

from dataclasses import replace

from tests.generator.citations import Cited, central
from tests.generator.lines import Line
from tests.generator.world import Order, part
from tests.generator.writer import Writer


def title_of(writer: Writer) -> str:
    return writer.say(writer.words.choice(writer.programme["titles"]))


def plan_as_cited(order: Order) -> Cited:
    """-> a plan of the corpus as those below cite it."""
    name = part(order.programme)["name"]
    period = f"năm {order.period[0]}" if order.period[0] == order.period[1] else f"giai đoạn {_span(order.period)}"
    issuer = f"Ủy ban nhân dân {order.unit.called(order.day)}"
    return Cited("Kế hoạch", order.number, order.day, issuer, f"[về |]thực hiện {name} {period}")


def _span(period: tuple[int, int]) -> str:
    return f"{period[0]}-{period[1]}"


def grounds_of(writer: Writer) -> list[Line]:
    order = writer.order
    cited: list[tuple[str, Cited]] = []
    key = writer.programme["parent"]
    programme = central(key)
    if writer.wants("year-in-number"):
        number, _, symbol = str(programme.number).partition("/")
        programme = replace(programme, number=f"{number}/{programme.day.year}/{symbol}")
        writer.planted("year-in-number", ["DC201", "DC204"], str(programme.number))
    if writer.wants("wrong-date"):
        programme = replace(programme, day=programme.day.replace(year=programme.day.year - 1))
        writer.planted("wrong-date", ["DC203", "DC204", "DC206"], str(programme.number))
    writer.parent = programme
    cited.append((key, programme))
    pool = [n for n in writer.programme["grounds"] if central(n).day < order.day]
    cited += [(n, central(n)) for n in writer.words.sample(pool, min(len(pool), writer.words.randrange(1, 5)))]
    if writer.wants("dead-circular") and key == "QD112":
        dead = central("TTLT30")
        cited.append(("TTLT30", dead))
        writer.planted("dead-circular", ["DC208"], str(dead.number))
    if order.parent is not None:
        cited.append(("", plan_as_cited(order.parent)))
        above = order.parent.parent
        if above is not None and writer.words.random() < 0.3:
            cited.append(("", plan_as_cited(above)))
    if writer.words.random() < 0.4:
        cited.append(("", writer.facts.letter()))
    writer.known |= {name for name, _ in cited if name}
    way = writer.words.choice(["lines", "lines", "one", "two"])
    if way == "lines":
        lines = [f"Căn cứ {writer.citation(document, full=True)};" for _, document in cited]
        if order.parent is not None and writer.words.random() < 0.5:
            lines[-1] = "Thực hiện" + lines[-1].removeprefix("Căn cứ")
        lines[-1] = lines[-1][:-1] + writer.words.choice([",", ".", ";"])
        return [Line(text) for text in lines]
    said = [writer.citation(document, full=True) for _, document in cited]
    if way == "one" or len(said) < 3:
        return [Line(f"Căn cứ {'; '.join(said)}{writer.words.choice([',', ';', '.'])}")]
    return [Line(f"Căn cứ {'; '.join(said[:2])};"), Line(f"Thực hiện {'; '.join(said[2:])},")]


def foot_of(writer: Writer) -> tuple[list[str], list[str], str, str]:
    frame, facts = part("frame"), writer.facts
    lines = [writer.say(frame["recipients_up"][0])]
    lines += [writer.say(t) for t in writer.words.sample(frame["recipients"], writer.words.randrange(2, 5))]
    lines.append(f"- Lưu: VT{writer.words.choice(['', ', VHXH', ', LĐTBXH', ', VX'])}.")
    signer, deputy = facts.signer()
    if deputy:
        return lines, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", signer], signer, "PHÓ CHỦ TỊCH"
    return lines, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", signer], signer, "CHỦ TỊCH"
