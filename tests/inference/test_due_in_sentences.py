"""Which words of a sentence are its deadline, and which only look like one; today is Monday 2026-03-16."""

from datetime import date, datetime

import pytest

from atshot_inference.due import find_due

MONDAY = date(2026, 3, 16)

NO_DEADLINE = """
3/4 of users see the error
open 24/7
update to v3.2.1
merge PR #77
ssh deploy@10.0.0.5
add 1/2 cup
draft the Q3 OKRs
it costs $3.20
call 138-0000-1234
call 555-3204
download the 5.4 GB image
read chapter 3
set the ratio to 16:9
a 3:1 ratio
progress: 3/5
subtasks 3/5
step 3/4
page 3/10
upgrade to 2026.4.1
upgrade to version 3.20
release-2026-03-15.tar.gz
see https://example.com/2026/03/20/post
every Friday
send the numbers every Friday
each Monday
every Monday and Friday
on Fridays
rotate logs weekly
a daily standup
yesterday
we fixed it yesterday
last Friday
since Friday
after Friday
from Monday
the build is broken since March 3
3 days ago
takes 3 days
it took 2 weeks
in the last 3 days
May I ask for a review
you may 5x the limit
we may want to wait
march on
sun and moon
Sun Microsystems
Sat down with Bob
a second look
one second
wed the two datasets
notes from March 3 meeting
the notes of March 3
Monday's agenda
archive this week's photos
Black Friday banner
see Monday.com
use the 20th percentile
the 20th century
fix the 2nd row
support 18 languages
bump to 4.15
lines 3-20
add 3-5 examples
due to the outage
room 3/20b
score 3.20 points
next steps
next version
this one
today's numbers
Feb 30
2月30日
by 31/4
13/13
by 13/13
2026-02-30
2026-13-01
by 25:00
3/20会议纪要
检查3/20会议的纪要
整理3月20日的会议纪要
整理昨天的纪要
昨天
昨天修复了缓存
前天
上周五
上周五的数据
上个月5号
上个月底
去年3月20日
每周五
每周五前提交周报
每周一、周五巡检
每天18:00前
每月20号
每月底
每个月底
逢周五
归档本周照片
整理本周工作
归档旧照片
检查周三的日志
过去3天
过去3天内
最近3天
耗时3天
预计3天
测试3天
3天前
两周前
持续两周
收到后3天内
提前3天
一周三次
周三次
然后天气
今天的天气
今日头条
3月20日起
从周一开始
周五之后
周五后
3号机房
3号楼
去10号会议室
第20号工单
20日均线
7日留存
3个月数据
3月数据
第3节
版本3.20
升级到3.20
1.5倍
10.0.0.5
比例3:4
50%
18楼
下季度迁移到新机房
内部评审
@周一鸣 你好
双周五
工作日18:00前
book flights for next week
the second Friday
3:20开始
提高3分
3点建议
3时间段
""".strip().splitlines()


@pytest.mark.parametrize("text", NO_DEADLINE)
def test_what_only_looks_like_a_deadline_is_none(text: str) -> None:
    assert find_due(text, MONDAY) is None


