"""The words that name a field, in table heads and labels of both languages: tables, and how a word is looked up."""

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


# Whole heads and labels; `.{0,4}` lets a word or two stand in front ("任务负责人", "预计完成时间").
_WORDS = {
    Field.OWNER: (
        r"(?:action |task |issue )?(?:owners?|assignees?|assigned(?: to)?|assign to|responsible(?: person| party)?)|"
        r"person(?: responsible)?|people|who|by whom?|dri|lead|in charge|point person|handler|accountable|pic|poc|"
        r".{0,4}(?:负责人|责任人|处理人|经办人|跟进人|承办人|执行人|执行者|操作人|主责人?|对接人|受理人|认领人)(?:员|姓名)?|"
        r"指派给?|责任方|负责方|责任部门|分配给|担当者?|责任|负责|谁(?:来|去)?(?:做|办|干|负责|跟进|管)?"
    ),
    Field.TASK: (
        r"(?:action|task|to-?do|work|backlog|story|deliverable|issue|job|duty|chore|activity)s?"
        r"(?: items?| names?| titles?| descriptions?)?|title|what|item|summary|description|details?|subject|"
        r".{0,4}(?:任务|事项|工作|待办|行动|需求|内容|标题|主题|描述|问题|缺陷)(?:名称|内容|标题|描述|项|概述|说明)?|"
        r"事由|(?:做|干)什么|摘要|计划"
    ),
    Field.DUE: (
        r"due(?: date| by| on| when)?|deadline|when|by|by when|until|target(?: date)?|eta|date due|finish(?: by)?|"
        r"end(?: date)?|complete by|timeline|due/?date|ddl|"
        r".{0,4}(?:截止|截至|到期|完成|交付|结束|办结|上线)(?:时间|日期?|期限|节点)|.{0,4}(?:期限|时限)|截止|"
        r"(?:预计|计划|要求|期望|目标)(?:完成|结束|交付|上线)|时间|时间节点|日期|限期|什么时候|何时"
    ),
    Field.PRIORITY: (
        r"p|prio(?:rity)?|urgency|importance|severity|level|.{0,2}优先级?|.{0,2}紧急(?:程度|度)?|重要(?:程度|性|度)?|"
        r"优先度|级别|等级|缓急"
    ),
    Field.STATUS: (r"status|state|progress|done\??|stage|complete[d]?\??|.{0,3}(?:状态|进度|进展)|完成情况|是否完成"),
    Field.OTHER: (
        r"#|no\.?|id|num(?:ber)?|key|type|kind|tags?|labels?|project|module|epic|sprint|points?|estimate|"
        r"start(?: date)?|created(?: at| by| on)?|updated|reporter|reported by|requester|requested by|requestor|"
        r"creator|author|submitter|reviewers?|review|approver|qa|tester|watchers?|notes?|comments?|remarks?|category|"
        r"area|team|version|milestone|cost|link|time tracking|incident (?:name|type)|"
        r"序号|编号|类型|标签|项目|模块|所属.{1,3}|迭代|版本|开始(?:时间|日期)|创建(?:时间|人|者)|发起(?:人|时间)|提出人|提交人|"
        r"报告人|报修人|审核人|审批人|验收人|评审人|测试人员?|抄送人?|关注人|备注|说明|类别|分类|部门|团队|工时|来源|链接|协作人|"
        r"参与人|里程碑|更新时间|操作|申请人"
    ),
}
_COMPILED = {field: re.compile(words, re.IGNORECASE) for field, words in _WORDS.items()}

# Labels, unlike columns, may not use words that stand in running text; and "执行人" labels who ran a job.
_LABEL_OWNER = re.compile(
    r"(?:action |task |current )?"
    r"(?:owners?|assignees?|assigned(?: to)?|responsible(?: person)?|dri|accountable|pic|in charge)|"
    r"(?:主要?|任务|项目|事项|当前|第一)?"
    r"(?:负责人|责任人|处理人|经办人|跟进人|承办人|操作人|指派给|主责人|对接人|受理人|认领人|责任方|执行者)",
    re.IGNORECASE,
)
_LABEL_TASK = re.compile(
    r"(?:action|task|to-?do|title|summary|what|action item|task name|description)|"
    r".{0,2}(?:任务|事项|待办|工作|需求|工单)(?:名称|内容|标题|描述)?|标题|内容|主题|描述",
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
    order = (Field.OTHER, Field.OWNER, Field.DUE, Field.PRIORITY, Field.STATUS, Field.TASK)
    for text in (word, re.sub(r"^\w{1,2}\s+(?=\w)", "", word)):  # an icon in front may be read as letters
        found = next((field for field in order if _COMPILED[field].fullmatch(text)), None)
        if found is not None:
            return found
    return None


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
