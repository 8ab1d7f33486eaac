"""Changes in the settings file, whose comments and order stay. Knows TOML, not what a setting does."""

from pathlib import Path

from atshot_daemon.config import check_text, text_of
from atshot_daemon.errors import ConfigInvalid
from atshot_daemon.private_files import FILE_MODE, replace_file


def set_setting(file: Path, name: str, value: object) -> None:
    """Set one setting, or take it out with None; ConfigInvalid, and a file that would be wrong is not written."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = text_of(file)
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigInvalid(f"{file}: {error}; mend that line or delete the file") from error
    if value is None:
        document.pop(name, None)
    else:
        document[name] = list(value) if isinstance(value, tuple) else value
    changed = tomlkit.dumps(document)
    check_text(changed, file)
    target = file.resolve()  # where the settings are a link into a folder of one's own, it stays one
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, changed, mode=target.stat().st_mode & 0o777 if target.exists() else FILE_MODE)
    except OSError as error:
        raise ConfigInvalid(f"{file} cannot be written: {error.strerror or error}") from error
