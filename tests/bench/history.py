"""Ten thousand captures that nobody has taken, for measuring the search. Knows the store, no HTTP."""

import hashlib
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from atshot_daemon.outcome import Outcome
from atshot_daemon.store.store import Store
from atshot_daemon.store.values import Arrival, PictureInfo, Wish
from atshot_inference.tasks import Box, Line, Priority, Reading, Task
from tests.fakes import picture_bytes

LINES = 30
TASKS = 4
RARE = "长颈鹿"
COMMON = "接口文档"
_FIRST_DAY = date(1990, 1, 1)


def fill(data: Path, count: int) -> None:
    """Keep so many captures in `data`, one of which holds a rare word."""
    picture = picture_bytes()
    info = PictureInfo(hashlib.sha256(picture).hexdigest(), "image/png", 64, 48, len(picture))
    with closing(Store(data, lambda: datetime.now(UTC))) as store:
        for number in range(count):
            wish = Wish("auto", _FIRST_DAY + timedelta(days=number), is_today_given=True)
            capture, _ = store.arrive(Arrival(info, wish, "bench", "bench"), picture)
            store.finish(capture, _outcome(number, has_rare_word=number == count // 2))


def _outcome(number: int, *, has_rare_word: bool) -> Outcome:
    box = Box(10, 10, 400, 20)
    words = [f"第{number}次会议记录第{line}行：把{COMMON}整理好之后发给全员看一遍" for line in range(LINES)]
    lines = tuple(Line(text + (RARE if has_rare_word else ""), box, 0.98) for text in words)
    tasks = tuple(
        Task((f"张{place}",), f"提供{COMMON} {number}-{place}", None, None, Priority.MEDIUM, box=box)
        for place in range(TASKS)
    )
    return Outcome("", "ocr", Reading(tasks, lines=lines, language="zh"), 64, 48, 300.0)
