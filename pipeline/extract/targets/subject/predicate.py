"""Where a noun phrase ends and what is said of it begins: "người dân kết nối mạng | được bảo vệ ở mức cơ bản".

Vietnamese marks neither relative clauses nor finite verbs, so the same verb may belong to the population ("cán bộ làm
công tác …", "người có hoàn cảnh khó khăn") or open the predicate. Marks decide in this order: "được" after people,
"có" that is no attribute, a verb of the vocabulary that no noun turns into its name ("công tác …"), and only where
none is found the part-of-speech tags.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.words import segment_words

_PASSIVE = re.compile(
    r"(?<!\w)(?:(?:đều|phải|luôn|sẽ)\s+)?được(?!\s+(?:phép|giao|quy định|phân công|phê duyệt năm)(?!\w))"
)
_HAVING = re.compile(
    r"(?<!\w)(?:đều\s+|phải\s+)?có(?!\w)(?!\s+(?:liên quan|thẩm quyền))"
    r"(?!\s+công(?:\s+(?:với|cách mạng|có|được|đang|đã|tại|trên|là|mà|bị|đủ)(?!\w)|\s*[,.;)]|\s*$))"  # "người có công"
)
_LONGEST_RELATIVE = 8  # words of a relative clause before the predicate
_PRELUDE = re.compile(r"(?:(?<!\w)(?:đều|phải|sẽ|đã|chưa|không|luôn|cùng|tự|thường xuyên)\s+)+$")
_DONE = re.compile(r"(?<!\w)(?:đã|đang|chưa)\s+$")
_RELATIVE = re.compile(r"(?<!\w)(?:bị|mắc|nhiễm|mà|do|đang|là|thuộc|sinh sống|trong độ tuổi|trong diện)(?!\w)")
_LIST_BEFORE = re.compile(r"(?:,|\s[-–]|(?<!\w)(?:và|hoặc))\s*$")
_LIST_AFTER = re.compile(r"\s*(?:,|(?:và|hoặc)(?!\w))")
_BRACKETED = re.compile(r"\([^()]*\)")
_SAID_OF = re.compile(r"(?:do|gắn với|gắn liền với|xuất phát từ)\s")
_AMOUNT = re.compile(r"(?:(?:đều|phải)\s+)?có\s+(?:từ|trên|dưới|hơn|ít nhất|tối thiểu)\s+\d")
_JOINED = re.compile(
    r"[,;]|(?<!\w)(?:và|hoặc|để|nhằm|khi|mà|là|theo|đúng|với)(?!\w)|(?<!\w)(?:trên|tại)(?! địa bàn)(?!\w)"
)
_GRASSROOTS = re.compile(r"(?<!\w)(?:trung học|cấp|hội|đoàn|y tế|tuyến) cơ sở\s*$")  # "cơ sở" that names no body
_WHO = re.compile(r"(?:số\s+)?(?:những\s+)?người\s+")
_MANNER = re.compile(r"(?:trực tuyến|đúng hạn|trước hạn|đúng và trước hạn)(?!\w)")
_CONTENT = re.compile(r"[^\W\d_]")


def split_predicate(phrase: str, words: TargetWords) -> tuple[str, str]:
    """-> the noun phrase and its predicate ("" where there is none)."""
    if _opens_with_predicate(phrase, words):
        return "", phrase
    at = _predicate_at(phrase, words)
    return (phrase, "") if at is None else (phrase[:at].rstrip(" ,"), phrase[at:].strip(" ,"))


def _opens_with_predicate(phrase: str, words: TargetWords) -> bool:
    """Whether nothing but a predicate stands there ("được tiêm đủ mũi", "sử dụng được ngoại ngữ")."""
    folded = fold(phrase)
    if _PASSIVE.match(folded) or _SAID_OF.match(folded) or re.match(r"(?:(?:không\s+)?có|là)\s", folded):
        return True
    verb = words.predicates.match(folded)
    return verb is not None and not _LIST_AFTER.match(folded[verb.end() :]) and len(phrase.split()) > 1


@lru_cache(maxsize=4096)
def _predicate_at(phrase: str, words: TargetWords) -> int | None:
    folded = _BRACKETED.sub(lambda m: "(" + "." * (len(m[0]) - 2) + ")", fold(phrase))
    people = _is_people(folded, words)
    passive = _passive_at(folded, words)
    havings = (m.start() for m in _HAVING.finditer(folded) if _is_having(folded, m, words))
    having = next((at for at in havings if not (people and _has_people(folded, at, words))), None)
    if having is not None and passive is not None and _AMOUNT.match(folded, having):
        having = None
    if passive is not None and having is not None and _WHO.fullmatch(folded, 0, passive) and passive < having:
        return _with_prelude(folded, having)  # "người được điều trị | có tải lượng vi rút dưới ngưỡng"
    if passive is not None and having is not None and 0 < len(folded[passive:having].split()) <= 3 and not people:
        return _with_prelude(folded, having)
    attribute = next((m.start() for m in _HAVING.finditer(folded) if m.start()), None)
    verb = next((m.start() for m in words.predicates.finditer(folded) if _is_verb(folded, m, words)), None)
    if people and verb is not None and passive is None and having is None and not words.finite.match(folded, verb):
        later = (m.start() for m in words.predicates.finditer(folded, verb) if _is_verb(folded, m, words))
        verb = next((at for at in later if _is_finite(folded, at, words)), verb)
    is_one = re.search(r"\slà\s(?=\S)", folded) if people and passive is None and having is None else None
    if is_one and not (verb is not None and words.finite.match(folded, verb)):
        return is_one.start() + 1  # "khách hàng vay vốn | là phụ nữ"
    if (
        verb is not None
        and words.finite.match(folded, verb)
        and (passive is None or verb < passive)
        and (having is None or verb < having)
    ):
        return _with_prelude(folded, _with_verb(phrase, folded, verb, words))
    if (
        passive is not None
        and (having is None or passive < having or people)
        and (verb is None or passive < verb or people or _is_inside(folded, verb, passive))
    ):
        return _with_prelude(folded, passive)
    near = verb is not None and having is not None and len(folded[verb:having].split()) <= _LONGEST_RELATIVE
    if having is not None and (verb is None or having < verb or (people and near and _is_inside(folded, verb, having))):
        return _with_prelude(folded, having)
    if verb is not None:
        return _with_prelude(folded, _with_verb(phrase, folded, verb, words))
    if passive is None and attribute is not None:
        return _behind_attribute(phrase, folded, attribute, words)
    if passive is not None or attribute is not None:
        return _with_prelude(folded, min(x for x in (passive, attribute) if x is not None))
    done = next((m for m in _PASSIVE.finditer(folded) if m.start()), None)
    if done is not None:
        able = _able_verb(folded, done, words)
        return _with_prelude(folded, done.start() if able is None else able)
    suffered = re.search(r"\s(?=bị\s)", folded) if people else None
    if suffered:
        return suffered.end()
    tagged = _tagged_verb(phrase, words)
    if tagged is not None:
        return tagged
    # "người sử dụng …" with nothing else said of them: the verb behind the person is the predicate after all
    return next((m.start() for m in words.predicates.finditer(folded) if _follows_person(folded, m, words)), None)


def _with_verb(phrase: str, folded: str, at: int, words: TargetWords) -> int:
    """ "Người dân | mua sắm trực tuyến": an adverb of the vocabulary with the verb that it belongs to."""
    if not _MANNER.match(folded, at):
        return at
    before = segment_words(phrase[:at])
    verbs = len(before)
    while verbs and before[verbs - 1].tag == "V":
        verbs -= 1
    if 0 < verbs < len(before):
        return before[verbs].start
    verb = _tagged_verb(phrase, words)
    return verb if verb is not None and verb < at else at


def _behind_attribute(phrase: str, folded: str, having: int, words: TargetWords) -> int:
    """ "Hộ có mức sống trung bình | mua thẻ": a verb behind what people only have, else where that begins."""
    told = _HAVING.match(folded, having)
    held = words.attributes.match(folded[told.end() :].lstrip()) if told else None
    if told is None or held is None:
        return _with_prelude(folded, having)
    at = told.end() + 1 + held.end()
    verb = _tagged_verb(phrase, words, at)
    return _with_prelude(folded, having) if verb is None else verb


def _follows_person(folded: str, match: re.Match[str], words: TargetWords) -> bool:
    before = folded[: match.start()].rstrip()
    return words.persons.fullmatch(before) is not None


def _passive_at(folded: str, words: TargetWords) -> int | None:
    """Where the "được" of the predicate stands: the last of a chain that no joint breaks.

    In "nạn nhân được phát hiện có nhu cầu được hỗ trợ" the first one qualifies the victims; in "được tư vấn và được
    hỗ trợ" both are predicates, so the first one opens them.
    """
    marks = [
        m.start()
        for m in _PASSIVE.finditer(folded)
        if m.start() and not _DONE.search(folded[: m.start()]) and _able_verb(folded, m, words) is None
    ]
    at = marks[0] if marks else None
    for mark in marks[1:]:
        between = folded[at:mark]
        if _JOINED.search(between) or len(between.split()) > 8:
            break
        at = mark
    return at


def _able_verb(folded: str, match: re.Match[str], words: TargetWords) -> int | None:
    """ "Truy xuất được nguồn gốc": where the verb begins whose "được", before a noun, tells what somebody can do."""
    verb = words.able.search(folded, max(0, match.start() - 24), match.start())
    after = folded[match.end() :].lstrip()
    if verb is None or match[0] != "được" or words.actions.match(after) or words.predicates.match(after):
        return None
    return verb.start()


def _is_finite(folded: str, at: int, words: TargetWords) -> bool:
    """A verb that opens a predicate even behind another; "đạt chuẩn" often qualifies the object before it."""
    return words.finite.match(folded, at) is not None and not folded.startswith("đạt", at)


def _is_people(folded: str, words: TargetWords) -> bool:
    head = re.sub(r"^(?:(?:tổng số|số lượng|số|các|những|toàn bộ|toàn thể|mỗi)\s+)+", "", folded)
    return bool(words.persons.match(head))


def _is_having(folded: str, match: re.Match[str], words: TargetWords) -> bool:
    if not match.start() or _LIST_BEFORE.search(folded[: match.start()]):
        return bool(match.start()) and not words.attributes.match(folded[match.end() :].lstrip())
    return not words.attributes.match(folded[match.end() :].lstrip())


def _has_people(folded: str, at: int, words: TargetWords) -> bool:
    """ "Hộ có trẻ em | đạt tiêu chí …": whether people only have people, and the predicate follows."""
    told = _HAVING.match(folded, at)
    whom = words.persons.match(folded, told.end() + 1) if told else None
    done = words.finite.search(folded, whom.end()) if whom else None
    return whom is not None and done is not None and not _JOINED.search(folded, whom.end(), done.start())


def _is_verb(folded: str, match: re.Match[str], words: TargetWords) -> bool:
    """A verb of the vocabulary that is neither first, nor a noun's name, nor an item of a list of nouns."""
    before, after = folded[: match.start()], folded[match.end() :]
    if not _CONTENT.search(before):
        return False
    named = words.nominal_end.search(_PRELUDE.sub("", before)) and not _GRASSROOTS.search(before)
    if not words.finite.match(match[0]) and named:
        return False
    if match[0] == "thành lập" and after.startswith(" mới "):
        return False
    if match[0] == "đủ" and before.endswith(("đầy ", "từ ")):  # "từ đủ 60 tuổi"
        return False
    if match[0] == "tổ chức" and (_LIST_BEFORE.search(before) or _LIST_AFTER.match(after) or not after.strip()):
        return False
    if _LIST_BEFORE.search(before) or (not words.finite.match(match[0]) and words.classified.search(before)):
        return False
    return not (match[0] in ("theo", "bằng", "đủ") and len(after.split()) < 2)


