"""The doctor's look at what the tray would use, on desktops of all kinds."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from atshot_daemon.config import places
from atshot_daemon.doctor.checks import CHECKS, examine
from atshot_daemon.doctor.finding import Finding, State
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.machine import Machine
from atshot_tray.__main__ import ATSHOT
from atshot_tray.autostart import autostart
from atshot_tray.doctor import TRAY_CHECKS
from tests.fakes import FakeDesk
from tests.xserver import x_server


def found(name: str, machine: Machine, home: Path) -> Finding:
    """The one thing that a check finds."""
    probe = Probe(machine, places({"ATSHOT_HOME": str(home)}))
    (result,) = examine(probe, {name: TRAY_CHECKS[name]})
    return result.finding


def machine(platform: str = "linux", environ: Mapping[str, str] | None = None, *programs: str) -> Machine:
    """A desktop with these programs."""
    return Machine(
        platform=platform,
        environ=environ or {},
        which=lambda name: f"/usr/bin/{name}" if name in programs else None,
    )


# Nothing answers there.
NO_PANEL = {"DISPLAY": ":29999", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}


@pytest.mark.parametrize("name", ["tray", "popup", "region"])
def test_without_a_desktop_nothing_is_wrong(name: str, tmp_path: Path) -> None:
    finding = found(name, machine(), tmp_path)

    assert (State.OK, True) == (finding.state, finding.what.startswith("there is no desktop here"))


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_a_desktop_without_a_place_for_icons_is_told_of(tmp_path: Path) -> None:
    with x_server("320x200") as display:
        finding = found("tray", machine("linux", {**NO_PANEL, "DISPLAY": display}), tmp_path)

    assert (State.WARNING, True) == (finding.state, "AppIndicator" in (finding.mend or ""))


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_some_systems_always_show_icons(platform: str, tmp_path: Path) -> None:
    assert "the system shows the icon" == found("tray", machine(platform), tmp_path).what


def test_the_browser_of_the_window_is_named(tmp_path: Path) -> None:
    with_browser = found("popup", machine("linux", NO_PANEL, "chromium"), tmp_path)
    without = found("popup", machine("linux", NO_PANEL), tmp_path)

    assert "/usr/bin/chromium" in with_browser.what
    assert (State.OK, True) == (without.state, "default browser" in without.what)


def test_how_a_part_of_the_screen_is_chosen_is_named(tmp_path: Path) -> None:
    assert "Atshot's own picker" in found("region", machine("linux", NO_PANEL), tmp_path).what
    assert "snipping tool" in found("region", machine("win32"), tmp_path).what


def test_whether_it_starts_at_login_is_said(tmp_path: Path) -> None:
    desktop = machine("linux", {"HOME": str(tmp_path)})
    before = found("autostart", desktop, tmp_path).what
    autostart(desktop, ["/usr/bin/python3"]).turn_on()

    assert ["does not start at login", "starts at login"] == [
        text.removeprefix("Atshot ").split(";")[0] for text in (before, found("autostart", desktop, tmp_path).what)
    ]


def test_the_whole_program_checks_all_of_it(desk: FakeDesk, tmp_path: Path) -> None:
    desk.program, desk.environ["HOME"] = ATSHOT, str(tmp_path)

    run = desk.run("doctor", "--json")

    checks = {finding["check"] for finding in json.loads(run.out)["findings"]}
    assert {*CHECKS, *TRAY_CHECKS} == checks
