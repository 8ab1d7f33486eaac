"""Which patch of colour a line stands on."""

import numpy as np
import pytest

from atshot_inference.page import Colour
from atshot_inference.pixels.panels import panels_behind
from atshot_inference.tasks import Box
from tests.inference.drawings import WHITE, Screen

PAGE: Colour = (244, 242, 236)


def line_box(ink: tuple[int, int, int, int]) -> Box:
    left, top, right, bottom = ink
    return Box(left - 3, top - 3, right - left + 6, bottom - top + 6)


def panel(screen: Screen, ink: tuple[int, int, int, int]) -> Box | None:
    (found,) = panels_behind(screen.pixels(), [line_box(ink)])
    return found


def is_about(expected: tuple[int, int, int, int], found: Box | None) -> bool:
    corners = found and (found.x, found.y, found.right, found.bottom)
    return bool(corners) and bool(np.abs(np.subtract(corners or 0, expected)).max() <= 3)


@pytest.mark.parametrize(
    ("fill", "border"),
    [((255, 243, 163), None), (WHITE, (200, 200, 200)), (None, (150, 150, 150)), ((30, 60, 200), None)],
)
def test_a_line_on_a_card_has_the_card_as_panel(fill: Colour | None, border: Colour | None) -> None:
    screen = Screen(paper=PAGE)
    screen.card((60, 50, 320, 170), fill, border=border, radius=8)
    ink = screen.text((80, 90), "renew the insurance")

    assert is_about((60, 50, 320, 170), panel(screen, ink))


def test_a_line_on_the_page_has_no_panel() -> None:
    screen = Screen(paper=PAGE)
    screen.card((60, 50, 320, 170), WHITE)

    assert panel(screen, screen.text((80, 230), "renew the insurance")) is None


def test_a_sidebar_is_page_and_no_panel() -> None:
    screen = Screen(paper=PAGE)
    screen.card((0, 0, 200, 360), (60, 60, 70))

    assert panel(screen, screen.text((30, 90), "Inbox", ink=WHITE)) is None


def test_a_chip_behind_the_words_does_not_hide_the_card() -> None:
    screen = Screen(paper=PAGE)
    screen.card((60, 50, 320, 170), WHITE)
    screen.card((76, 86, 130, 112), (220, 230, 255), radius=4)
    ink = screen.text((80, 90), "@Pam")

    assert is_about((60, 50, 320, 170), panel(screen, ink))


def test_a_chip_on_the_page_is_no_panel() -> None:
    screen = Screen(paper=PAGE)
    screen.card((76, 88, 124, 110), (255, 220, 220), radius=8)

    assert panel(screen, screen.text((84, 90), "high")) is None


def test_two_lines_on_one_card_share_their_panel() -> None:
    screen = Screen(paper=PAGE)
    screen.card((60, 50, 320, 170), (199, 240, 216))
    inks = [screen.text((80, y), "check the invoice") for y in (70, 110)]

    first, second = panels_behind(screen.pixels(), [line_box(ink) for ink in inks])

    assert first == second
    assert is_about((60, 50, 320, 170), first)


def test_panels_of_a_large_capture_are_in_its_own_pixels() -> None:
    screen = Screen(2800, 1400, PAGE)
    screen.card((600, 500, 1600, 800), WHITE)
    ink = screen.text((700, 600), "renew the insurance", size=36)

    assert is_about((600, 500, 1600, 800), panel(screen, ink))
