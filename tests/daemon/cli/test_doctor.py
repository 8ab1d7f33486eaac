"""`atshot doctor`: what is shown of what was found."""

import json

from atshot_daemon.doctor.checks import CHECKS
from tests.fakes import FakeDesk


def test_every_check_has_a_line(desk: FakeDesk) -> None:
    run = desk.run("doctor")
    checks = [line.split()[1] for line in run.out.splitlines() if not line.startswith(" ")]

    assert [*CHECKS] == list(dict.fromkeys(checks))
    assert "" == run.err


def test_something_wrong_is_an_exit_status_and_says_how_to_mend_it(desk: FakeDesk) -> None:
    desk.environ["ATSHOT_PORT"] = "abc"
    run = desk.run("doctor")
    lines = run.out.splitlines()
    index = next(i for i, line in enumerate(lines) if line.startswith("wrong    settings"))

    assert 1 == run.status
    assert "the variable ATSHOT_PORT: port = 'abc' is wrong" in lines[index]
    assert lines[index + 1].startswith(" " * 20 + "→ mend ")


def test_a_warning_is_none(desk: FakeDesk) -> None:
    desk.environ["ATSHOT_PROT"] = "1"
    findings = json.loads(desk.run("doctor", "--json").out)["findings"]
    (strange,) = [finding for finding in findings if finding["check"] == "variables" and finding["mend"]]

    assert ("warning", "did you mean 'ATSHOT_PORT'?") == (strange["state"], strange["mend"])
    assert {"check", "state", "what", "mend"} == set(strange)


def test_looking_makes_no_folders(desk: FakeDesk) -> None:
    desk.run("doctor")

    assert not desk.home.exists()
