"""A font of this machine that can draw Chinese. Knows where systems keep their fonts, nothing about what is drawn."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "C:/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
# In order of looks.
_NAMES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "msyh.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "simhei.ttf",
    "simsun.ttc",
)


def cjk_font_path(folders: Sequence[str] = _FOLDERS) -> Path | None:
    """The best-looking font with Chinese characters, or None."""
    found = {path.name: path for folder in folders for path in _font_files(folder)}
    return next((found[name] for name in _NAMES if name in found), None)


def font(size: int, folders: Sequence[str] = _FOLDERS) -> Font:
    """That font at `size` px, or Pillow's own, which draws boxes for Chinese."""
    path = cjk_font_path(folders)
    if path is not None:
        # Collections of Noto's fonts start with the Japanese face; 2 is the simplified Chinese one.
        return ImageFont.truetype(path, size, index=2 if path.name.startswith("NotoSansCJK-") else 0)
    fallback = ImageFont.load_default(size)
    assert isinstance(fallback, ImageFont.FreeTypeFont)  # it is whenever a size is given
    return fallback


def wrapped(text: str, letters: Font, width: float) -> list[str]:
    """`text` in lines of at most `width` px, broken at spaces and between Chinese characters."""
    lines = [""]
    for piece in _pieces(text):
        fits = letters.getlength(piece.rstrip()) <= width
        for part in [piece] if fits else piece:  # an address without spaces is broken anywhere
            if letters.getlength(lines[-1] + part.rstrip()) <= width or not lines[-1]:
                lines[-1] += part
            else:
                lines.append(part.lstrip())
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Runs that must stay together: a word with the space behind it, or one wide character."""
    word = ""
    for character in text:
        word += character
        if character == " " or ord(character) > 0x2E7F:
            yield word
            word = ""
    if word:
        yield word


def _font_files(folder: str) -> Iterator[Path]:
    try:
        yield from (
            path for path in Path(folder).expanduser().rglob("*") if path.suffix.lower() in {".ttc", ".ttf", ".otf"}
        )
    except (OSError, RuntimeError):  # a folder that may not be read, a user without a home
        return
