"""Every sentence of the tray in English and Chinese. Knows no menu, no notification and no setting."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's sentences; `{…}` is filled in by whoever shows them."""

    language: Language

    # --- The icon and its menu -------------------------------------------------------------------------------------
    state_starting: str
    state_ready: str
    state_working: str
    state_attention: str
    state_stopped: str
    clip: str
    grab: str
    open: str
    connect_browser: str
    check_word: str
    short_code: str
    recent: str
    recent_none: str
    recent_no_tasks: str
    recent_one_task: str
    recent_tasks: str
    engine: str
    engine_unknown: str
    engine_is_basic: str
    engine_is_best: str
    engine_help: str
    pause: str
    resume: str
    start_at_login: str
    copy_list: str
    show_logs: str
    restart: str
    quit: str
    show_it: str

    # --- Supervision and the app (state sentences, notifications of clip and grab) ----------------------------------
    list_more: str
    list_copied: str
    nothing_doubtful: str
    nothing_certain: str
    not_copied: str
    not_done: str
    clipboard_empty: str
    clipboard_closed: str
    region_unavailable: str
    picture_unreadable: str
    picture_too_large: str
    picture_too_small: str
    reading_late: str
    busy: str
    disk_full: str
    service_away: str
    service_paused: str
    service_again: str
    service_given_up: str
    service_cause: str
    service_hung: str
    cause: str
    port_taken: str
    setting_wrong: str
    folder_closed: str
    not_started: str
    service_down_title: str
    database_damaged: str
    database_set_aside: str
    no_icon_title: str
    no_icon: str
    token_in_file_title: str
    token_in_file: str
    keyring_locked: str
    keyring_missing: str
    keyring_unusable: str
    pairing_title: str
    pairing_open: str
    pairing_no_browser: str
    pairing_done_title: str
    pairing_done: str
    pairing_over_title: str
    pairing_over: str
    engine_help_title: str
    engine_help_text: str
    no_folder_view: str

    # --- The program (verbs clip, grab, uninstall; single instance) -------------------------------------------------
    quick_nothing: str
    quick_one_task: str
    quick_tasks: str
    quick_failed: str

    # --- Windows (popup, regions, copying, autostart) ---------------------------------------------------------------


ENGLISH = Words(
    language="en",
    # --- The icon and its menu
    state_starting="Starting …",
    state_ready="Ready",
    state_working="Reading a picture …",
    state_attention="Something is wrong: see the logs",
    state_stopped="Paused",
    clip="Extract from clipboard",
    grab="Capture screen region",
    open="Open Atshot",
    connect_browser="Connect browser …",
    check_word="Check word: {word}",
    short_code="Code to type: {code}",
    recent="Recent captures",
    recent_none="Nothing captured yet",
    recent_no_tasks="No tasks",
    recent_one_task="{title} (1 task)",
    recent_tasks="{title} ({count} tasks)",
    engine="Engine: {name}",
    engine_unknown="Engine",
    engine_is_basic="Reads print well; weak at handwriting",
    engine_is_best="The best engine for this computer",
    engine_help="How to get a better engine",
    pause="Pause",
    resume="Resume",
    start_at_login="Start at login",
    copy_list="Copy each list",
    show_logs="Show logs",
    restart="Restart",
    quit="Quit",
    show_it="Show",
    # --- Supervision and the app
    list_more="… and {count} more",
    list_copied="{found}, copied",
    nothing_doubtful="Some lines may be tasks: they are folded away in the window.",
    nothing_certain="Nothing in it asks anybody to do something.",
    not_copied="The list could not be copied",
    not_done="That did not work",
    clipboard_empty="There is no picture on the clipboard. Copy a screenshot first, then try again.",
    clipboard_closed="The clipboard cannot be read: {why}",
    region_unavailable="The screen cannot be captured: {why}",
    picture_unreadable="This is no picture that can be read here. Take the screenshot anew.",
    picture_too_large="The picture is too large. Capture a smaller part of the screen.",
    picture_too_small="The picture is too small to hold text. Capture a larger part of the screen.",
    reading_late="Reading took too long. Capture a smaller part of the screen, or try again.",
    busy="Atshot is busy with other pictures. Try again in a moment.",
    disk_full="The disk is full. Make room, or delete old captures.",
    service_away="Atshot's service is not ready yet. Try again in a moment.",
    service_paused="Atshot is paused. Choose “Resume” in its menu first.",
    service_again="The service ended ({why}); it is being started again …",
    service_given_up="The service does not start ({why}). Choose “Restart” once that is mended.",
    service_cause="{cause} Then choose “Restart”. Details: {why}",
    service_hung="The service does not answer. Choose “Restart”.",
    cause="{cause} Details: {why}",
    port_taken="Another program uses Atshot's port. End it, or set another port.",
    setting_wrong="A setting is wrong. Please mend it.",
    folder_closed="Atshot cannot write to its folder. Make room on the disk, or make the folder yours.",
    not_started="Atshot cannot start",
    service_down_title="Atshot has stopped",
    database_damaged="The captures' file is damaged. Choose “Restart”: it is put aside and a new one begun.",
    database_set_aside="A damaged file of captures was put aside; the window says where.",
    no_icon_title="Atshot is running",
    no_icon="This desktop shows no icons of programs. Open Atshot from the terminal: atshot open",
    token_in_file_title="Where Atshot keeps its key",
    token_in_file="{why}. Atshot's own key to its service is in a file that only you can read: {file}",
    keyring_locked="The keyring is locked",
    keyring_missing="This system has no keyring",
    keyring_unusable="The keyring cannot be used now",
    pairing_title="Connect browser: {word}",
    pairing_open="The extension must show the same word. If it asks for a code: {code}",
    pairing_no_browser="No browser can be opened here. Open this address in yours: {url}",
    pairing_done_title="Browser connected",
    pairing_done="{name} can send screenshots to Atshot now.",
    pairing_over_title="No browser was connected",
    pairing_over="Nobody used the code within two minutes. Choose “Connect browser …” again.",
    engine_help_title="A better engine",
    engine_help_text="This one reads print well. “atshot doctor” says which engines this computer can run.",
    no_folder_view="The logs are in {folder}",
    # --- The program
    quick_nothing="No tasks found in this picture",
    quick_one_task="1 task",
    quick_tasks="{count} tasks",
    quick_failed="No tasks were extracted",
    # --- Windows
)