def _is_inside(folded: str, verb: int, strong: int) -> bool:
    """Whether a bare verb before "được"/"có" belongs to a relative clause: nothing but words stands between them."""
    between = folded[verb:strong]
    told = between.count(",") > 1 or ("," in between and between.endswith("không "))
    return strong > verb and ";" not in between and not told


def _with_prelude(folded: str, at: int) -> int:
    prelude = _PRELUDE.search(folded[:at])
    return prelude.start() if prelude and prelude.start() else at


def _tagged_verb(phrase: str, words: TargetWords, floor: int = 0) -> int | None:
    """The first word tagged as a verb after a noun, where the vocabulary knows none and the phrase is long enough.

    With ``floor`` only one that begins behind it and has words of its own behind itself.
    """
    if len(phrase.split()) < 4 or len(phrase) > 300:
        return None
    seen_noun = False
    folded = fold(phrase)
    before_word = ""
    for word in segment_words(phrase):
        previous, before_word = before_word, folded[word.start : word.end]
        if word.tag.startswith("N"):
            seen_noun = True
        elif word.tag == "V" and seen_noun and word.start > floor and not phrase[word.start].isupper():
            before = folded[: word.start].rstrip()
            if before.count("(") > before.count(")"):
                continue
            lone = len(phrase[word.end :].split()) == 0
            if lone or words.nominal_end.search(before) or before.endswith((",", "và", "hoặc")):
                continue
            if (
                folded.startswith(("trở ", "lên "), word.start)
                or words.qualities.match(folded, word.start)
                or words.classifiers.fullmatch(previous)
            ):
                continue
            if folded[word.start : word.end] == "hóa" or folded[word.start : word.end] == "hoá":
                continue  # "nhà văn | hóa"
            if _RELATIVE.fullmatch(folded[word.start : word.end]) or _RELATIVE.search(before[-16:]):
                continue
            return word.start
    return None
