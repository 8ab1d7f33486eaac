"""The words that name a field, in table heads and labels of both languages. Tables only, and how a word is looked up."""

import re
import unicodedata
from enum import Enum


class Field(Enum):
    """What a column or a label holds."""

    OWNER = "owner"
    TASK = "task"
    DUE = "due"
    PRIORITY = "priority"
    STATUS = "status"
    OTHER = "other"


_WORDS = {
    Field.OWNER: r"(?:action |task |issue )?(?:owners?|assignees?|assigned(?: to)?|assign to|responsible(?: person| party)?|person(?: responsible)?|people|who|dri|lead|"
    r"in charge|point person|handler|accountable|pic|poc)(?:\(s\))?|"
    r"(?:主要?|任务|项目|事项|当前|第一)?(?:负责人员?|责任人|处理人员?|经办人|跟进人|承办人|执行人|执行者|操作人|指派给|指派|主责|主责人|对接人|责任方|负责方|责任部门|分配给|受理人|认领人|担当|担当者|责任|谁)",
    Field.TASK: r"(?:action|task|to-?do|work|backlog|story|deliverable|issue|job|duty|chore)s?(?: items?| names?| titles?| descriptions?)?|title|what|item|summary|description|details?|activity|subject|"
    r"(?:任务|工作|事项|待办|行动|需求|问题|缺陷|计划)(?:名称|内容|标题|描述|事项|项|概述)?|内容|标题|主题|描述|事由|做什么|具体(?:内容|工作|事项|任务)|工作项|行动项|待办事项|摘要",
    Field.DUE: r"due(?: date| by| on)?|deadline|when|by|by when|until|target(?: date)?|eta|date due|finish(?: by)?|end(?: date)?|complete by|timeline|due/?date|"
    r"(?:预计|计划|要求|目标)?(?:截止|截至|到期|完成|交付|结束|上线)(?:时间|日期|日|期限|节点)?|.{0,4}(?:期限|时限|截止(?:日期?|时间)?|完成(?:时间|日期))|deadline|ddl|时间|时间节点|日期|限期",
    Field.PRIORITY: r"p|prio(?:rity)?|urgency|importance|severity|level|优先级?|紧急(?:程度|度)?|重要(?:程度|性|度)?|优先度|级别|等级|.{0,2}优先级|缓急",
    Field.STATUS: r"status|state|progress|done\??|stage|complete[d]?\??|.{0,3}(?:状态|进度|进展)|完成情况|是否完成|完成状态|当前状态",
    Field.OTHER: r"#|no\.?|id|num(?:ber)?|key|type|kind|tags?|labels?|project|module|epic|sprint|points?|estimate|start(?: date)?|created(?: at| by| on)?|updated|reporter|reported by|"
    r"requester|requested by|requestor|creator|author|submitter|reviewers?|review|approver|qa|tester|watchers?|notes?|comments?|remarks?|category|area|team|version|milestone|priority score|cost|link|"
    r"time tracking|actions?|incident name|incident type|序号|编号|类型|标签|项目|模块|所属项目|迭代|版本|开始(?:时间|日期)|创建(?:时间|人|者)|发起(?:人|时间)|提出人|提交人|报告人|审核人|审批人|"
    r"验收人|评审人|测试|测试人员?|抄送人?|关注人|备注|说明|类别|分类|部门|团队|工时|来源|链接|协作人|参与人|里程碑|更新时间|操作|申请人",
}
_COMPILED = {field: re.compile(words, re.IGNORECASE) for field, words in _WORDS.items()}

# Labels, unlike columns, may not use words that stand in running text; and "执行人" labels who ran a job.
_LABEL_OWNER = re.compile(
    r"(?:action |task |current )?(?:owners?|assignees?|assigned(?: to)?|responsible(?: person)?|dri|accountable|pic|in charge)|"
    r"(?:主要?|任务|项目|事项|当前|第一)?(?:负责人|责任人|处理人|经办人|跟进人|承办人|操作人|指派给|主责人|对接人|受理人|认领人|责任方)",
    re.IGNORECASE,
)
_LABEL_TASK = re.compile(
    r"(?:action|task|to-?do|title|summary|what|action item|task name|description)|(?:任务|事项|待办|工作|需求)(?:名称|内容|标题|描述)?|标题|内容|主题|描述",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"done|completed?|closed|finished|resolved|shipped|merged|released|yes|✓|✔|✅|☑|√|100\s?%|"
    r"已?完成|已办结?|已解决|已关闭|已上线|已发布|已结束|已验收|是|办结|关闭",
    re.IGNORECASE,
)


def plain_word(text: str) -> str:
    """`text` folded for a look-up: width and case folded; icons, arrows and colons round it dropped."""
    return re.sub(r"^[^\w#]+|[^\w)?.]+$", "", unicodedata.normalize("NFKC", text)).strip().casefold()


def column_field(head: str) -> Field | None:
    """What a column headed `head` holds, None if the words name no field."""
    word = plain_word(head)
    return next((field for field, pattern in _COMPILED.items() if pattern.fullmatch(word)), None)


def label_field(label: str) -> Field | None:
    """What the value of a label holds, None if the words are no label of a task."""
    word = plain_word(label)
    if _LABEL_OWNER.fullmatch(word):
        return Field.OWNER
    if _LABEL_TASK.fullmatch(word):
        return Field.TASK
    field = column_field(word)
    return None if field in (Field.OWNER, Field.TASK) else field


def is_done(status: str) -> bool:
    """Whether a status cell or chip says that the task is done."""
    return _DONE.fullmatch(plain_word(status)) is not None
