"""Every setting with its default and its limits, and where it comes from. Knows files and variables, no service.

A setting is read from `config.toml`, then from the environment (`ATSHOT_PORT` for `port`), then from the command line;
the last one that names it counts.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
import platformdirs
from msgspec import Meta

from atshot_daemon.errors import ConfigInvalid

ENVIRONMENT_PREFIX = "ATSHOT_"
# One folder for everything: a stick, a test, a second profile.
HOME_VARIABLE = "ATSHOT_HOME"

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

Count = Annotated[int, Meta(ge=0)]
# As Ollama writes it.
Duration = Annotated[str, Meta(pattern=r"^(-1|0|[0-9]{1,6}(s|m|h))$")]

_UNIT_S = {"s": 1, "m": 60, "h": 3600}


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; each field's type and description are its documentation and its check."""

    port: Annotated[
        Annotated[int, Meta(ge=1, le=65535)] | None,
        Meta(description="the port, exactly this one; without it the first free one of 21860 to 21869"),
    ] = None
    host: Annotated[str, Meta(min_length=1, description="the address to listen on; all but loopback is refused")] = (
        "127.0.0.1"
    )
    allow_remote: Annotated[bool, Meta(description="listen on an address that other machines reach; needs TLS")] = False
    allowed_hosts: Annotated[
        tuple[str, ...], Meta(description="names by which other machines may call, without the port")
    ] = ()
    tls_cert: Annotated[str | None, Meta(description="the file of the TLS certificate chain, as PEM")] = None
    tls_key: Annotated[str | None, Meta(description="the file of its private key, as PEM")] = None
    engine: Annotated[str, Meta(description="who reads the pictures; auto takes the best one there is")] = "auto"
    me: Annotated[str | None, Meta(description="the name under which tasks of 'me' and '我' are shown")] = None
    deadline_s: Annotated[float, Meta(gt=0, le=600, description="how long one picture may take, in seconds")] = 15.0
    keep_alive: Annotated[
        Duration, Meta(description="how long an idle engine stays in memory: 90s, 10m, 2h; 0 not at all, -1 for ever")
    ] = "10m"
    queue_limit: Annotated[int, Meta(ge=1, le=1000, description="how many pictures may wait")] = 8
    rate_limit: Annotated[
        Count, Meta(description="pictures and questions a minute for each client; 0 for no limit")
    ] = 60
    request_limit: Annotated[Count, Meta(description="requests a minute for each client; 0 for no limit")] = 600
    worker_memory_mb: Annotated[
        int, Meta(ge=200, description="an engine's process that grew over this is replaced, in MiB")
    ] = 1500
    worker_pictures: Annotated[
        int, Meta(ge=1, description="an engine's process is replaced after so many pictures")
    ] = 500
    breaker_failures: Annotated[int, Meta(ge=1, description="an engine rests after so many failures in a row")] = 5
    breaker_rest_s: Annotated[float, Meta(ge=0, le=86400, description="how long it rests, in seconds")] = 60.0
    keep_pictures_days: Annotated[
        int,
        Meta(
            ge=-1,
            le=36_500,
            description="days until a picture and its full text are deleted, its tasks stay; -1 for never",
        ),
    ] = 30
    undo_s: Annotated[
        int,
        Meta(
            ge=0,
            le=2_592_000,
            description="how long a deleted capture can be brought back, in seconds; then it is gone",
        ),
    ] = 60
    log_level: Annotated[str, Meta(pattern="^(debug|info|warning|error)$", description="what the log is to hold")] = (
        "info"
    )
    language: Annotated[
        str, Meta(pattern="^(auto|zh|en)$", description="the language of tray and notifications; auto is the desktop's")
    ] = "auto"
    copy_list: Annotated[
        bool, Meta(description="put each list that the tray, `atshot clip` or `atshot grab` reads on the clipboard")
    ] = False
    show_result: Annotated[
        str,
        Meta(
            pattern="^(both|popup|notification)$",
            description="how the tray shows what it has read: in the popup, as a notification, or both",
        ),
    ] = "both"

    @property
    def keep_alive_s(self) -> float | None:
        """Seconds until an idle engine is unloaded, None for never."""
        if self.keep_alive == "-1":
            return None
        return 0.0 if self.keep_alive == "0" else float(self.keep_alive[:-1]) * _UNIT_S[self.keep_alive[-1]]

    @property
    def is_remote(self) -> bool:
        """Whether other machines could reach `host`."""
        return self.host not in LOOPBACK


