"""How the tray starts a program of ours. Knows Python's two names on Windows."""

import sys
from pathlib import Path


def own_command(python: Path | None = None) -> list[str]:
    """The command that runs the tray, from any folder and without a terminal's window; verbs may follow."""
    python = python or Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    return [str(windowless if windowless.exists() else python), "-P", "-m", "atshot_tray"]
