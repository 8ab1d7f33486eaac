"""What can be the name of a person or a group. Knows words, not where they stand in a picture."""

import re
import unicodedata

from atshot_inference.grammar import words_zh as zh
from atshot_inference.grammar.words_en import VERBS
from atshot_inference.grammar.words_names import (
    GIVEN_NAMES,
    GROUPS,
    LABELS_ZH,
    NOT_NAMES,
    PLACEHOLDER_PHRASES,
    PLACEHOLDERS,
)
from atshot_inference.priority import read_priority_cell

HAN = r"[\u3400-\u9fff]"
_SEPARATORS = re.compile(rf"\s*(?:[、,，;；/／&＆|｜+＋\n]|\band\b|(?<={HAN})[和与及](?=[@＠]|{HAN}))\s*")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ž][\wÀ-ž'’.-]*(?: [A-ZÀ-Ž][\wÀ-ž'’.-]*| #?\d{1,3}){0,2}")
_PLACEHOLDER = re.compile(PLACEHOLDER_PHRASES, re.IGNORECASE)
_LABEL_ZH = re.compile(f"(?:{LABELS_ZH})")
_DATE = re.compile(r"周[一二三四五六日天末]|[上下本这]周|今[天日晚早]|明[天日晚早]|后天|昨|星期|月[底末初]|年底")
# Words that no parents choose, and that a request begins with or ends in: "@张工请在…" is 张工.
_NEVER_IN_NAME = re.compile(r"[请把您你吗吧呢的这那]")
_ROLES = (
    "校医|后勤|财务|行政|前台|场务|美术|化妆|制片|司机|导演|统筹|测试|产品|运营|设计|前端|后端|市场|销售|法务|人事|采购|仓管|护士|会计|出纳|"
    "班长|组长|司仪|客服|研发|算法|数据|运维|实习生|主持|摄影|摄像|剪辑|文案|编剧|厨师|领班|店长|教练|队长|社长|部长|干事|助教|学长|学姐"
)
_IN_GROUP = re.compile(rf"(?:{HAN}{{1,4}}(?:科|部|组|室|处|办|中心|班| )|(?:{_ROLES}))({HAN}{{2,4}})")
_TWO_NAMES = re.compile(rf"(?<!{HAN})({HAN}{{2,3}}) ({HAN}{{2,3}})(?!{HAN})")
_SPEAKER = frozenset(("我", "本人", "me", "i", "myself"))
_SPOKEN_TO = frozenset(("你", "您", "you"))


def is_placeholder(text: str) -> bool:
    """Whether an owner field holding `text` names nobody ("Unassigned", "待定", "[Name]")."""
    word = unicodedata.normalize("NFKC", text).strip().lstrip("@").casefold()
    return not word or word in PLACEHOLDERS or _PLACEHOLDER.fullmatch(word) is not None


def is_group(name: str) -> bool:
    """Whether `name` stands for several people ("所有人", "设计组", "team")."""
    return (
        name.casefold() in GROUPS
        or re.fullmatch(zh.GROUPS, name) is not None
        or re.fullmatch(f"{HAN}{{1,6}}(?:{zh.GROUP_TAILS})", name) is not None
    )


def is_self(name: str) -> bool:
    """Whether `name` is a word for the speaker or the one spoken to."""
    return is_speaker(name) or name.casefold() in _SPOKEN_TO


def is_speaker(name: str) -> bool:
    """Whether `name` is a word for the speaker ("我", "me")."""
    return name.casefold() in _SPEAKER


def looks_chinese_name(name: str) -> bool:
    """Whether `name` is surname + given name, surname + title, 小/老/阿 + surname, or 产品-王芳."""
    head, _, tail = name.rpartition("-")
    if head and tail:
        return re.fullmatch(r"\w{1,8}", head) is not None and looks_chinese_name(tail)
    if _DATE.match(name):
        return False
    if re.fullmatch(f"{HAN}{{2,3}} ?[阿小老]{HAN}", name) and not _LABEL_ZH.search(name):
        return True
    if (role := re.fullmatch(f"{HAN}{{2,3}} ({HAN}{{2,3}})", name)) and looks_chinese_name(role[1]):
        return True
    if in_group := _IN_GROUP.fullmatch(name):
        return looks_chinese_name(in_group[1]) or in_group[1] in ("全体", "全员")
    if not re.fullmatch(f"{HAN}{{2,6}}", name) or _NEVER_IN_NAME.search(name):
        return False
    if name.startswith(zh.COMPOUND_SURNAMES):
        return len(name) <= 4 or re.fullmatch(f"..(?:{zh.TITLES})", name) is not None
    if name[0] not in zh.SURNAMES:
        return re.fullmatch(f"{HAN}{{1,3}}(?:姐|哥|总|工|老师|经理|同学|师傅)", name) is not None
    if _LABEL_ZH.fullmatch(name):
        return False
    return len(name) <= 3 or re.fullmatch(f"{HAN}{{1,3}}(?:{zh.TITLES})", name) is not None


