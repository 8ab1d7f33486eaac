"""Which shapes before a line are checkboxes, and what they show."""

import pytest

from atshot_inference.page import Colour, Mark
from atshot_inference.pixels.checkboxes import find_checkboxes
from atshot_inference.pixels.edges import edges_of
from tests.inference.drawings import BLACK, BLUE, WHITE, Screen

DARK: Colour = (32, 33, 36)
GREY: Colour = (150, 150, 150)


def marks(screen: Screen) -> list[Mark]:
    return [checkbox.mark for checkbox in find_checkboxes(screen.pixels(), edges_of(screen.pixels()))]


def ticked(screen: Screen, x: int, y: int, size: int, ink: Colour) -> None:
    unit = size / 16
    points = [(3, 8), (7, 12), (13, 4)]
    screen.stroke([(round(x + a * unit), round(y + b * unit)) for a, b in points], ink, width=max(2, round(2 * unit)))


@pytest.mark.parametrize(("paper", "ink"), [(WHITE, BLACK), (DARK, WHITE)])
@pytest.mark.parametrize("size", [13, 16, 20])
def test_an_outlined_square_before_text_is_an_empty_box(paper: Colour, ink: Colour, size: int) -> None:
    screen = Screen(paper=paper)
    screen.card((40, 40, 40 + size, 40 + size), border=GREY, radius=2)
    screen.text((50 + size, 38), "Book the room", ink=ink)

    (checkbox,) = find_checkboxes(screen.pixels(), edges_of(screen.pixels()))

    assert Mark.EMPTY == checkbox.mark
    assert pytest.approx([40, 40, size, size], abs=2) == [
        checkbox.box.x, checkbox.box.y, checkbox.box.width, checkbox.box.height,
    ]  # fmt: skip


@pytest.mark.parametrize("size", [14, 18, 32])
@pytest.mark.parametrize("filled", [True, False])
def test_a_square_with_a_tick_is_a_ticked_box(size: int, filled: bool) -> None:
    screen = Screen()
    screen.card((40, 40, 40 + size, 40 + size), BLUE if filled else None, border=BLUE)
    ticked(screen, 40, 40, size, WHITE if filled else BLACK)
    screen.text((50 + size, 40), "Send the minutes", size=size)

    assert [Mark.TICKED] == marks(screen)


def test_an_outlined_square_with_a_cross_is_a_ticked_box() -> None:
    screen = Screen()
    screen.card((40, 40, 60, 60), border=BLACK)
    screen.stroke([(44, 44), (56, 56)])
    screen.stroke([(44, 56), (56, 44)])
    screen.text((70, 40), "Send the minutes", size=18)

    assert [Mark.TICKED] == marks(screen)


def test_a_ring_larger_than_the_letters_is_an_empty_box() -> None:
    screen = Screen()
    screen.circle((40, 38, 60, 58), border=BLUE)
    screen.text((72, 38), "Pay the rent")

    assert [Mark.EMPTY] == marks(screen)


@pytest.mark.parametrize("text", ["O negative blood", "0 of 5 done", "D for Denmark", "Q and A", "II is two", "口"])
def test_letters_are_no_boxes(text: str) -> None:
    screen = Screen()
    screen.text((40, 40), text, size=18)
    screen.text((40, 100), text, size=30)

    assert [] == marks(screen)


def test_an_avatar_with_a_letter_is_no_box() -> None:
    screen = Screen()
    screen.card((40, 40, 60, 60), BLUE, radius=4)
    screen.text((46, 42), "K", size=14, ink=WHITE)
    screen.text((70, 40), "Kim wrote this", size=16)

    assert [] == marks(screen)


def test_a_filled_dot_or_square_is_a_bullet_and_no_box() -> None:
    screen = Screen()
    screen.circle((40, 42, 54, 56), BLUE)
    screen.text((64, 40), "In progress")
    screen.card((40, 82, 54, 96), BLUE)
    screen.text((64, 80), "Planned")

    assert [] == marks(screen)


def test_a_square_with_no_text_after_it_is_no_box() -> None:
    screen = Screen()
    screen.card((40, 40, 56, 56), border=BLACK)
    screen.text((400, 40), "far away")

    assert [] == marks(screen)


def test_a_square_after_text_is_no_box() -> None:
    screen = Screen()
    right = screen.text((40, 40), "Rooms")[2]
    screen.card((right + 6, 42, right + 20, 56), border=BLACK)
    screen.text((right + 30, 40), "booked")

    assert [] == marks(screen)
