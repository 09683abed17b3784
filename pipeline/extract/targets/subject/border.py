"""Where a noun phrase ends and what is said of it begins: "người dân kết nối mạng | được bảo vệ ở mức cơ bản".

Vietnamese marks neither relative clauses nor finite verbs, so the same verb may belong to those meant ("cán bộ làm
công tác …", "người có hoàn cảnh khó khăn") or open the predicate. ``BORDER`` weighs the marks of a phrase against each
other; the part-of-speech tags are asked only where no word of the vocabulary decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.subject.tags import before_manner, verb_by_tag
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_PASSIVE = compiled(r"(?<!\w)được(?!\s+(?:phép|giao|quy định|phân công|phê duyệt năm)(?!\w))")
_HAVING = compiled(
    r"(?<!\w)có(?!\w)(?!\s+(?:liên quan|thẩm quyền))"
    r"(?!\s+công(?:\s+(?:với|cách mạng|có|được|đang|đã|tại|trên|là|mà|bị|đủ)(?!\w)|\s*[,.;)]|\s*$))"  # "người có công"
)
_PRELUDE = compiled(r"(?:(?<!\w)(?:đều|phải|sẽ|chỉ|đã|chưa|không|luôn|cùng|tự|thường xuyên)\s+)+$")
_LIST_BEFORE = compiled(r"(?:,|\s[-–]|(?<!\w)(?:và|hoặc))\s*$")
_BRACKETED = compiled(r"\([^()]*\)")
_JOINED = compiled(r"[,;]|(?<!\w)(?:và|hoặc)(?!\w)")
_AMOUNT = compiled(r"có\s+(?:từ|trên|dưới|hơn|ít nhất|tối thiểu)\s+\d")
_COUNT = compiled(r"(?:(?:tổng số|số lượng|số|các|những|toàn bộ|toàn thể|mỗi)\s+)+")
_WEAK = frozenset(["theo", "bằng", "đủ", "không", "tổ chức", "thành lập"])  # verbs that often are none
_NEAR = 8  # words between a verb and its "có"
_LONGEST_RELATIVE = 14  # words between two "được" of one chain


@dataclass(frozen=True, slots=True)
class Marks:
    """A phrase (``folded`` has its brackets blanked) and where its first marks of a predicate stand, None for none."""

    phrase: str
    folded: str
    words: TargetWords
    people: bool
    passive: int | None
    having: int | None
    verb: int | None

    def finite(self, at: int | None) -> bool:
        return at is not None and self.words.finite.match(self.folded, at) is not None

    def inside(self, verb: int, until: int) -> bool:
        """Whether the verb belongs to a relative clause that ends at ``until``: nothing but words stands between."""
        return until > verb and ";" not in self.folded[verb:until]


BORDER = Stage[Marks, int]("border")


def split_predicate(phrase: str, words: TargetWords) -> tuple[str, str]:
    """-> the noun phrase and its predicate ("" where there is none)."""
    if opens_with_predicate(phrase, words):
        return "", phrase
    at = _border(phrase, words)
    return (phrase, "") if at is None else (phrase[:at].rstrip(' ,“"'), phrase[at:].strip(" ,"))


def opens_with_predicate(phrase: str, words: TargetWords) -> bool:
    """Whether nothing but a predicate stands there ("được tiêm đủ mũi", "sử dụng được ngoại ngữ")."""
    folded = fold(phrase)
    start = re.match(r"(?:(?:đều|phải|luôn|sẽ|không)\s+)?(?:được|có|là|do|gắn với)\s", folded)
    if start and not folded.startswith(("được phép", "được giao")):
        return True
    verb = words.predicates.match(folded)
    return verb is not None and len(phrase.split()) > 1


@lru_cache(maxsize=4096)
def _border(phrase: str, words: TargetWords) -> int | None:
    at = BORDER.decide(_marks(phrase, words))
    if at is None:
        return None
    prelude = _PRELUDE.search(fold(phrase)[:at])
    return prelude.start() if prelude and prelude.start() else at


def _marks(phrase: str, words: TargetWords) -> Marks:
    folded = _BRACKETED.sub(lambda m: "(" + "." * (len(m[0]) - 2) + ")", fold(phrase))
    count = _COUNT.match(folded)
    people = words.persons.match(folded, count.end() if count else 0) is not None
    passive, verb = _passive_at(folded, words), next(_verbs(folded, words), None)
    having = next((at for at in _havings(folded, words) if not _has_whom(folded, at, words, people)), None)
    if having is not None and _AMOUNT.match(folded, having) and max(passive or 0, verb or 0) > having:
        having = None  # "chung cư có từ 20 người trở lên | được kiểm tra"
    return Marks(phrase, folded, words, people, passive, having, verb)


@BORDER.rule("khách hàng vay vốn là phụ nữ", needed="programmes of equality and of health")
def being(marks: Marks) -> int | None:
    """The "là" of people of whom neither "được" nor "có" nor a finite verb tells anything, or their "bị"."""
    told = marks.passive is not None or marks.having is not None or marks.finite(marks.verb)
    at = max(marks.folded.find(" là "), marks.folded.find(" bị ") if marks.verb is None else 0)
    return at + 1 if marks.people and not told and at > 0 else None


@BORDER.rule("người nghiện tham gia điều trị đạt kết quả tốt", needed="programmes of social work")
def finite_behind_relative(marks: Marks) -> int | None:
    """A verb that is never part of a relative clause, behind one that may be; "đạt chuẩn" often tells of its object."""
    if not marks.people or marks.verb is None or marks.passive is not None or marks.having is not None:
        return None
    later = (at for at in _verbs(marks.folded, marks.words, marks.verb))
    at = next((at for at in later if marks.finite(at) and not marks.folded.startswith("đạt", at)), None)
    return None if at is None else before_manner(marks.phrase, at, marks.words)


@BORDER.rule("người dân kết nối mạng được bảo vệ ở mức cơ bản", needed="plans of every kind")
def passive(marks: Marks) -> int | None:
    """The "được" of people, or one that stands first, or behind a verb that only tells which."""
    at, verb = marks.passive, marks.verb
    late = verb is not None and at is not None and verb < at and marks.finite(verb)
    if at is None or late or (marks.having is not None and at > marks.having and not marks.people):
        return None
    return at if marks.people or verb is None or at < verb or marks.inside(verb, at) else None


@BORDER.rule("trường học có nhân viên y tế", needed="plans of every kind")
def having(marks: Marks) -> int | None:
    """A "có" that is no attribute, where it stands first or soon behind a verb that only tells which people."""
    at, verb = marks.having, marks.verb
    if at is None or verb is None or at < verb:
        return at
    near = marks.people and len(marks.folded[verb:at].split()) <= _NEAR
    return at if near and marks.inside(verb, at) else None


@BORDER.rule("hộ dân sử dụng nước sạch", needed="plans of every kind")
def verb_of_the_vocabulary(marks: Marks) -> int | None:
    """The first verb that no noun turns into its name ("công tác …") and that is no item of a list."""
    return None if marks.verb is None else before_manner(marks.phrase, marks.verb, marks.words)


@BORDER.rule("hộ có mức sống trung bình mua thẻ bảo hiểm", needed="plans of social insurance")
def behind_attribute(marks: Marks) -> int | None:
    """A verb by its tag behind what people only have, else where that begins."""
    told = next((m for m in _HAVING.finditer(marks.folded) if m.start()), None)
    if told is None:
        return None
    held = marks.words.attributes.match(marks.folded, told.end() + 1)
    verb = verb_by_tag(marks.phrase, marks.words, held.end()) if held else None
    return told.start() if verb is None else verb


@BORDER.rule("cán bộ sử dụng thành thạo chữ ký số", needed="plans of digital transformation")
def verb_right_behind_people(marks: Marks) -> int | None:
    """The verb behind people that would name them, where nothing else is said of them."""
    told = marks.words.predicates.finditer(marks.folded)
    return next((m.start() for m in told if marks.words.persons.fullmatch(marks.folded[: m.start()].rstrip())), None)


@BORDER.rule("xe buýt công cộng chạy bằng điện", needed="programmes of energy and transport")
def verb_of_the_tagger(marks: Marks) -> int | None:
    """The first verb by its tag behind a noun, where the vocabulary knows none."""
    return verb_by_tag(marks.phrase, marks.words)


def _verbs(folded: str, words: TargetWords, start: int = 0) -> Iterator[int]:
    """Where verbs of the vocabulary stand that are neither first, nor a noun's name, nor an item of a list."""
    for match in words.predicates.finditer(folded, start):
        before, after = folded[: match.start()], folded[match.end() :]
        listed = _LIST_BEFORE.search(before) is not None
        named = words.nominal_end.search(_PRELUDE.sub("", before)) or words.classified.search(before)
        if not re.search(r"\w", before) or listed or (named and not words.finite.match(match[0])):
            continue
        if match[0] not in _WEAK or not _is_weak(match[0], before, after):
            yield match.start()