def looks_latin_name(name: str) -> bool:
    """Whether `name` reads as a person in Latin letters: a frequent given name, or two or three capitalised words."""
    if not _LATIN_NAME.fullmatch(name) or len(name) > 32:
        return False
    words = name.split()
    if words[0].casefold().rstrip(".") in GIVEN_NAMES:
        return True
    given = [word for word in words if not re.match(r"#?\d", word)]
    middle = given[1] if len(given) > 2 else ""
    if (len(given) > 1 and given[0].casefold() in VERBS) or (len(middle) > 2 and middle.isalpha()):
        return False
    capitalised = all(re.match(r"[A-ZÀ-Ž][\w'’-]+$|[A-Z]\.?$|#?\d", word) for word in words)
    return len(words) > 1 and capitalised and not any(word.casefold() in NOT_NAMES for word in words)


def _both_names(two: re.Match[str]) -> bool:
    return looks_chinese_name(two[1]) and looks_chinese_name(two[2]) and not _repeats(two[1], two[2])


def looks_name(name: str) -> bool:
    """Whether `name` reads as one person in either language."""
    return looks_chinese_name(name) or looks_latin_name(name)


def surely_name(name: str) -> bool:
    """Whether `name` alone, without any hint around it, is taken for somebody."""
    return is_self(name) or is_group(name) or looks_name(name)


def maybe_name(name: str) -> bool:
    """Whether `name` can be somebody where the place says that a name is due (before a colon, in an owner column)."""
    if read_priority_cell(name) is not None:
        return False
    if surely_name(name):
        return True
    if (
        is_placeholder(name)
        or len(name) > 28
        or name.casefold().rstrip("s") in NOT_NAMES
        or name.casefold() in NOT_NAMES
    ):
        return False
    if re.fullmatch(rf"{HAN}{{2,5}}|{HAN}{{2,4}} {HAN}{{2,3}}|\d{{2,4}}{HAN}{{2,3}}", name):
        return not _LABEL_ZH.search(name) and not _DATE.match(name)
    return re.fullmatch(r"[A-Za-zÀ-ž][\wÀ-ž.'’-]{1,20}(?: [A-ZÀ-Ž][\wÀ-ž.'’-]*)?", name) is not None


def split_names(text: str) -> tuple[str, ...]:
    """The names in an owner field ("@王敏、李雷", "Ana & Ben", "@a @b"), placeholders left out, `@` stripped."""
    spaced = re.sub(rf"(?<=\S)\s*(?=[@＠])|(?<={HAN}) ?(?=[A-Z][a-z])", "\n", text.strip())
    spaced = _TWO_NAMES.sub(lambda two: "\n".join(two[0].split()) if _both_names(two) else two[0], spaced)
    parts = [part for part in _SEPARATORS.split(spaced) if not is_placeholder(part)]
    cleaned = [without_initials(clean_name(part)) for part in parts]
    names = list(dict.fromkeys(name for name in cleaned if name and not is_placeholder(name)))
    return tuple(name for name in names if not any(_repeats(name, other) for other in names if other is not name))


def without_initials(name: str) -> str:
    """`name` without what the avatar beside it repeats: "GI Goran Ilic", "一凡 邵一凡", "piotr.w PW"."""
    name = re.sub(r"^[\dO](?=[A-Z][a-z])", "", name)
    words = name.split()
    if len(words) > 1:
        for avatar, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
            if _repeats(avatar, " ".join(rest)):
                return " ".join(rest)
    if len(name) in (4, 6) and name[: len(name) // 2] == name[len(name) // 2 :] and re.match(HAN, name):
        return name[: len(name) // 2]
    glued = re.match(rf"([A-Z]{{1,2}})(?=[A-Z][a-z])|({HAN}{{2}})(?={HAN}{{2,3}}$)", name)
    if glued and _repeats(glued[0], name[glued.end() :], misread=True):
        return name[glued.end() :]
    return name


def _repeats(avatar: str, name: str, *, misread: bool = False) -> bool:
    """Whether `avatar` shows initials of `name`, or its last characters; of two that touch it one may be misread."""
    if re.fullmatch("[A-Z]{1,3}", avatar):
        initials = "".join(part[0] for part in re.split(r"[\s._-]+", name) if part).upper()
        return len(name) > len(avatar) and all(letter in initials for letter in avatar)
    if not re.fullmatch(f"{HAN}{{1,2}}", avatar) or not looks_chinese_name(name):
        return False
    return avatar[-1] == name[-1] or (misread and avatar[0] in name[-2:-1])


def clean_name(text: str) -> str:
    """`text` without `@`, surrounding brackets, punctuation and spaces."""
    return re.sub(r"^[\s@＠\[【(（<:：•·\-–—*]+|[\s\]】)）>:：,，.。;；\-–—*]+$", "", text)
