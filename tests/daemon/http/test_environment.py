"""Daemons in odd surroundings: few files, strange names, a locale of its own, settings that are wrong."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.daemons import COLOURS, REAL, client_of, daemon, free_port
from tests.fakes import FakeDesk, picture_bytes

# What a shell does before it becomes the daemon.
FEW_FILES = ("sh", "-c", 'ulimit -n 64; exec "$@"', "sh", *COLOURS)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
async def test_a_daemon_that_ran_out_of_files_recovers(tmp_path: Path) -> None:
    async with daemon(tmp_path / "home", program=FEW_FILES) as started, client_of(started.running) as client:
        first = await client.send(query="?wait=20")
        held = [await asyncio.open_connection("127.0.0.1", started.running.port) for _ in range(80)]
        for _, writer in held:
            writer.close()
        async with asyncio.timeout(20):
            status, health = await client.call("GET", "/healthz")
        later = [await client.post(b"", query="?wait=20"), (200, await client.send(query="?wait=20", size=(70, 48)))]
        again = await client.capture(first["id"])

    assert (200, "ok") == (status, health["status"])
    assert [400, 200] == [said[0] for said in later]
    assert ("done", first) == (later[1][1]["state"], again)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
async def test_what_is_sent_while_there_are_no_files_left_is_refused_and_not_taken_for_a_mistake(
    tmp_path: Path,
) -> None:
    async with daemon(tmp_path / "home", program=FEW_FILES) as started, client_of(started.running) as client:
        await client.send(query="?wait=20")
        held, said = [], []
        for number in range(48):
            held.append(await asyncio.open_connection("127.0.0.1", started.running.port))
            if number > 30:
                try:
                    async with asyncio.timeout(2):
                        said.append(await client.post(picture_bytes((100 + number, 48))))
                except TimeoutError:
                    break
        for _, writer in held:
            writer.close()
        states = {(await client.capture(body["id"]))["state"] for status, body in said if status == 202}

        assert "ok" == (await client.call("GET", "/healthz"))[1]["status"]

    assert {202, 503} == {status for status, _ in said}
    assert {None, "overloaded"} == {body.get("error") for _, body in said}
    assert {"done"} == states


@pytest.mark.parametrize(
    "name",
    ["我的 文件 ünï", "a b'c\"d", "/".join(["很长的名字" * 8] * 2)],
    ids=["Chinese", "quotes", "long"],
)
async def test_the_name_of_the_home_and_the_locale_do_not_matter(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    async with daemon(home, program=REAL, env=locale) as started, client_of(started.running) as client:
        capture = await client.send(query="?wait=30&me=张工", size=(120, 90))
        found = await client.call("GET", "/v1/captures?q=张工")

    assert ("done", "张工") == (capture["state"], capture["me"])
    assert 200 == found[0]
    assert (home / "data/atshot.sqlite3").exists()
    assert "listening on" in started.said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("port = \n", "line 1"),
        ("[table]\nme = 'Kim'\n", "table"),
        ("me = 'Kim'\nprot = 21900\n", "line 2"),
        ("\nport = 'abc'\n", "line 2"),
        ("port = 0\n", "line 1"),
        ("port = 70000\n", "line 1"),
        ("host = '0.0.0.0'\n", "allow_remote"),
        ("deadline_s = nan\n", "line 1"),
        ("port = 1\nport = 2\n", "line 2"),
    ],
)
def test_a_wrong_setting_keeps_the_daemon_from_starting_and_is_pointed_at(
    desk: FakeDesk, text: str, named: str
) -> None:
    file = desk.home / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")

    run = desk.run("serve")

    assert (78, "") == (run.status, run.out)
    assert named in run.err
    assert "(config_invalid)" in run.err
    assert text == file.read_text("utf-8")


@pytest.mark.parametrize("flags", [["--port", "0"], ["--port", "70000"], ["--host", "0.0.0.0"], ["--port", "abc"]])
def test_a_wrong_flag_keeps_the_daemon_from_starting(desk: FakeDesk, flags: list[str]) -> None:
    run = desk.run("serve", *flags)

    assert run.status in (2, 78)
    assert flags[0].lstrip("-") in run.err


async def test_proxies_do_not_stand_between_the_command_line_and_the_daemon(tmp_path: Path) -> None:
    proxy = f"http://127.0.0.1:{free_port()}"
    variables = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), proxy)
    async with daemon(tmp_path / "home", env=variables) as started:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "atshot_daemon", "status"),
            env={**variables, "ATSHOT_HOME": str(tmp_path / "home"), "PATH": ""},
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await process.communicate()

    assert 0 == process.returncode
    assert str(started.pid) in said.decode()
