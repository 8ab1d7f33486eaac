"""Reads whole numbers as Chinese and Arabic digits write them. Knows nothing about what is counted."""

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

# A pattern for what `number` reads, up to three characters long.
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"


def number(text: str) -> int:
    """The value of "20", "十五", "二十一" or "二〇二六"; of a loose "两三" the larger; 0 where it is no number."""
    if text.isascii():
        return int(text) if text.isdigit() else 0
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)
    values = [DIGITS.get(character, 0) for character in text]
    if len(values) == 4:
        return int("".join(map(str, values)))
    return values[-1]
