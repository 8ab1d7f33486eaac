"""From a picture to what the user sees, at a real daemon: shown, told, copied, or why not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from atshot_daemon.config import Config
from atshot_daemon.errors import ClipboardEmpty
from atshot_inference.errors import AtshotError, UnsupportedImage
from atshot_inference.picture import MORE_FORMATS, decode
from atshot_tray.copying import CopyFailed
from atshot_tray.extraction import Extraction, Tools
from atshot_tray.link import DaemonAway
from atshot_tray.regions import RegionUnavailable
from atshot_tray.words import words_for
from tests.engine_child import found
from tests.fakes import picture_bytes
from tests.tray.linked import Linked
from tests.waiting import until

LINE = f"- @张工: {found(64).text} [2026-03-20] (高)"


@dataclass
class Desk:
    """What is on the clipboard and on the screen, and what the user has seen."""

    clipboard: Callable[[], bytes] = picture_bytes
    region: Callable[[], bytes | None] = picture_bytes
    can_notify: bool = True
    can_copy: bool = True
    told: list[tuple[str, str]] = field(default_factory=list)
    clicks: list[Callable[[], None]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    at_work: list[int] = field(default_factory=list)

    def notify(self, title: str, body: str, *, on_click: Callable[[], None] | None = None) -> bool:
        self.told.append((title, body))
        self.clicks += [on_click] if on_click else []
        return self.can_notify

    def copy(self, text: str) -> None:
        if not self.can_copy:
            raise CopyFailed("writing the clipboard needs xclip; install it")
        self.copied.append(text)

    @contextmanager
    def working(self) -> Iterator[None]:
        self.at_work.append(1)
        yield
        self.at_work.append(-1)

    def extraction(
        self, linked: Linked, *, config: Config | None = None, await_daemon: Callable[[], None] = lambda: None
    ) -> Extraction:
        """The way of a picture on this desk."""
        tools = Tools(
            clipboard=lambda: self.clipboard(),
            region=lambda: self.region(),
            decode=lambda data: decode(data, formats=MORE_FORMATS),
            copy=self.copy,
            notify=self.notify,
            show=self.shown.append,
        )
        return Extraction(
            linked.link(),
            tools,
            words=words_for("zh"),
            settings=lambda: config or Config(),
            await_daemon=await_daemon,
            working=self.working,
        )


def failing(error: AtshotError) -> Callable[[], bytes]:
    def fail() -> bytes:
        raise error

    return fail


async def test_a_picture_is_shown_while_it_is_read_and_then_told(linked: Linked) -> None:
    desk = Desk()

    extracted = desk.extraction(linked).clip()
    await until(lambda: bool(desk.shown))

    assert f"{LINE}\n" == extracted.text
    assert [extracted.capture_id] == desk.shown
    assert [("1 项任务", LINE)] == desk.told
    assert ([], [1, -1]) == (desk.copied, desk.at_work)


async def test_a_click_on_what_was_told_shows_the_capture(linked: Linked) -> None:
    desk = Desk()

    extracted = desk.extraction(linked, config=Config(show_result="notification")).clip()
    before = list(desk.shown)
    desk.clicks[0]()
    await until(lambda: bool(desk.shown))

    assert ([], [extracted.capture_id]) == (before, desk.shown)


async def test_who_wants_only_the_window_is_not_told(linked: Linked) -> None:
    desk = Desk()

    desk.extraction(linked, config=Config(show_result="popup")).clip()
    await until(lambda: bool(desk.shown))

    assert [] == desk.told


async def test_where_no_notification_can_be_shown_the_window_is(linked: Linked) -> None:
    desk = Desk(can_notify=False)

    desk.extraction(linked, config=Config(show_result="notification")).clip()
    await until(lambda: bool(desk.shown))

    assert 1 == len(desk.shown)


async def test_the_list_is_copied_where_the_user_wants_that(linked: Linked) -> None:
    desk = Desk()

    desk.extraction(linked, config=Config(copy_list=True, show_result="popup")).clip()

    assert [f"{LINE}\n"] == desk.copied
    assert [("1 项任务，已复制", LINE)] == desk.told


async def test_a_list_that_cannot_be_copied_is_told_and_still_shown(linked: Linked) -> None:
    desk = Desk(can_copy=False)

    desk.extraction(linked, config=Config(copy_list=True)).clip()

    assert ["清单没有复制成功", "1 项任务"] == [title for title, _ in desk.told]


async def test_a_bitmap_is_converted_as_the_daemon_wants_it(linked: Linked) -> None:
    desk = Desk(clipboard=lambda: picture_bytes(kind="BMP"))

    assert f"{LINE}\n" == desk.extraction(linked).clip().text


async def test_an_empty_clipboard_is_told_in_the_users_language(linked: Linked) -> None:
    desk = Desk(clipboard=failing(ClipboardEmpty("the clipboard holds no picture")))

    with pytest.raises(ClipboardEmpty):
        desk.extraction(linked).clip()

    assert [("未能提取任务", "剪贴板里没有图片。请先复制一张截图，再试一次。")] == desk.told
    assert [] == desk.at_work


async def test_what_is_no_picture_is_told_and_nothing_is_sent(linked: Linked) -> None:
    desk = Desk(clipboard=lambda: b"no picture")

    with pytest.raises(UnsupportedImage):
        desk.extraction(linked).clip()

    assert "这不是可以识别的图片。请重新截图。" == desk.told[0][1]
    assert () == linked.link().recent()


async def test_a_picture_that_cannot_be_read_is_told(linked: Linked) -> None:
    desk = Desk(clipboard=lambda: picture_bytes((4, 4)))

    with pytest.raises(AtshotError):
        desk.extraction(linked).clip()

    assert "图片太小，看不出文字。请截取大一点的区域。" == desk.told[0][1]


async def test_the_picture_is_taken_before_the_daemon_is_waited_for(linked: Linked) -> None:
    desk = Desk()
    taken: list[bool] = []

    def clipboard() -> bytes:
        taken.append(True)
        return picture_bytes()

    desk.clipboard = clipboard
    waited: list[list[bool]] = []

    desk.extraction(linked, await_daemon=lambda: waited.append(list(taken))).clip()

    assert [[True]] == waited


def away() -> None:
    raise DaemonAway("not ready")


async def test_without_a_daemon_the_user_hears_what_to_do(linked: Linked) -> None:
    desk = Desk()

    with pytest.raises(DaemonAway):
        desk.extraction(linked, await_daemon=away).grab()

    assert "Atshot 服务还没有就绪。请稍后再试。" == desk.told[0][1]


async def test_a_region_is_read_like_a_clipboard(linked: Linked) -> None:
    desk = Desk()

    extracted = desk.extraction(linked).grab()

    assert extracted is not None and f"{LINE}\n" == extracted.text
    assert "region" == linked.link().finished(extracted.capture_id)["source"]


async def test_giving_up_is_no_failure(linked: Linked) -> None:
    desk = Desk(region=lambda: None)

    assert desk.extraction(linked).grab() is None
    assert ([], []) == (desk.told, desk.at_work)


async def test_a_region_that_cannot_be_had_says_why(linked: Linked) -> None:
    desk = Desk(region=failing(RegionUnavailable("it needs grim; install it")))

    with pytest.raises(RegionUnavailable):
        desk.extraction(linked).grab()

    assert "无法截取屏幕：it needs grim; install it" == desk.told[0][1]


async def test_while_the_user_chooses_another_choice_is_not_begun(linked: Linked) -> None:
    chosen, choosing = threading.Event(), threading.Event()

    def region() -> None:
        choosing.set()
        chosen.wait()

    extraction = Desk(region=region).extraction(linked)
    first = threading.Thread(target=extraction.grab)
    first.start()
    choosing.wait()

    second = extraction.grab()
    chosen.set()
    first.join()

    assert second is None
