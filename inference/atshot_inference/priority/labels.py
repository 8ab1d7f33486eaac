"""What a priority field or a heading says as a whole: "P1 - Urgent", "高优先级", "Nice to have". Reads no sentences."""

import re

from atshot_inference.due.folding import folded
from atshot_inference.tasks import Priority

VALUES: dict[Priority, str] = {
    Priority.HIGH: """high|highest|very high|urgent|critical|blocker|major|asap|immediate|important|top|must|must have
        |p0|p1|高|最高|很高|较高|紧急|非常紧急|很急|急|加急|特急|重要|非常重要|重要紧急|紧急重要|重要且紧急|高优|立即
        |🔴|🔥|⏫|🔺|🚨|🟥|‼|❗|↑|⬆""",
    Priority.MEDIUM: """medium|med|mid|normal|moderate|standard|average|should|should have|p2
        |中|中等|普通|一般|正常|中优|🟡|🟨|🔼""",
    Priority.LOW: """low|lowest|very low|minor|trivial|could|could have|nice to have|someday|whenever|no rush|not urgent
        |p3|p4|低|最低|很低|较低|低优|不急|不紧急|不着急|不重要|有空|可延后|🟢|🟩|🔵|🔽|⏬|↓|⬇""",
}
HEADINGS: dict[Priority, str] = {
    Priority.HIGH: """must do|must do today|must fix|do first|do now|do today|to do today|urgent and important
        |important and urgent|top|必做|今日必做|今天必做|必须今天完成|今天必须完成|优先处理|优先""",
    Priority.MEDIUM: """important not urgent|important but not urgent|urgent not important|重要不紧急|紧急不重要""",
    Priority.LOW: """nice to haves|someday maybe|maybe someday|when time permits|if time permits|when idle
        |when we have time|icebox|not urgent not important|有空再做|有空再说|有时间再做|不重要不紧急|不紧急不重要
        |可以缓|可缓|锦上添花""",
}
# A word of a heading's own kind adds nothing: "Urgent tasks (3)", "高优先级任务".
FILLERS = re.compile(
    r"\b(?:tasks?|items?|to-?dos?|issues?|bugs?|things|work|stuff|priority|priorities|prio|level|our)\b|优先级别?|优先|任务|事项"
    r"|待办|工作|问题|需求|级别?|类|的",
    re.IGNORECASE,
)


def _table(*tables: dict[Priority, str]) -> dict[str, Priority]:
    return {
        word.strip(): priority for table in tables for priority, words in table.items() for word in words.split("|")
    }


CELL_WORDS = _table(VALUES)
HEADING_WORDS = _table(VALUES, HEADINGS)


def read_priority_cell(text: str) -> Priority | None:
    """The priority that the value of a priority field means; None where it says none, a bare number included."""
    core = _core(text)
    return CELL_WORDS.get(core) or CELL_WORDS.get(_plain(FILLERS.sub(" ", core))) or _agreed(core)


def priority_of_heading(text: str) -> Priority | None:
    """The priority that a heading gives to all below it; None for ordinary headings such as "High-level overview"."""
    core = _core(re.sub(r"[(（]\s*\d+\s*[)）]\s*$|^\s*\d+[.、)]\s*", "", text))
    named = HEADING_WORDS.get(core) or HEADING_WORDS.get(_plain(FILLERS.sub(" ", core)))
    return named or _coded(core)


def _core(text: str) -> str:
    plain = _plain(folded(text).casefold().replace("\ufe0f", "").replace("&", " and "))
    return "p0" if plain == "po" else plain  # a recogniser takes the one for the other


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w🔴🔥⏫🔺🚨🟥‼❗↑⬆🟡🟨🔼🟢🟩🔵🔽⏬↓⬇]+", " ", text).split())


def _agreed(core: str) -> Priority | None:
    """What all words of "P1 - High" or "🔴 高" mean, where numbers say nothing and no word is unknown."""
    words = [word for word in FILLERS.sub(" ", core).split() if not word.isdigit()]
    found = {CELL_WORDS.get(word) for word in words}
    return found.pop() if len(found) == 1 else None


def _coded(core: str) -> Priority | None:
    """ "P0 本周必须", "🔥 hot": a code or a sign that opens a short heading decides it."""
    first, *rest = core.split() or [""]
    opens = re.fullmatch(r"p[0-4]|[^\w]", first) is not None
    return CELL_WORDS.get(first) if opens and len(" ".join(rest)) <= 20 else None