CHINESE = Words(
    language="zh",
    # --- The icon and its menu
    state_starting="正在启动…",
    state_ready="就绪",
    state_working="正在识别图片…",
    state_attention="出了点问题，请查看日志",
    state_stopped="已暂停",
    clip="识别剪贴板中的图片",
    grab="截取屏幕区域",
    open="打开 Atshot",
    connect_browser="连接浏览器…",
    check_word="核对词：{word}",
    short_code="短代码：{code}",
    recent="最近的截图",
    recent_none="还没有截图",
    recent_no_tasks="没有任务",
    recent_one_task="{title}（1 项任务）",
    recent_tasks="{title}（{count} 项任务）",
    engine="引擎：{name}",
    engine_unknown="引擎",
    engine_is_basic="印刷文字效果好，手写字较弱",
    engine_is_best="已是这台电脑上最好的引擎",
    engine_help="如何换用更好的引擎",
    pause="暂停",
    resume="继续",
    start_at_login="登录时启动",
    copy_list="自动复制清单",
    show_logs="查看日志",
    restart="重新启动",
    quit="退出",
    show_it="查看",
    # --- Supervision and the app
    list_more="……还有 {count} 项",
    list_copied="{found}，已复制",
    nothing_doubtful="有几行可能是任务，已折叠在窗口里。",
    nothing_certain="图中没有谁被要求做什么事。",
    not_copied="清单没有复制成功",
    not_done="操作没有成功",
    clipboard_empty="剪贴板里没有图片。请先复制一张截图，再试一次。",
    clipboard_closed="无法读取剪贴板：{why}",
    region_unavailable="无法截取屏幕：{why}",
    picture_unreadable="这不是可以识别的图片。请重新截图。",
    picture_too_large="图片太大了。请截取小一点的区域。",
    picture_too_small="图片太小，看不出文字。请截取大一点的区域。",
    reading_late="识别用时太长。请截取小一点的区域，或再试一次。",
    busy="Atshot 正忙着识别别的图片。请稍后再试。",
    disk_full="磁盘已满。请腾出空间，或删除旧的截图。",
    service_away="Atshot 服务还没有就绪。请稍后再试。",
    service_paused="Atshot 已暂停。请先在菜单中选择“继续”。",
    service_again="服务意外结束（{why}），正在重新启动……",
    service_given_up="服务无法启动（{why}）。解决问题后，请选择“重新启动”。",
    service_cause="{cause}然后选择“重新启动”。详情：{why}",
    service_hung="服务没有响应。请选择“重新启动”。",
    cause="{cause}详情：{why}",
    port_taken="Atshot 的端口被其他程序占用。请结束该程序，或换一个端口。",
    setting_wrong="有一项设置不正确。请改正这项设置。",
    folder_closed="Atshot 无法写入自己的文件夹。请腾出磁盘空间，或检查文件夹的权限。",
    not_started="Atshot 无法启动",
    service_down_title="Atshot 已停止工作",
    database_damaged="截图数据已损坏。请选择“重新启动”，旧数据会另存，并建立新的数据。",
    database_set_aside="已把损坏的截图数据另存，位置见窗口中的说明。",
    no_icon_title="Atshot 正在运行",
    no_icon="这个桌面不显示程序图标。请在终端运行 atshot open 打开 Atshot。",
    token_in_file_title="Atshot 的密钥存放在哪里",
    token_in_file="{why}。Atshot 访问自身服务的密钥存放在只有您能读取的文件中：{file}",
    keyring_locked="系统密钥环已锁定",
    keyring_missing="系统没有密钥环",
    keyring_unusable="系统密钥环目前无法使用",
    pairing_title="连接浏览器：{word}",
    pairing_open="扩展程序中应显示同样的核对词。如果要求输入代码：{code}",
    pairing_no_browser="这里无法打开浏览器。请在您的浏览器中打开：{url}",
    pairing_done_title="浏览器已连接",
    pairing_done="{name} 现在可以把截图发给 Atshot 了。",
    pairing_over_title="没有连接浏览器",
    pairing_over="两分钟内没有使用代码。请再次选择“连接浏览器…”。",
    engine_help_title="更好的引擎",
    engine_help_text="当前引擎适合印刷文字。运行 atshot doctor，可查看这台电脑能用哪些引擎。",
    no_folder_view="日志在 {folder}",
    # --- The program
    quick_nothing="这张图片里没有找到任务",
    quick_one_task="1 项任务",
    quick_tasks="{count} 项任务",
    quick_failed="未能提取任务",
    # --- Windows
)


def words_for(language: Language) -> Words:
    """The sentences of this language."""
    return CHINESE if language == "zh" else ENGLISH
