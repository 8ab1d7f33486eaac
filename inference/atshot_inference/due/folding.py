"""Makes look-alike characters plain without moving any of them. Knows nothing about dates."""

import unicodedata

# Only what words for days and times need; everything else keeps its traditional form.
SIMPLIFIED = str.maketrans(
    "週號後內點兩禮時個從開幾過這當餘還間鐘緊輕級優無閒於",
    "周号后内点两礼时个从开几过这当余还间钟紧轻级优无闲于",
)


def folded(text: str) -> str:
    """`text` in NFKC and simplified wherever that keeps one character one character, so offsets into both agree."""
    return "".join(map(_plain, text)).translate(SIMPLIFIED)


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
