"""Settings: where they come from, which one counts, and what is said of a wrong one."""

import os
from pathlib import Path

import pytest

from atshot_daemon.config import SETTINGS, Config, given, load, places
from atshot_daemon.errors import ConfigInvalid
from tests.privileges import as_owner, can_be_shut_out

CERTIFIED = {"ATSHOT_TLS_CERT": "cert.pem", "ATSHOT_TLS_KEY": "key.pem"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings would be."""
    return tmp_path / "config.toml"


def test_without_anything_said_the_defaults_count(file: Path) -> None:
    assert Config() == load(file, environ={})


def test_a_variable_counts_more_than_the_file_and_a_flag_more_than_both(file: Path) -> None:
    file.write_text("port = 1001\nqueue_limit = 11\ndeadline_s = 21\n")
    environ = {"ATSHOT_QUEUE_LIMIT": "12", "ATSHOT_DEADLINE_S": "22"}

    config = load(file, environ=environ, flags={"deadline_s": "23", "engine": None})

    assert (1001, 12, 23.0, "auto") == (config.port, config.queue_limit, config.deadline_s, config.engine)


def test_each_setting_that_is_set_says_where(file: Path) -> None:
    file.write_text("# mine\nport = 1001\n\nundo_s = 5\n")

    origins = {name: setting.origin for name, setting in given(file, environ={"ATSHOT_UNDO_S": "6"}).items()}

    assert {"port": f"{file}, line 2", "undo_s": "the variable ATSHOT_UNDO_S"} == origins


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("0", False)],
)
def test_a_switch_can_be_written_as_people_do(file: Path, text: str, value: bool) -> None:
    assert value == load(file, environ={"ATSHOT_ALLOW_REMOTE": text}).allow_remote


def test_several_names_are_written_with_commas(file: Path) -> None:
    assert ("a.lan", "b.lan") == load(file, environ={"ATSHOT_ALLOWED_HOSTS": "a.lan, b.lan,"}).allowed_hosts


def test_an_empty_variable_takes_back_what_the_file_says_where_nothing_is_a_value(file: Path) -> None:
    file.write_text('me = "Kim"\n')

    assert load(file, environ={"ATSHOT_ME": ""}).me is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('port = "abc"', 2),
        ("port = 0", 2),
        ("port = 65536", 2),
        ("port = true", 2),
        ("port = 8080.0", 2),
        ("deadline_s = nan", 2),
        ("deadline_s = inf", 2),
        ("breaker_rest_s = inf", 2),
        ("queue_limit = 0", 2),
        ("keep_pictures_days = -2", 2),
        ('keep_alive = "5 m"', 2),
        ('log_level = "loud"', 2),
        ('allowed_hosts = "a.lan"', 2),
        ("portt = 8080", 2),
        ("[port]\nx = 1", 2),
        ("port = ", 2),
        ("port = 1\nport = 2", 3),
    ],
)
def test_a_wrong_line_of_the_file_is_named(file: Path, text: str, line: int) -> None:
    file.write_text(f"# mine\n{text}\n")

    with pytest.raises(ConfigInvalid, match=rf"config\.toml.*line {line}"):
        load(file, environ={})


@pytest.mark.parametrize("name", ["port", "deadline_s", "queue_limit", "keep_alive", "log_level", "allow_remote"])
def test_a_wrong_variable_is_named(file: Path, name: str) -> None:
    with pytest.raises(ConfigInvalid, match=rf"the variable ATSHOT_{name.upper()}: {name} = 'x' is wrong"):
        load(file, environ={f"ATSHOT_{name.upper()}": "x"})


def test_a_wrong_flag_is_named(file: Path) -> None:
    with pytest.raises(ConfigInvalid, match="--queue-limit: queue_limit = '0' is wrong"):
        load(file, environ={}, flags={"queue_limit": "0"})


def test_the_setting_that_was_meant_is_suggested(file: Path) -> None:
    file.write_text("dead_line_s = 3\n")

    with pytest.raises(ConfigInvalid, match="did you mean 'deadline_s'"):
        load(file, environ={})


@pytest.mark.parametrize(
    "environ",
    [
        {"ATSHOT_HOST": "0.0.0.0"},
        {"ATSHOT_HOST": "192.168.1.5"},
        {"ATSHOT_HOST": "0.0.0.0", **CERTIFIED},
        {"ATSHOT_HOST": "0.0.0.0", "ATSHOT_ALLOW_REMOTE": "true"},
        {"ATSHOT_HOST": "0.0.0.0", "ATSHOT_ALLOW_REMOTE": "true", "ATSHOT_TLS_CERT": "cert.pem"},
        {"ATSHOT_HOST": ""},
    ],
)
def test_other_machines_are_not_let_in_by_half(file: Path, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigInvalid, match=r"host|tls_cert"):
        load(file, environ=environ)


def test_other_machines_are_let_in_when_everything_is_said(file: Path) -> None:
    config = load(file, environ={"ATSHOT_HOST": "0.0.0.0", "ATSHOT_ALLOW_REMOTE": "true", **CERTIFIED})

    assert config.is_remote


def test_a_file_from_windows_is_read(file: Path) -> None:
    file.write_bytes("\ufeffport = 1001\r\nme = '王芳'\r\n".encode())

    assert (1001, "王芳") == (load(file, environ={}).port, load(file, environ={}).me)


def test_a_file_that_is_no_text_is_refused(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigInvalid, match="cannot be read"):
        load(file, environ={})


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_file_that_may_not_be_read_is_named(file: Path) -> None:
    file.write_text("")
    file.chmod(0)

    with as_owner(), pytest.raises(ConfigInvalid, match="Permission denied"):
        load(file, environ={})


@pytest.mark.parametrize(("text", "seconds"), [("-1", None), ("0", 0.0), ("90s", 90.0), ("10m", 600.0), ("2h", 7200.0)])
def test_how_long_an_engine_is_kept_is_known_in_seconds(text: str, seconds: float | None) -> None:
    assert seconds == Config(keep_alive=text).keep_alive_s


def test_one_folder_can_hold_everything(tmp_path: Path) -> None:
    found = places({"ATSHOT_HOME": str(tmp_path / "家 a")})

    assert all(
        path.is_relative_to(tmp_path / "家 a")
        for path in (found.config_file, found.data, found.log_file, found.discovery_file, found.lock_file)
    )


def test_without_it_the_folders_are_those_of_the_system() -> None:
    found = places({})

    assert all(path.is_absolute() and "atshot" in path.parts for path in (found.config, found.data, found.state))


@pytest.mark.skipif(os.name == "nt", reason="no home folder of this form")
def test_a_home_may_be_written_with_a_tilde() -> None:
    assert Path.home() / "stick" == places({"ATSHOT_HOME": "~/stick"}).config


def test_every_setting_can_be_given_as_a_variable(file: Path) -> None:
    samples = {"port": "1001", "host": "::1", "allow_remote": "true", "keep_alive": "5m", "log_level": "debug"}
    numbers = {name: "250" for name, field in SETTINGS.items() if type(field.default) in {int, float}}
    samples |= {"language": "zh", "copy_list": "true", "show_result": "popup"}
    texts = {name: "x" for name, field in SETTINGS.items() if field.default in (None, (), "auto") and name != "port"}
    environ = {f"ATSHOT_{name.upper()}": text for name, text in {**texts, **numbers, **samples}.items()}

    assert set(SETTINGS) == set(given(file, environ=environ))
