"""What can go wrong before or after an engine reads. Knows words of the domain, no exit codes."""

from atshot_inference.errors import AtshotError


class BadRequest(AtshotError):
    """What was asked for cannot be done as asked, whatever the pictures are; each kind has its own code."""


class BadUsage(BadRequest):
    """Arguments that the command line does not have, or values that they do not take."""

    code = "bad_usage"


class BadDate(BadRequest):
    """A date that is not written as 2026-03-20."""

    code = "bad_date"


class NoPictures(BadRequest):
    """A folder that holds no picture, or no picture named at all."""

    code = "no_pictures"


class LabelsInvalid(BadRequest):
    """The labels of an evaluation cannot be read; the message names the line."""

    code = "labels_invalid"


class OutputUnwritable(BadRequest):
    """The file that was asked for cannot be written, or must not be overwritten."""

    code = "output_unwritable"


class ConfigInvalid(BadRequest):
    """A setting is wrong; the message names the file and line, the variable or the flag."""

    code = "config_invalid"


class FileUnreadable(AtshotError):
    """A picture's file is not there or may not be read."""

    code = "file_unreadable"


class ClipboardUnavailable(AtshotError):
    """Nothing here can read the clipboard; the message says what to install."""

    code = "clipboard_unavailable"


class ClipboardEmpty(AtshotError):
    """The clipboard holds no picture."""

    code = "clipboard_empty"


class ScreenUnavailable(AtshotError):
    """Nothing here can take a picture of the screen; the message says what to do."""

    code = "screen_unavailable"