SETTINGS = {field.name: field for field in msgspec.structs.fields(Config)}
# Those that the daemon has no use for.
TRAY_SETTINGS = frozenset({"language", "copy_list", "show_result"})
DAEMON_SETTINGS = tuple(name for name in SETTINGS if name not in TRAY_SETTINGS)


def description(name: str) -> str:
    """What the setting is for, in one line."""
    held = msgspec.inspect.type_info(SETTINGS[name].type)
    assert isinstance(held, msgspec.inspect.Metadata) and held.extra_json_schema
    return str(held.extra_json_schema["description"])


def variable(name: str) -> str:
    """The environment variable of a setting: `ATSHOT_PORT` for `port`."""
    return f"{ENVIRONMENT_PREFIX}{name.upper()}"


# What else of ours the environment may hold.
VARIABLES = frozenset({HOME_VARIABLE, *map(variable, SETTINGS)})


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that Atshot uses: `config` for settings, `data` for captures, `state` for what a run leaves."""

    config: Path
    data: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """Where the settings are."""
        return self.config / "config.toml"

    @property
    def log_file(self) -> Path:
        """Where the running daemon writes what it does."""
        return self.state / "daemon.log"

    @property
    def discovery_file(self) -> Path:
        """Where the running daemon says how it is reached."""
        return self.state / "daemon.json"

    @property
    def lock_file(self) -> Path:
        """What the running daemon holds, so that there is one only."""
        return self.state / "daemon.lock"

    @property
    def tray_log_file(self) -> Path:
        """Where the running tray writes what it does."""
        return self.state / "tray.log"

    @property
    def tray_lock_file(self) -> Path:
        """What the running tray holds, so that there is one only."""
        return self.state / "tray.lock"

    @property
    def tray_control_file(self) -> Path:
        """Where the running tray says how other programs of this user ask it for something."""
        return self.state / "tray.json"

    @property
    def tray_socket(self) -> Path:
        """Where it is asked, on systems that have sockets in folders."""
        return self.state / "tray.sock"

    @property
    def popup_profile(self) -> Path:
        """What the browser keeps of the popup's window."""
        return self.state / "popup"

    @property
    def secrets(self) -> Path:
        """Where secrets are kept that the keyring does not take."""
        return self.state / "secrets"


def places(environ: Mapping[str, str] = os.environ) -> Places:
    """This user's folders, or those under ATSHOT_HOME; they need not exist."""
    if home := environ.get(HOME_VARIABLE):
        root = Path(home).expanduser().absolute()
        return Places(root, root / "data", root / "state")
    own = platformdirs.PlatformDirs("atshot", appauthor=False)
    return Places(own.user_config_path, own.user_data_path, own.user_state_path)


@dataclass(frozen=True, slots=True)
class Given:
    """A setting that somebody has set, and who: `origin` names the file and line, the variable or the flag."""

    value: Any
    origin: str


def load(file: Path, *, environ: Mapping[str, str] = os.environ, flags: Mapping[str, object] | None = None) -> Config:
    """The settings in force; ConfigInvalid names the file and line, the variable or the flag that is wrong."""
    settings = {**given(file, environ=environ), **_from_flags(flags or {})}
    return _checked(Config(**{name: setting.value for name, setting in settings.items()}))


def given(file: Path, *, environ: Mapping[str, str] = os.environ) -> dict[str, Given]:
    """The settings that the file or the environment sets; ConfigInvalid as for `load`."""
    return {**in_text(text_of(file), file), **_from_environment(environ)}


