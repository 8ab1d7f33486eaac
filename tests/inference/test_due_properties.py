"""What holds for every day and every text: no crash, true offsets, true calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atshot_inference.due import find_due, read_due_cell

DAYS = st.dates(date(1995, 1, 1), date(2095, 12, 31))
PIECES = """前 内 之前 by due before 周 下周 五 月底 月 日 号 3 20 31 2月30日 3/20 13/13 2026-02-30 25:00
99 一 十 半 天 小时 Mar May Feb 30 Fri Sun next this end of week month Q2 在 within in days 每 上 的
( ) （ ） ： : / - . , ， @张三 EOD 5pm 18:00 今晚 明 底 年 999 ３ ㋀ ½ İ"""
PHRASES = """3月20日前 三月二十日 下周三 月底前 周五18:00前 后天之前 两周内 3天内 20号之前 3/20前 下个月5号
明天上午10点 今晚8点 本周内 季度末前 4月15号(周三) 年底前 by_Friday before_Wednesday due:_22_Mar within_2_days
by_3/20 next_Wednesday by_end_of_month by_EOD tomorrow_at_10am by_5pm_Friday in_two_weeks by_the_20th
2026-04-15 by_April_3rd"""
FRAMES = ["请完成报告，{}。", "完成报告（{}）", "@张三：{}", "finish the report, {}", "({}) finish it", "- {} -"]


def one_of(table: str) -> st.SearchStrategy[str]:
    return st.sampled_from([word.replace("_", " ") for word in table.split()])


TEXTS = st.one_of(
    st.text(),
    st.text("0123456789/.-: 月日号年周前内一二三四五六天下个底前byFriMa"),
    st.lists(one_of(PIECES)).map("".join),
    st.lists(one_of(PIECES)).map(" ".join),
)
CHINESE_WEEKDAYS = st.sampled_from(list(enumerate("一二三四五六日")))
ENGLISH_WEEKDAYS = st.integers(0, 6).map(lambda weekday: (weekday, f"{date(2024, 1, 1 + weekday):%A}"))


@given(TEXTS, DAYS)
@example("2月30日前", date(2026, 3, 16))
@example("48H内", date(2026, 3, 16))
@example("999年内", date(2095, 12, 31))
@example("by 31/4", date(2028, 2, 29))
def test_no_text_raises_and_phrases_are_cut_from_the_text(text: str, today: date) -> None:
    for due in (find_due(text, today), read_due_cell(text, today)):
        assert due is None or text[due.start : due.end] == due.phrase == due.phrase.strip()
        assert due is None or due.phrase
        assert due is None or 1990 <= due.when.year <= 2100


@given(CHINESE_WEEKDAYS, ENGLISH_WEEKDAYS, DAYS)
def test_a_weekday_is_the_coming_one(chinese: tuple[int, str], english: tuple[int, str], today: date) -> None:
    for weekday, phrase in ((chinese[0], f"周{chinese[1]}前"), (english[0], f"by {english[1]}")):
        due = find_due(phrase, today)

        assert due is not None
        assert weekday == due.when.weekday()
        assert 0 <= due.when.toordinal() - today.toordinal() <= 6


@given(CHINESE_WEEKDAYS, ENGLISH_WEEKDAYS, DAYS)
def test_next_weeks_days_are_in_the_week_after_this_one(
    chinese: tuple[int, str], english: tuple[int, str], today: date
) -> None:
    monday = today - timedelta(days=today.weekday())
    for weekday, phrase in ((chinese[0], f"下周{chinese[1]}"), (english[0], f"next {english[1]}")):
        due = find_due(phrase, today)

        assert due is not None
        assert monday + timedelta(days=7 + weekday) == due.when


@given(CHINESE_WEEKDAYS, DAYS)
def test_this_weeks_days_stay_in_this_week(weekday: tuple[int, str], today: date) -> None:
    due = find_due(f"本周{weekday[1]}", today)

    assert due is not None
    assert today - timedelta(days=today.weekday() - weekday[0]) == due.when


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_under_sixty_days_past_or_within_a_year(day: date, today: date) -> None:
    for phrase in (f"{day.month}月{day.day}日前", f"by {day.month}/{day.day}", f"by {day:%B} {day.day}"):
        due = find_due(phrase, today)
        if (day.month, day.day) == (2, 29) and due is None:
            continue  # there is none within a year

        assert due is not None
        assert (day.month, day.day) == (due.when.month, due.when.day)
        assert -60 < due.when.toordinal() - today.toordinal() < 366


@given(DAYS, DAYS)
def test_a_full_date_means_itself_on_any_day(day: date, today: date) -> None:
    for phrase in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%B} {day.day}, {day.year}",
    ):
        for due in (find_due(phrase, today), read_due_cell(phrase, today)):
            assert due is not None
            assert (day, phrase) == (due.when, due.phrase)


@given(DAYS)
def test_month_ends_are_last_days(today: date) -> None:
    for phrase in ("月底前", "by end of month", "本月内", "EOM"):
        due = find_due(phrase, today)

        assert due is not None
        assert 1 == (due.when + timedelta(days=1)).day
        assert (today.year, today.month) == (due.when.year, due.when.month)


@given(st.integers(1, 90), DAYS)
def test_a_length_of_days_is_counted_from_today(count: int, today: date) -> None:
    for phrase in (f"{count}天内", f"within {count} days", f"in {count} days"):
        due = find_due(phrase, today)

        assert due is not None
        assert today + timedelta(days=count) == due.when


@pytest.mark.parametrize("frame", FRAMES)
@given(phrase=one_of(PHRASES), today=DAYS)
def test_a_neutral_sentence_changes_nothing(frame: str, phrase: str, today: date) -> None:
    alone, framed = find_due(phrase, today), find_due(frame.format(phrase), today)

    assert alone is not None and framed is not None
    assert (alone.when, alone.phrase) == (framed.when, framed.phrase)


@given(DAYS, st.integers(1, 4))
def test_the_end_of_a_quarter_is_the_end_of_its_last_month(today: date, quarter: int) -> None:
    for phrase in (f"end of Q{quarter}", f"Q{quarter}末"):
        due = find_due(phrase, today)

        assert due is not None
        assert 3 * quarter == due.when.month
        assert 1 == (due.when + timedelta(days=1)).day


def test_what_stands_far_behind_in_a_long_text_is_not_read() -> None:
    assert find_due("x" * 990 + " by Fri", date(2026, 3, 16)) is not None
    assert find_due("x" * 1000 + " by Fri", date(2026, 3, 16)) is None