def _is_weak(verb: str, before: str, after: str) -> bool:
    """Whether "theo", "bằng", "đủ", "tổ chức" or "thành lập" is no verb here ("từ đủ 60 tuổi", "cơ quan, tổ chức")."""
    if verb == "thành lập":
        return after.startswith(" mới ")
    if verb == "tổ chức":
        return not after.strip() or after.lstrip().startswith((",", "và ", "hoặc "))
    return len(after.split()) < 2 or (verb == "đủ" and before.endswith(("đầy ", "từ ")))


def _havings(folded: str, words: TargetWords) -> Iterator[int]:
    """Where a "có" stands that tells no attribute ("có hoàn cảnh khó khăn")."""
    for match in _HAVING.finditer(folded):
        if match.start() and not words.attributes.match(folded, match.end() + 1):
            yield match.start()


def _has_whom(folded: str, at: int, words: TargetWords, people: bool) -> bool:
    """ "Hộ có trẻ em | đạt tiêu chí": whether a "có" tells only whom they have, and the predicate follows."""
    whom = words.persons.match(folded, at + len("có "))
    deed = words.finite if people else words.governing
    done = deed.search(folded, whom.end()) if whom else None
    return whom is not None and done is not None and not _JOINED.search(folded, whom.end(), done.start())


def _passive_at(folded: str, words: TargetWords) -> int | None:
    """Where the "được" of the predicate stands: the last of a chain that no joint breaks.

    In "nạn nhân được phát hiện có nhu cầu được hỗ trợ" the first one tells which victims; in "được tư vấn và được hỗ
    trợ" both are predicates, so the first one opens them.
    """
    at: int | None = None
    for mark in _PASSIVE.finditer(folded):
        if (
            not mark.start()
            or folded.endswith((" đã ", " đang ", " chưa "), 0, mark.start())
            or _able_verb(folded, mark, words) is not None
        ):
            continue
        between = folded[at : mark.start()] if at is not None else ""
        if _JOINED.search(between) or len(between.split()) > _LONGEST_RELATIVE:
            break
        at = mark.start()
    return at


def _able_verb(folded: str, match: re.Match[str], words: TargetWords) -> int | None:
    """ "Truy xuất được nguồn gốc": where the verb begins whose "được", before a noun, tells what somebody can do."""
    verb = words.able.search(folded, max(0, match.start() - 24), match.start())
    at = match.end() + 1
    return (
        None if verb is None or words.actions.match(folded, at) or words.predicates.match(folded, at) else verb.start()
    )