SENTENCES = [
    ("3月20日前提供接口文档 (高)", "3月20日前", date(2026, 3, 20)),
    ("3月19日前输出数据库迁移方案，优先级高", "3月19日前", date(2026, 3, 19)),
    ("下周二一起过一遍验收标准", "下周二", date(2026, 3, 24)),
    ("周四前修复支付回调", "周四前", date(2026, 3, 19)),
    ("输出三套海报方案，月底前定稿", "月底前", date(2026, 3, 31)),
    ("今天修复缓存穿透", "今天", date(2026, 3, 16)),
    ("检查 CDN 缓存策略 @Owen （3/24）", "3/24", date(2026, 3, 24)),
    ("@Owen 检查 CDN（3/4）", "3/4", date(2026, 3, 4)),
    ("merge PR #77 before Wednesday", "before Wednesday", date(2026, 3, 18)),
    ("book the lab by 18 March", "by 18 March", date(2026, 3, 18)),
    ("Rotate logs weekly — @hal (due: 27 Mar)", "due: 27 Mar", date(2026, 3, 27)),
    ("Restore nightly backups due Mar 17", "due Mar 17", date(2026, 3, 17)),
    ("draft the Q3 OKRs by 3/27", "by 3/27", date(2026, 3, 27)),
    ("Can I get your help with the deck this week @kim?", "this week", date(2026, 3, 20)),
    ("share them with finance by Thursday", "by Thursday", date(2026, 3, 19)),
    ("3月20日提交", "3月20日", date(2026, 3, 20)),
    ("20号提交初稿", "20号", date(2026, 3, 20)),
    ("@王敏 20号提交初稿", "20号", date(2026, 3, 20)),
    ("请20号前提交", "20号前", date(2026, 3, 20)),
    ("本周完成联调", "本周", date(2026, 3, 22)),
    ("完成联调（本周内）", "本周内", date(2026, 3, 22)),
    ("周五前端联调", "周五", date(2026, 3, 20)),
    ("周五前后端联调", "周五", date(2026, 3, 20)),
    ("今天内部评审方案", "今天", date(2026, 3, 16)),
    ("线上周五前发版", "周五前", date(2026, 3, 20)),
    ("周一一起过一遍", "周一", date(2026, 3, 16)),
    ("merge这个分支，周五18:00前", "周五18:00前", datetime(2026, 3, 20, 18)),
    ("明天约客户，周五前定稿", "周五前", date(2026, 3, 20)),
    ("周五前定稿，明天先发草稿", "周五前", date(2026, 3, 20)),
    ("今天改完，明天上线", "明天", date(2026, 3, 17)),
    ("明天确认周五演示流程", "明天", date(2026, 3, 17)),
    ("明天整理周五的会议纪要", "明天", date(2026, 3, 17)),
    ("Tomorrow: go over Friday's numbers", "Tomorrow", date(2026, 3, 17)),
    ("Call Bob tomorrow about the Friday launch", "tomorrow", date(2026, 3, 17)),
    ("Prepare slides by tomorrow for Monday's meeting", "by tomorrow", date(2026, 3, 17)),
    ("Have it ready before Monday's launch", "before Monday", date(2026, 3, 16)),
    ("draft on Wed, final by Fri", "by Fri", date(2026, 3, 20)),
    ("send it fri", "fri", date(2026, 3, 20)),
    ("send it the 20th", "the 20th", date(2026, 3, 20)),
    ("please reply by the 20th, thanks", "by the 20th", date(2026, 3, 20)),
    ("see you Sat", "Sat", date(2026, 3, 21)),
    ("fix it by 5pm please", "by 5pm", datetime(2026, 3, 16, 17)),
    ("Meet @ 5pm on Friday", "5pm on Friday", datetime(2026, 3, 20, 17)),
    ("09:31 @felix ship it tomorrow", "tomorrow", date(2026, 3, 17)),
    ("09:31 明天交", "明天", date(2026, 3, 17)),
    ("ship v3.2.1 by 3/20", "by 3/20", date(2026, 3, 20)),
    ("2026-03-20 交付 3/4 的功能", "2026-03-20", date(2026, 3, 20)),
    ("PR #77 by EOD", "by EOD", date(2026, 3, 16)),
    ("＠Nick 周五１８：００前提交", "周五１８：００前", datetime(2026, 3, 20, 18)),
    ("上线周五前完成", "周五前", date(2026, 3, 20)),
    ("3.20（周五）前提交", "3.20（周五）前", date(2026, 3, 20)),
    ("hand over by 6:30 pm today", "by 6:30 pm today", datetime(2026, 3, 16, 18, 30)),
    ("by Mon 23rd", "by Mon 23rd", date(2026, 3, 23)),
    ("16-20 March: on call", "16-20 March", date(2026, 3, 20)),
    ("4月10上线", "4月10", date(2026, 4, 10)),
    ("统计3月20日的数据，明天前发", "明天前", date(2026, 3, 17)),
    ("务必在3天内完成", "在3天内", date(2026, 3, 19)),
    ("will be fixed in 3 days", "in 3 days", date(2026, 3, 19)),
    ("Tomorrow call Bob", "Tomorrow", date(2026, 3, 17)),
    ("Friday: release notes", "Friday", date(2026, 3, 20)),
    ("請於週五前提交", "於週五前", date(2026, 3, 20)),
]


@pytest.mark.parametrize(("text", "phrase", "when"), SENTENCES)
def test_the_deadline_of_a_sentence_is_its_clearest_one(text: str, phrase: str, when: date | datetime) -> None:
    due = find_due(text, MONDAY)

    assert due is not None
    assert (phrase, when) == (due.phrase, due.when)
    assert text[due.start : due.end] == due.phrase
