"""The text of a line put in order: spans, spaces, list markers, boxes read as letters."""

import numpy as np
import pytest

from atshot_inference.page import Checkbox, Mark, TextLine
from atshot_inference.pixels.line_starts import joined_markers, without_boxes
from atshot_inference.pixels.spaces import missing_spaces
from atshot_inference.pixels.spans import fitted_spans
from atshot_inference.tasks import Box

Span = tuple[float, float]


def line(text: str, x: float, y: float = 10.0) -> TextLine:
    edges = tuple((x + 10 * i, x + 10 * i + 9) for i in range(len(text)))
    return TextLine(text, Box(x, y, 10 * len(text), 16), 0.9, edges, ((0, 0, 0),) * len(text), (255, 255, 255))


def spans_with_gaps(widths: list[float], gaps: list[float]) -> list[Span]:
    spans, x = [], 0.0
    for width, gap in zip(widths, [*gaps, 0.0], strict=True):
        spans.append((x, x + width))
        x += width + gap
    return spans


def test_spans_are_drawn_to_the_ink_of_their_glyphs() -> None:
    inked = np.zeros(40, np.bool_)
    for left, right in [(2, 10), (12, 14), (24, 34)]:
        inked[left:right] = True

    fitted = fitted_spans("al b", [(0, 9), (9, 16), (16, 22), (22, 36)], inked)

    assert [(2, 10), (12, 14), (14, 24), (24, 34)] == fitted


def test_glyphs_that_touch_share_an_edge() -> None:
    inked = np.zeros(30, np.bool_)
    inked[2:26] = True

    fitted = fitted_spans("WA", [(1, 14), (14, 27)], inked)

    assert [(2, 14), (14, 26)] == fitted


@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        ("felixsend", [1, 1, 1, 1, 9, 1, 1, 1], [5]),
        ("felixsend", [1, 1, 1, 1, 1, 1, 1, 1], []),
        ("易楠紧急", [1, 9, 1], []),
        ("Nick跑步", [1, 1, 1, 9, 1], [4]),
        ("PRs410", [1, 1, 9, 1, 9], [3]),
        ("ok(now)", [1, 6, 1, 1, 1, 1], [2]),
    ],
)
def test_a_space_is_put_back_only_where_a_gap_between_words_shows_it(
    text: str, gaps: list[float], expected: list[int]
) -> None:
    assert expected == missing_spaces(text, spans_with_gaps([8.0] * len(text), gaps), 14.0)


def test_a_typewriter_face_keeps_its_wide_gaps() -> None:
    inked = {"i": (4.0, 5.0), "l": (4.0, 5.0)}
    cells = [(10.0 * i, inked.get(char, (0.0, 9.0))) for i, char in enumerate("fillhim")]
    spans = [(x + left, x + right) for x, (left, right) in cells]

    assert [] == missing_spaces("fillhim", spans, 14.0)


@pytest.mark.parametrize("marker", ["1.", "12)", "•", "●", "a.", "-"])
def test_a_list_marker_alone_joins_the_line_to_its_right(marker: str) -> None:
    (joined,) = joined_markers([line("Rotate logs", 60), line(marker, 30)])

    assert f"{marker} Rotate logs" == joined.text
    assert len(joined.text) == len(joined.edges) == len(joined.inks)
    assert 30 == joined.box.x


def test_a_list_marker_without_a_line_near_it_stays() -> None:
    assert ["Rotate logs", "•"] == [each.text for each in joined_markers([line("•", 30, 200), line("Rotate logs", 60)])]


def test_a_cell_with_a_plain_number_is_no_marker() -> None:
    assert 2 == len(joined_markers([line("12", 30), line("Rotate logs", 60)]))


def test_a_character_inside_a_checkbox_is_taken_off() -> None:
    checkbox = Checkbox(Box(28, 8, 14, 18), Mark.EMPTY)

    left = without_boxes(line("口 买牛奶", 30), [checkbox])

    assert "买牛奶" == left.text
    assert 3 == len(left.edges) == len(left.inks)
    assert 50 == left.box.x


def test_a_character_beside_a_checkbox_stays() -> None:
    words = line("买牛奶", 60)

    assert words is without_boxes(words, [Checkbox(Box(28, 8, 14, 18), Mark.EMPTY)])
