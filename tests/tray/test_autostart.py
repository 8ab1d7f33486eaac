"""Starting at login: on each system what is written, and on a Linux desktop that it starts."""

import asyncio
import json
import plistlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.machine import Machine
from atshot_tray.autostart import APPROVED_KEY, RUN_KEY, AutostartFailed, autostart
from tests.waiting import until

COMMAND = ("/opt/a b/python", "-P", "-m", "atshot_tray")
# What a folder may be called: spaces, Chinese, and every sign that a format of ours gives a meaning.
ODD = "盘 \"x\" 'y' $HOME `id` 100% a\\b &<z> ;#~"


class FakeRegistry:
    """A registry in memory."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.is_closed = False

    def read(self, key: str, name: str) -> str | bytes | None:
        """The value."""
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        """Set the value."""
        if self.is_closed:
            raise PermissionError(13, "access is denied")
        self.values[key, name] = text

    def delete(self, key: str, name: str) -> None:
        """Delete the value."""
        if self.is_closed:
            raise PermissionError(13, "access is denied")
        self.values.pop((key, name), None)


def linux(home: Path, **environ: str) -> Machine:
    """A Linux desktop of the user whose files are in `home`."""
    return Machine(platform="linux", environ={"HOME": str(home), **environ})


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_it_is_off_then_on_then_off(platform: str, tmp_path: Path) -> None:
    registry = FakeRegistry()
    machine = Machine(platform=platform, environ={"HOME": str(tmp_path)})
    switch = autostart(machine, COMMAND, registry=lambda: registry)

    assert not switch.is_on()
    switch.turn_off()
    switch.turn_on()
    switch.turn_on()
    assert switch.is_on()
    switch.turn_off()
    assert not switch.is_on()
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {} == registry.values


def test_the_folder_of_the_desktop_settings_is_respected(tmp_path: Path) -> None:
    autostart(linux(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "settings")), COMMAND).turn_on()
    autostart(linux(tmp_path, XDG_CONFIG_HOME="relative"), COMMAND).turn_on()

    assert (tmp_path / "settings/autostart/atshot.desktop").is_file()
    assert (tmp_path / ".config/autostart/atshot.desktop").is_file()


@pytest.mark.parametrize("line", ["Hidden=true", "Hidden = true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_has_switched_off_is_off(line: str, tmp_path: Path) -> None:
    switch = autostart(linux(tmp_path), COMMAND)
    switch.turn_on()
    file = tmp_path / ".config/autostart/atshot.desktop"
    file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")

    assert not switch.is_on()
    switch.turn_on()
    assert switch.is_on()


@pytest.mark.parametrize("arguments", [(), ("-P", "-m", "atshot_tray"), (ODD, "", "%f %%", "\\$x", "a\nb")])
async def test_a_linux_desktop_starts_the_very_command(arguments: Sequence[str], tmp_path: Path) -> None:
    gio_python = "/usr/bin/python3"
    if not shutil.which(gio_python):
        pytest.skip("needs /usr/bin/python3 with GLib's bindings, which read desktop files as desktops do")
    folder = tmp_path / ODD.replace("%", "")  # GLib passes over programs with that sign in their path
    folder.mkdir()
    said = tmp_path / "said"
    program = folder / "program"
    tell = f"import json, sys; open({str(said)!r} + '.new', 'w').write(json.dumps(sys.argv)); "
    program.write_text(
        f"#!{sys.executable}\n{tell}\nimport os; os.replace({str(said)!r} + '.new', {str(said)!r})\n", "utf-8"
    )
    program.chmod(0o755)
    autostart(linux(tmp_path), (str(program), *arguments)).turn_on()
    launch = (
        "import sys, gi; from gi.repository import Gio; "
        "Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None)"
    )

    launched = await asyncio.create_subprocess_exec(
        gio_python, "-c", launch, str(tmp_path / ".config/autostart/atshot.desktop")
    )
    assert 0 == await launched.wait()
    await until(said.exists)

    assert [str(program), *arguments] == json.loads(said.read_text("utf-8"))


def test_a_desktop_entry_is_for_its_reader_and_for_this_program_only(tmp_path: Path) -> None:
    autostart(linux(tmp_path), COMMAND).turn_on()
    text = (tmp_path / ".config/autostart/atshot.desktop").read_text("utf-8")

    assert 'Exec="/opt/a b/python" "-P" "-m" "atshot_tray"\n' in text
    assert "TryExec=/opt/a b/python\n" in text
    assert "Comment[zh_CN]=把截图变成待办清单\n" in text


def test_macos_gets_a_launch_agent_for_the_session_with_a_screen(tmp_path: Path) -> None:
    switch = autostart(Machine(platform="darwin", environ={"HOME": str(tmp_path)}), ("/盘 a/python", ODD))
    switch.turn_on()
    file = tmp_path / "Library/LaunchAgents/atshot.plist"
    job = plistlib.loads(file.read_bytes())

    assert ["/盘 a/python", ODD] == job["ProgramArguments"]
    assert ("atshot", True, "Aqua") == (job["Label"], job["RunAtLoad"], job["LimitLoadToSessionType"])
    file.write_bytes(plistlib.dumps({**job, "Disabled": True}, fmt=plistlib.FMT_BINARY))
    assert not switch.is_on()


@pytest.mark.parametrize("content", [b"", b"<plist><dict>", b"\xff\xfe", plistlib.dumps([])])
def test_a_broken_launch_agent_is_off(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "Library/LaunchAgents/atshot.plist"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)

    assert not autostart(Machine(platform="darwin", environ={"HOME": str(tmp_path)}), COMMAND).is_on()


def windows(registry: FakeRegistry, command: Sequence[str]) -> Any:
    """The switch on Windows."""
    return autostart(Machine(platform="win32", environ={}), command, registry=lambda: registry)


def test_windows_gets_a_command_line_that_it_splits_as_meant() -> None:
    registry = FakeRegistry()
    windows(registry, (r"C:\程序 a\pythonw.exe", "-P", 'say "x"')).turn_on()

    assert r'"C:\程序 a\pythonw.exe" -P "say \"x\""' == registry.values[RUN_KEY, "Atshot"]


@pytest.mark.parametrize(("switched", "is_on"), [(b"\x02\0\0\0", True), (b"\x03\0\0\0\x11", False), (b"", True)])
def test_what_the_task_manager_has_switched_off_is_off(switched: bytes, is_on: bool) -> None:
    registry = FakeRegistry()
    switch = windows(registry, COMMAND)
    switch.turn_on()
    registry.values[APPROVED_KEY, "Atshot"] = switched

    assert is_on == switch.is_on()
    switch.turn_on()
    assert switch.is_on()


@pytest.mark.parametrize(("length", "fits"), [(260, True), (261, False)])
def test_a_command_that_windows_would_pass_over_is_refused(length: int, fits: bool) -> None:
    switch = windows(FakeRegistry(), ("C" * length,))
    if fits:
        switch.turn_on()
    else:
        with pytest.raises(AutostartFailed, match="shorter"):
            switch.turn_on()

    assert fits == switch.is_on()


def test_a_list_that_cannot_be_changed_says_which(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("in the way")
    closed = FakeRegistry()
    closed.is_closed = True

    with pytest.raises(AutostartFailed, match=r"atshot\.desktop"):
        autostart(linux(tmp_path), COMMAND).turn_on()
    with pytest.raises(AutostartFailed, match="CurrentVersion"):
        windows(closed, COMMAND).turn_on()
    with pytest.raises(AutostartFailed, match="CurrentVersion"):
        windows(closed, COMMAND).turn_off()
