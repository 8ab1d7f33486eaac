"""Markers in a task's text, values of priority fields, headings, and the order of the rules."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atshot_inference.priority import (
    decide,
    find_marker,
    priority_of_heading,
    read_priority_cell,
    without_markers,
)
from atshot_inference.tasks import Priority, PriorityReason

HIGH, MEDIUM, LOW = Priority
TODAY = date(2026, 3, 16)


def lines(table: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("=>")) for line in table.strip().splitlines()]


# text => priority => the text without what stands apart
MARKED = """
3月20日前提供接口文档 (高) => high => 3月20日前提供接口文档
确认UI终稿 (中) => medium => 确认UI终稿
整理会议纪要发全员 (低) => low => 整理会议纪要发全员
整理会议纪要发全员（低） => low => 整理会议纪要发全员
周四前修复支付回调(高) => high => 周四前修复支付回调
3月21日前确认机柜数量【高】 => high => 3月21日前确认机柜数量
【高】确认机柜数量 => high => 确认机柜数量
[紧急] 修复登录 => high => 修复登录
【加急】打印合同 => high => 打印合同
（特急）回复客户 => high => 回复客户
(急) 回复客户 => high => 回复客户
【重要紧急】回复客户 => high => 回复客户
【重要】回复客户 => high => 回复客户
修复(高)登录 => high => 修复登录
3月19日前输出数据库迁移方案，优先级高 => high => 3月19日前输出数据库迁移方案
补充文档，优先级：低 => low => 补充文档
补充文档（优先级：中） => medium => 补充文档
优先级高：补充文档 => high => 补充文档
补充文档 优先级: 高 => high => 补充文档
split the config priority: high => high => split the config
make it high priority => high => make it high priority
补充文档，优先级为高 => high => 补充文档
补充文档，高优先级 => high => 补充文档
补充文档（高优） => high => 补充文档
补充文档（低优） => low => 补充文档
补充文档，低优先级 => low => 补充文档
补充文档，中优先级 => medium => 补充文档
修复高优缺陷 => high => 修复高优缺陷
归档照片 低 => low => 归档照片
修复支付回调 高 => high => 修复支付回调
高 修复支付回调 => high => 修复支付回调
高：修复支付回调 => high => 修复支付回调
中 | 修复支付回调 => medium => 修复支付回调
修复支付回调，高 => high => 修复支付回调
修复支付回调 - 低 => low => 修复支付回调
修复支付回调（高 => high => 修复支付回调
紧急修复登录 => high => 紧急修复登录
紧急：修复登录 => high => 修复登录
修复登录，紧急！ => high => 修复登录！
尽快修复登录 => high => 尽快修复登录
修复登录，尽快 => high => 修复登录
马上修复登录 => high => 马上修复登录
请立即处理 => high => 请立即处理
立刻回滚 => high => 立刻回滚
跑一遍 e2e 测试，ASAP => high => 跑一遍 e2e 测试
更新通讯录，不急 => low => 更新通讯录
不急：更新通讯录 => low => 更新通讯录
更新通讯录（不着急） => low => 更新通讯录
不紧急，更新通讯录 => low => 更新通讯录
有空时更新通讯录 => low => 有空时更新通讯录
有空更新通讯录 => low => 有空更新通讯录
有空的时候更新通讯录 => low => 有空的时候更新通讯录
有时间的话，更新通讯录 => low => 更新通讯录
更新通讯录（有空再做） => low => 更新通讯录（有空再做）
緊急：修復登入 => high => 修復登入
【P1】修复登录 => high => 修复登录
P2 修复登录 => medium => 修复登录
修复登录 P3 => low => 修复登录
renew the insurance !! => high => renew the insurance
!! renew the insurance => high => renew the insurance
renew the insurance!!! => high => renew the insurance
续保！！ => high => 续保
🔥 renew the insurance => high => renew the insurance
renew the insurance 🔴 => high => renew the insurance
⏫ renew => high => renew
renew 🔺 2026 => high => renew 2026
renew 🔼 => medium => renew
renew 🔽 => low => renew
ship samples (P1) => high => ship samples
ship samples [P1] => high => ship samples
ship samples (p1) => high => ship samples
P0: ship samples => high => ship samples
P1 ship samples => high => ship samples
ship samples P1 => high => ship samples
ship samples, P2 => medium => ship samples
ship samples - P4 => low => ship samples
fix the P1 bug => high => fix the P1 bug
profile the slow query (high) => high => profile the slow query
profile the slow query (High) => high => profile the slow query
profile the slow query [high] => high => profile the slow query
profile the slow query, high => high => profile the slow query
profile the slow query - high => high => profile the slow query
profile the slow query — high => high => profile the slow query
High: profile the slow query => high => profile the slow query
[HIGH] profile the slow query => high => profile the slow query
profile (high) the query => high => profile the query
fix it (high). => high => fix it.
profile the query (medium) => medium => profile the query
profile the query, low => low => profile the query
split the monolith config, low prio => low => split the monolith config
split the config, low-priority => low => split the config
split the config (low priority) => low => split the config
low prio: split the config => low => split the config
split the config (prio: high) => high => split the config
split the config, priority: high => high => split the config
Priority: High - split the config => high => split the config
split the config, priority low => low => split the config
high priority: split the config => high => split the config
send the quote by tomorrow, top priority => high => send the quote by tomorrow
medium priority: split the config => medium => split the config
fix the high-priority bugs => high => fix the high-priority bugs
(urgent) fix login => high => fix login
URGENT: fix login => high => fix login
urgent - fix login => high => fix login
fix login, urgent => high => fix login
fix login, urgent, today => high => fix login, today
urgently fix login => high => urgently fix login
#urgent fix login => high => fix login
fix login #urgent => high => fix login
fix login ASAP => high => fix login
fix login asap => high => fix login
ASAP: fix login => high => fix login
please fix login ASAP, thanks => high => please fix login ASAP, thanks
fix login as soon as possible => high => fix login
critical: fix login => high => fix login
fix the critical bug => high => fix the critical bug
blocker: fix login => high => fix login
fix login (blocker) => high => fix login
no rush: update the CRM fields => low => update the CRM fields
update the CRM fields, no rush => low => update the CRM fields
update the CRM fields (no hurry) => low => update the CRM fields
update the CRM fields - not urgent => low => update the CRM fields
update the CRM (non-urgent) => low => update the CRM
nice to have: dark theme => low => dark theme
dark theme (nice-to-have) => low => dark theme
someday: dark theme => low => dark theme
dark theme, someday => low => dark theme
try the new editor when idle => low => try the new editor when idle
try the new editor, when idle => low => try the new editor
try the editor when you have time => low => try the editor when you have time
try the editor when you get a chance => low => try the editor when you get a chance
try the editor, whenever => low => try the editor
try the editor whenever you can => low => try the editor whenever you can
(low) not urgent, try it => low => try it
ship it (high, P1) => high => ship it
ship it [P1][high] => high => ship it
ship it (due Fri, high) => high => ship it (due Fri)
1. (高) 修复登录 => high => 1. 修复登录
@张三 紧急 修复登录 => high => @张三 紧急 修复登录
修复登录 紧急 => high => 修复登录
URGENT fix login => high => fix login
不是很急，下周看一下 => low => 下周看一下
很急，今天要 => high => 今天要
"""

UNMARKED = """
提高转化率
提高优先级
降低优先级
优化高效缓存
订高铁票
统计最高温度
校对中文文案
中间件升级
会议进行 中
写低碳方案
画高可用方案
中台对接
中午订餐
高工确认
低代码平台调研
检查紧急出口标识
更新紧急联系人
写紧急预案
清理空格，没有空值
检查所有空指针
有空格的字段
你有空吗
马上到期的合同
修改“立即购买”按钮
放大图片到高清
温度：高
把风险从高降到低
highlight the changes
export the high-res logo
drive down the highway
call Highland Coffee
order medium-sized boxes
write the low-level driver
follow up with Bob
below the fold
the high score table
keep memory low
read about high/low settings
test the ad blocker
list non-blocker issues
find an urgent care center
remove the critical path
tune critical CSS
measure P1dB
set up P2P sync
map P10 to P50
upgrade ISP3
read chapter p3
whenever a user logs in, log it
fix if (a != b)
remove !important
great work!
buy a highchair
medium.com article
run the slow query
整理会议纪要
no marker here
ship the beta
""".strip().splitlines()


@pytest.mark.parametrize(("text", "priority", "clean"), lines(MARKED))
def test_a_marker_is_found_and_cut_out_where_it_stands_apart(text: str, priority: str, clean: str) -> None:
    marker = find_marker(text)

    assert marker is not None
    assert priority == marker.priority.value
    assert marker.bare is (clean != text)
    assert clean == without_markers(text)


@pytest.mark.parametrize("text", UNMARKED)
def test_ordinary_words_are_no_markers(text: str) -> None:
    assert find_marker(text) is None
    assert text == without_markers(text)


CELLS = """
high => High|HIGH|Highest|高|最高|紧急|非常紧急|P0|P1|p1|Critical|Urgent|Blocker|ASAP|🔴|🔴 High|P1 - Urgent|1 - High
high => High (P1)|Priority: High|优先级：高|高优先级|[High]|高 🔥|Must have|‼️|重要紧急
medium => Medium|Med|Normal|中|普通|一般|P2|🟡|中优先级|2-中
low => Low|Lowest|Minor|Trivial|低|P3|P4|不急|🔽|Nice to have|低优
"""
HEADINGS = """
high => Urgent|URGENT:|🔥 Urgent|Urgent (3)|Urgent tasks|High priority|High|高优先级|高优先级任务
high => 紧急|紧急事项：|Must do today
high => P0|P0 本周必须|P1 tasks|重要紧急|Urgent & important|今日必做|Critical|1. Urgent|## High priority
medium => Normal|Medium|Medium priority|中优先级|普通|P2|重要不紧急
low => Low priority|Low|Nice to have|有空再做|低优先级|Someday/Maybe|P3|不急
"""
NO_CELLS = "| |—|1|3|N/A|无|TBD|High/Low|Kim|Done|P9|进行中|Highland"
NO_HEADINGS = """|To do|TODO|Action items|High-level overview|高可用方案|待办|行动项|Backlog|Done|In progress|Next steps
Issues|Tasks|Blockers|Today|本周|高校合作|Urgent care|P2P|Tasks (3)|中国区|2026"""


def each(table: str) -> list[tuple[str, str]]:
    return [(text, priority) for priority, texts in lines(table) for text in texts.split("|")]


@pytest.mark.parametrize(("text", "priority"), each(CELLS))
def test_a_priority_cell_means_what_it_says(text: str, priority: str) -> None:
    assert priority == read_priority_cell(text)


@pytest.mark.parametrize("text", NO_CELLS.split("|"))
def test_a_cell_that_names_no_priority_is_none(text: str) -> None:
    assert read_priority_cell(text) is None


@pytest.mark.parametrize(("text", "priority"), each(HEADINGS))
def test_a_heading_can_set_the_priority(text: str, priority: str) -> None:
    assert priority == priority_of_heading(text)


@pytest.mark.parametrize("text", NO_HEADINGS.replace("\n", "|").split("|"))
def test_ordinary_headings_set_no_priority(text: str) -> None:
    assert priority_of_heading(text) is None


def test_a_marker_that_stands_apart_wins_over_one_in_the_sentence() -> None:
    marker = find_marker("fix the critical bug (low)")

    assert marker is not None
    assert (LOW, True) == (marker.priority, marker.bare)


@pytest.mark.parametrize(("days", "priority"), [(-400, HIGH), (-1, HIGH), (0, HIGH), (7, HIGH), (8, MEDIUM)])
def test_a_task_is_urgent_up_to_seven_days_before_it_is_due(days: int, priority: Priority) -> None:
    due = TODAY + timedelta(days=days)
    for when in (due, datetime.combine(due, time(18))):
        decided, reason = decide(marker=None, heading=None, coloured=False, due=when, today=TODAY, text="write")

        assert priority is decided
        assert (reason is PriorityReason.DUE_SOON) is (priority is HIGH)


@pytest.mark.parametrize("text", ["tidy up the wiki", "顺手更新通讯录", "归档旧照片", "整理桌面"])
def test_housekeeping_is_low_and_only_if_nothing_else_decides(text: str) -> None:
    nothing = decide(marker=None, heading=None, coloured=False, due=None, today=TODAY, text=text)
    due = decide(marker=None, heading=None, coloured=False, due=TODAY, today=TODAY, text=text)

    assert (LOW, PriorityReason.WORDING) == nothing
    assert (HIGH, PriorityReason.DUE_SOON) == due


@pytest.mark.parametrize("text", ["整理会议纪要", "归档本周照片", "clean the data", "write the summary", "untidy"])
def test_ordinary_wording_is_medium(text: str) -> None:
    decided = decide(marker=None, heading=None, coloured=False, due=None, today=TODAY, text=text)

    assert (MEDIUM, PriorityReason.DEFAULT) == decided


PRIORITIES = st.none() | st.sampled_from(Priority)
DUE = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(PRIORITIES, PRIORITIES, st.booleans(), DUE)
def test_the_first_rule_that_applies_decides(
    marker: Priority | None, heading: Priority | None, coloured: bool, due: date | None
) -> None:
    soon = due is not None and (due - TODAY).days <= 7
    answers = [
        (marker, PriorityReason.MARKER),
        (heading, PriorityReason.HEADING),
        (HIGH if coloured else None, PriorityReason.COLOUR),
        (HIGH if soon else None, PriorityReason.DUE_SOON),
        (LOW, PriorityReason.WORDING),
    ]
    decided = decide(marker=marker, heading=heading, coloured=coloured, due=due, today=TODAY, text="tidy up")

    assert next(answer for answer in answers if answer[0]) == decided


PIECES = """高 中 低 急 紧急 不急 有空 优先级 优先级高 ( ) （ ） 【 】 [ ] , ， : ： ; - — | . 。 ! !! 🔥 🔽 P1 P2 (P1)
high low (high) urgent not ASAP prio: top priority when idle fix login 修复 登录 whenever #urgent a 1"""
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES.split())).map(" ".join),
    st.lists(st.sampled_from(PIECES.split())).map("".join),
)
TASKS = ["修复登录回调", "fix the login", "3月20日前提供文档", "ship v2 (see notes) today", "email Bob, then Al"]
FRAMES = ["{} (high)", "{}（低）", "【高】{}", "[P1] {}", "{}, urgent", "{}，不急", "no rush: {}", "🔥 {}", "{} !!"]


@given(TEXTS)
def test_no_text_raises_and_markers_lie_inside_it(text: str) -> None:
    marker = find_marker(text)

    assert marker is None or 0 <= marker.start < marker.end <= len(text)
    read_priority_cell(text)
    priority_of_heading(text)


@given(TEXTS)
def test_removing_markers_twice_changes_nothing_more(text: str) -> None:
    once = without_markers(text)

    assert once == without_markers(once)
    assert "  " not in once


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("task", TASKS)
def test_cutting_a_marker_leaves_the_task_as_it_was(task: str, frame: str) -> None:
    text = frame.format(task)
    marker = find_marker(text)

    assert marker is not None and marker.bare
    assert task == text[: marker.start] + text[marker.end :]
    assert task == without_markers(text)


def test_a_zero_read_as_a_letter_is_still_the_top_priority() -> None:
    assert (Priority.HIGH, Priority.HIGH) == (read_priority_cell("PO"), priority_of_heading("PO"))