def in_text(text: str, file: Path) -> dict[str, Given]:
    """The settings in the text of a settings file; ConfigInvalid names `file` and the line."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigInvalid(f"{file}: {error}; mend that line or delete the file") from error
    origins = {name: _origin(file, text, name) for name in table}
    return {name: Given(_convert(name, table[name], origin=origin), origin) for name, origin in origins.items()}


def parse(name: str, text: str, *, origin: str) -> Any:
    """The value of setting `name` written as text, such as `8` or `true`; ConfigInvalid, which names `origin`."""
    field = known(name, origin=origin)
    try:
        text = typed_text(text)
    except UnicodeDecodeError as error:
        raise ConfigInvalid(f"{origin}: the value of {name} is no text in UTF-8") from error
    value: object = text
    if field.default == ():
        value = [part.strip() for part in text.split(",") if part.strip()]
    elif field.default is None and text == "":
        value = None
    return _convert(name, value, origin=origin, strict=False)


def typed_text(text: str) -> str:
    """What was typed, in UTF-8 whatever the locale says; UnicodeDecodeError for bytes that are none."""
    has_bytes = any("\udc80" <= character <= "\udcff" for character in text)  # how Python keeps what it cannot read
    return os.fsencode(text).decode("utf-8") if has_bytes else text


def known(name: str, *, origin: str) -> msgspec.structs.FieldInfo:
    """The setting of that name; ConfigInvalid, which suggests the one that was meant."""
    if name in SETTINGS:
        return SETTINGS[name]
    raise ConfigInvalid(f"{origin}: there is no setting {name!r}; {meant(name, SETTINGS) or 'see: atshot config get'}")


def meant(name: str, names: Iterable[str]) -> str | None:
    """`did you mean 'port'?` where one of the names is much like this one."""
    close = difflib.get_close_matches(name, list(names), n=1)
    return f"did you mean {close[0]!r}?" if close else None


def check_text(text: str, file: Path) -> None:
    """ConfigInvalid unless the daemon could start with this text in its settings file."""
    _checked(Config(**{name: setting.value for name, setting in in_text(text, file).items()}))


def text_of(file: Path) -> str:
    """The text of the settings file, empty when there is none; ConfigInvalid when it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8-sig")  # Windows' editor begins with a mark that TOML does not know
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigInvalid(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _origin(file: Path, text: str, name: str) -> str:
    pattern = re.compile(rf"""\s*\[?\[?\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    line = next((n for n, row in enumerate(text.splitlines(), 1) if pattern.match(row)), None)
    return f"{file}, line {line}" if line else str(file)


def _from_environment(environ: Mapping[str, str]) -> dict[str, Given]:
    origins = {name: f"the variable {variable(name)}" for name in SETTINGS if variable(name) in environ}
    return {
        name: Given(parse(name, environ[variable(name)], origin=origin), origin) for name, origin in origins.items()
    }


def _from_flags(flags: Mapping[str, object]) -> dict[str, Given]:
    origins = {name: f"--{name.replace('_', '-')}" for name, value in flags.items() if value is not None}
    return {name: Given(parse(name, str(flags[name]), origin=origin), origin) for name, origin in origins.items()}


def _convert(name: str, value: object, *, origin: str, strict: bool = True) -> Any:
    setting = known(name, origin=origin)
    try:
        return msgspec.convert(value, setting.type, strict=strict)
    except msgspec.ValidationError as error:
        raise ConfigInvalid(f"{origin}: {name} = {value!r} is wrong: {error}; it is {description(name)}") from error


def _checked(config: Config) -> Config:
    """The same settings, if they go together."""
    if config.is_remote and not config.allow_remote:
        raise ConfigInvalid(
            f"host = {config.host!r} would let other machines in; "
            "use 127.0.0.1, or allow_remote with tls_cert and tls_key"
        )
    if config.is_remote and not (config.tls_cert and config.tls_key):
        raise ConfigInvalid("allow_remote needs tls_cert and tls_key: tokens must not cross a network in the clear")
    return config
