"""The tray as a process with a real daemon below it, from its start to its end, whatever ends it."""

import os
import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from atshot_daemon.discovery import find_running
from atshot_tray.control import Reply, ask
from atshot_tray.tray import daemon_command
from tests.daemons import atshot, client_of, daemon, free_port
from tests.engine_child import found
from tests.fakes import picture_bytes
from tests.tray.headless import headless
from tests.waiting import until

LINE = f"- @张工: {found(64).text} [2026-03-20] (高)\n"


async def test_from_the_start_to_quit(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        shown = await tray.looks("ready")
        family = tray.family
        tray.do("quit")

        assert 0 == await tray.is_gone(family)

    assert ("colour", False, [], False) == (
        shown["engine"],
        shown["has_better_engine"],
        shown["recent"],
        shown["is_paused"],
    )
    assert find_running(tray.places) is None
    assert [] == [name for name in ("daemon.json", "tray.json", "tray.sock") if (tray.places.state / name).exists()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_ends_the_daemon_first_and_the_icon_last(number: int, tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        family = tray.family
        tray.process.send_signal(number)

        assert 0 == await tray.is_gone(family)

    ends = [one.get("state") or one.get("window") or one.get("icon") for one in tray.said]
    assert ["stopping", "stopped", "closed", "gone"] == list(filter(None, ends))[-4:]


async def test_quitting_at_once_leaves_nothing(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await until(lambda: len(tray.family) > 1)
        family = tray.family
        tray.process.terminate()

        assert 0 == await tray.is_gone(family)


async def test_a_killed_tray_leaves_no_daemon(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        family = tray.family
        tray.process.kill()
        await tray.is_gone(family)

    assert find_running(tray.places) is None


async def test_a_killed_daemon_comes_back_under_the_same_icon(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        first = find_running(tray.places)
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        await until(lambda: tray.all_said("state").count("running") == 2)
        second = find_running(tray.places)
        await tray.looks("ready")

    assert second is not None and second.pid != first.pid
    assert [] == tray.all_said("told")  # it has mended itself


async def test_a_window_that_is_open_follows_a_daemon_that_comes_back_elsewhere(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        first = await tray.says("shown")  # as at every first run
        running = find_running(tray.places)
        assert running is not None
        (tmp_path / "config.toml").write_text(f"port = {free_port()}\n", "utf-8")
        os.kill(running.pid, signal.SIGKILL)
        second = await tray.says("shown", times=2)

    assert urlsplit(first).port == running.port != urlsplit(second).port
    assert "closed" in tray.all_said("window")


async def test_a_start_at_login_follows_a_program_that_was_moved(tmp_path: Path) -> None:
    (tmp_path / "login").write_text("a program that is gone", "utf-8")

    with headless(tmp_path) as tray:
        await tray.looks("ready")
        await until(lambda: (tmp_path / "login").read_text("utf-8") == "this program")


async def test_a_daemon_that_cannot_start_is_told_once_and_starts_when_it_can(tmp_path: Path) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("prot = 1\n", "utf-8")

    with headless(tmp_path, daemon=daemon_command()) as tray:
        shown = await tray.looks("attention")
        title, body = await tray.says("told")
        broken.unlink()
        tray.do("restart")
        await tray.looks("ready")

    assert "did you mean 'port'?" in shown["detail"]
    assert ("Atshot has stopped", shown["detail"]) == (title, body)
    assert "backoff" not in tray.all_said("state")
    assert 1 == len(tray.all_said("told"))


async def test_the_first_run_opens_the_window_and_later_ones_do_not(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        url = await tray.says("shown")
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("quit")
        await tray.says("icon")

    assert "/#" in url
    assert [] == tray.all_said("shown")


async def test_pausing_ends_the_daemon_and_resuming_starts_it(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("pause", {"is_paused": True})
        shown = await tray.looks("stopped")
        await until(lambda: find_running(tray.places) is None)
        tray.do("open")
        told = await tray.says("told")
        tray.do("pause", {"is_paused": False})
        await tray.looks("ready")

    assert shown["is_paused"]
    assert ["That did not work", "Atshot is paused. Choose “Resume” in its menu first."] == told


async def test_a_daemon_that_runs_is_used_and_left_running(tmp_path: Path) -> None:
    async with daemon(tmp_path) as other:
        with headless(tmp_path) as tray:
            await tray.looks("ready")
            tray.do("quit")
            await tray.says("icon")

        assert other.process.poll() is None


async def test_a_picture_from_the_clipboard_is_shown_told_and_listed(tmp_path: Path) -> None:
    (tmp_path / "clipboard").write_bytes(picture_bytes(colour="green"))

    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("clip")
        await tray.looks("working")
        await until(lambda: any("/captures/" in url for url in tray.all_said("shown")))
        (tmp_path / "gate").touch()
        told = await tray.says("told")
        await until(lambda: bool(tray.snapshot["recent"]))
        recent = tray.snapshot["recent"][0]
        tray.do("show", recent["capture_id"])
        await until(lambda: len([url for url in tray.all_said("shown") if recent["capture_id"] in url]) == 2)

    assert ["1 task", LINE.strip()] == told
    assert ("@张工: " + found(64).text, 1) == (recent["title"], recent["task_count"])


async def test_another_program_gets_the_list_by_asking_the_tray(tmp_path: Path) -> None:
    (tmp_path / "clipboard").write_bytes(picture_bytes())

    with headless(tmp_path) as tray:
        await tray.looks("ready")
        clipped = ask(tray.places, "clip", limit_s=30)
        (tmp_path / "clipboard").unlink()
        empty = ask(tray.places, "clip", limit_s=30)
        given_up = ask(tray.places, "grab", limit_s=30)
        opened = ask(tray.places, "open", limit_s=30)
        family = tray.family
        quitted = ask(tray.places, "quit", limit_s=30)
        await tray.is_gone(family)

    assert clipped is not None and (True, LINE) == (clipped.ok, clipped.text)
    assert empty is not None and (False, "clipboard_empty") == (empty.ok, empty.code)
    assert given_up is not None and (False, "given_up") == (given_up.ok, given_up.code)
    assert [Reply(ok=True), Reply(ok=True)] == [opened, quitted]


async def test_what_the_daemon_reads_for_others_shows_too(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        running = find_running(tray.places)
        assert running is not None
        async with client_of(running) as client:
            await client.capture((await client.send())["id"])
        tray.do("copy_list", {"is_on": True})  # whatever wakes it
        await until(lambda: bool(tray.snapshot["recent"]))

    assert 1 == tray.snapshot["recent"][0]["task_count"]


async def test_the_switches_show_what_they_have_done(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("start_at_login", {"is_on": True})
        tray.do("copy_list", {"is_on": True})
        await until(lambda: tray.snapshot["starts_at_login"] and tray.snapshot["copies_list"])
        tray.do("start_at_login", {"is_on": False})
        await until(lambda: not tray.snapshot["starts_at_login"])

    assert b"true" == atshot(tmp_path, "config", "get", "copy_list").stdout.strip()


async def test_connecting_a_browser_shows_the_word_and_ends_with_quit(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("connect_browser")
        await until(lambda: bool(tray.snapshot.get("pairing")))
        pairing = tray.snapshot["pairing"]
        url, (title, body) = await tray.says("browsed"), await tray.says("told")
        tray.do("quit")
        await tray.says("icon")

    assert "/pair#" in url
    assert f"Connect browser: {pairing['check_word']}" == title
    assert body.endswith(pairing["short_code"])


async def test_where_no_keyring_is_the_user_hears_where_the_key_is(tmp_path: Path) -> None:
    (tmp_path / "no-keyring").touch()

    with headless(tmp_path) as tray:
        title, body = await tray.says("told")

    assert "Where Atshot keeps its key" == title
    assert body.startswith("This system has no keyring.") and body.endswith(str(tray.places.secrets / "tray"))


async def test_where_no_icon_can_be_the_user_is_told(tmp_path: Path) -> None:
    with headless(tmp_path, icon="none") as tray:
        title, body = await tray.says("told")

    assert ("Atshot is running", True) == (title, "atshot open" in body)


async def test_logs_and_engine_help_are_shown(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("show_logs")
        tray.do("show_engine_help")
        viewed, told = await tray.says("viewed"), await tray.says("told")

    assert str(tray.places.state) == viewed
    assert "A better engine" == told[0]
