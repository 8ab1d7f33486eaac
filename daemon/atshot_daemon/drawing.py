"""A copy of a picture with a box round each task and the list beside it. Knows Pillow and colours, no paths."""

from pathlib import Path

from PIL import Image, ImageDraw, PngImagePlugin

from atshot_daemon.fonts import Font, cjk_font_path, font, wrapped
from atshot_daemon.forms.text import task_line
from atshot_daemon.outcome import Outcome
from atshot_inference.picture import Picture
from atshot_inference.tasks import Priority, Task

_MAKER = "atshot"
_COLOURS = {Priority.HIGH: "#c62828", Priority.MEDIUM: "#b26a00", Priority.LOW: "#2e7d32"}
_DONE_COLOUR = "#616161"
_PANEL_COLOUR = "#fafafa"
_INK = "#202020"


def drawn(picture: Picture, outcome: Outcome, language: str) -> Image.Image:
    """The picture with numbered boxes, its tasks as a numbered list to the right."""
    letters = font(_letter_height(picture))
    panel = _panel(outcome, language, letters)
    height = max(picture.height, panel.height)
    sheet = Image.new("RGB", (picture.width + panel.width, height), _PANEL_COLOUR)
    sheet.paste(Image.fromarray(picture.pixels), (0, 0))
    sheet.paste(panel, (picture.width, 0))
    pen = ImageDraw.Draw(sheet)
    for number, task in enumerate(outcome.reading.tasks, 1):
        if task.box:
            _draw_box(pen, number, task, letters)
    return sheet


def save(sheet: Image.Image, path: Path) -> None:
    """Write a PNG that says who drew it; OSError as the file system gives it."""
    maker = PngImagePlugin.PngInfo()
    maker.add_text("Software", _MAKER)
    sheet.save(path, "PNG", pnginfo=maker)


def is_drawn_by_us(path: Path) -> bool:
    """Whether the file is a PNG that `save` wrote."""
    try:
        with Image.open(path, formats=("PNG",)) as image:
            return image.info.get("Software") == _MAKER
    except (OSError, SyntaxError, ValueError):  # what Pillow raises on junk
        return False


def has_cjk_font() -> bool:
    """Whether Chinese text can be drawn on this machine."""
    return cjk_font_path() is not None


def _letter_height(picture: Picture) -> int:
    return min(48, max(14, picture.height // 36))


def _panel(outcome: Outcome, language: str, letters: Font) -> Image.Image:
    size = int(letters.size)
    width = max(20 * size, 320)
    rows = [(task, wrapped(task_line(task, language), letters, width - 4 * size)) for task in outcome.reading.tasks]
    step, gap = int(1.4 * size), size // 2
    height = 2 * size + sum(len(lines) * step + gap for _, lines in rows)
    panel = Image.new("RGB", (width, height), _PANEL_COLOUR)
    pen = ImageDraw.Draw(panel)
    y = size
    for number, (task, lines) in enumerate(rows, 1):
        _draw_badge(pen, (size, y), number, task, letters=letters)
        for line in lines:
            pen.text((3 * size, y), line, font=letters, fill=_INK)
            y += step
        y += gap
    return panel


def _draw_box(pen: ImageDraw.ImageDraw, number: int, task: Task, letters: Font) -> None:
    assert task.box is not None
    margin = max(2, int(letters.size) // 5)
    left, top = task.box.x - margin, task.box.y - margin
    corners = (left, top, max(left, task.box.right + margin), max(top, task.box.bottom + margin))
    pen.rectangle(corners, outline=_colour(task), width=max(2, int(letters.size) // 7))
    _draw_badge(pen, (max(0.0, left - letters.size), max(0.0, top - letters.size)), number, task, letters=letters)


def _draw_badge(
    pen: ImageDraw.ImageDraw, corner: tuple[float, float], number: int, task: Task, *, letters: Font
) -> None:
    x, y = corner
    side = 1.3 * letters.size
    pen.ellipse((x, y, x + side, y + side), fill=_colour(task))
    pen.text((x + side / 2, y + side / 2), str(number), font=letters, fill="white", anchor="mm")


def _colour(task: Task) -> str:
    return _DONE_COLOUR if task.done else _COLOURS[task.priority]
