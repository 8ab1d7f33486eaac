"""What the tray asks a real daemon, and what it makes of the answers."""

import io
from urllib.parse import urlsplit

import pytest
from PIL import Image

from atshot_daemon.local_client import DaemonRefused
from atshot_tray.link import DaemonAway, Link
from tests.daemons import client_of
from tests.engine_child import found
from tests.fakes import picture_bytes
from tests.tray.linked import Linked
from tests.waiting import until


async def test_a_picture_becomes_a_list(linked: Linked) -> None:
    link = linked.link()

    sent = link.sent(picture_bytes(), "clipboard")
    record = link.finished(sent["id"])

    assert ("clipboard", "Atshot tray", 1) == (record["source"], record["client"], len(record["tasks"]))
    assert f"- @张工: {found(64).text}" in link.text(sent["id"])


async def test_a_picture_that_cannot_be_read_says_why(linked: Linked) -> None:
    link = linked.link()
    sent = link.sent(picture_bytes(colour="black"), "clipboard")

    with pytest.raises(DaemonRefused) as caught:
        link.finished(sent["id"])

    assert "internal" == caught.value.code


async def test_what_is_no_picture_is_refused_at_once(linked: Linked) -> None:
    held = io.BytesIO()
    Image.new("RGB", (20, 20)).save(held, "BMP")

    with pytest.raises(DaemonRefused) as caught:
        linked.link().sent(held.getvalue(), "clipboard")

    assert "unsupported_image" == caught.value.code


async def test_the_newest_captures_come_first_with_their_first_task(linked: Linked) -> None:
    link = linked.link()
    older, newer = (link.sent(picture_bytes((64 + n, 48)), "region") for n in range(2))
    for capture in (older, newer):
        link.finished(capture["id"])

    recent = link.recent()

    assert [newer["id"], older["id"]] == [one.capture_id for one in recent]
    assert [f"@张工: {found(65).text}", f"@张工: {found(64).text}"] == [one.title for one in recent]
    assert [1, 1] == [one.task_count for one in recent]


async def test_a_dismissed_task_is_not_counted(linked: Linked) -> None:
    link = linked.link()
    capture = link.finished(link.sent(picture_bytes(), "region")["id"])
    async with client_of(linked.daemon.running) as client:
        await client.call("PATCH", f"/v1/tasks/{capture['tasks'][0]['id']}", json={"dismissed": True})

    (recent,) = link.recent()

    assert (None, 0) == (recent.title, recent.task_count)


async def test_the_status_names_the_engine_and_whether_it_reads(linked: Linked) -> None:
    link = linked.link()
    idle = link.status()
    link.sent(picture_bytes(colour="green"), "region")
    await until(lambda: link.status().is_busy)

    assert ((), "colour", False, False) == (idle.problems, idle.engine, idle.can_answer, idle.is_busy)


async def test_the_page_opens_on_a_capture_whose_name_no_server_sees(linked: Linked) -> None:
    link = linked.link()

    home, capture = urlsplit(link.page_url()), urlsplit(link.page_url("abc"))

    assert ("/", "/") == (home.path, capture.path)
    assert 26 == len(home.fragment)
    assert [26, "captures", "abc"] == [len(capture.fragment.split("/")[0]), *capture.fragment.split("/")[1:]]


async def test_a_pairing_is_opened_again_and_closed(linked: Linked) -> None:
    link = linked.link()
    first, second = link.open_pairing(), link.open_pairing()
    link.close_pairings()

    assert first.check_word != second.check_word
    assert (9, 120.0) == (len(second.check_word), second.expires_in_s)
    assert "/pair#" in second.url
    assert {} == link.extensions()


async def test_without_a_daemon_the_user_is_told(linked: Linked) -> None:
    link = Link(lambda: None, linked.token())

    link.close_pairings()
    with pytest.raises(DaemonAway, match="not running"):
        link.status()
