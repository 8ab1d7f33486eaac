"""The folder of the browser extension, whose page the daemon serves too. Knows where it lies, not what is in it."""

from pathlib import Path

MANIFEST = "manifest.json"

_PACKAGE = Path(__file__).parent
_INDEX = "ui/index.html"


def extension_folder(package: Path = _PACKAGE) -> Path:
    """Where the extension is: in the installed package, or in a checkout; FileNotFoundError."""
    places = (package / "extension", package.parent.parent / "extension")
    found = next((place for place in places if (place / _INDEX).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"the extension and the web page are missing from {places[0]}; install Atshot again")
    return found
