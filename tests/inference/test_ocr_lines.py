"""Which ink on a clean screen makes which lines, before anything is read."""

import cv2
import numpy as np
import pytest

from atshot_inference.picture import Pixels
from atshot_inference.pixels.avatars import find_avatars
from atshot_inference.pixels.edges import edges_of, is_clean
from atshot_inference.pixels.find_lines import find_strips
from atshot_inference.tasks import Box
from tests.inference.drawings import BLUE, WHITE, Screen

GREY = (200, 204, 209)


def boxes(screen: Screen) -> list[Box]:
    pixels = screen.pixels()
    edges = edges_of(pixels)
    found = [strip.box() for strip in find_strips(pixels, edges, find_avatars(pixels, edges))]
    return sorted(found, key=lambda box: (round(box.y / 10), box.x))


def holds(box: Box, ink: tuple[int, int, int, int]) -> bool:
    """Whether the box takes in the ink and little else."""
    left, top, right, bottom = ink
    room = 0.5 * (bottom - top)
    return (
        left - room <= box.x <= left + 2
        and right - 2 <= box.right <= right + room
        and top - room <= box.y <= top + 6
        and bottom - 2 <= box.bottom <= bottom + room
    )


@pytest.mark.parametrize("size", [11, 14, 20, 32, 48])
def test_a_line_is_one_strip_at_any_size(size: int) -> None:
    screen = Screen(1200, 300)
    ink = screen.text((40, 60), "Update the on-call rota, please: page 2", size=size)

    (box,) = boxes(screen)

    assert holds(box, ink)


def test_columns_stay_apart() -> None:
    screen = Screen()
    inks = [screen.text((x, 60), text) for x, text in [(30, "Fix the login"), (180, "Alice"), (260, "Friday")]]

    assert [True] * 3 == [holds(box, ink) for box, ink in zip(boxes(screen), inks, strict=True)]


def test_cells_with_a_border_between_them_stay_apart_however_close() -> None:
    screen = Screen()
    right = screen.text((30, 62), "Fix the login", size=18)[2]
    screen.text((right + 9, 62), "Alice", size=18)
    for x in (24, right + 4, right + 60):
        screen.stroke([(x, 50), (x, 92)], GREY, width=1)
    for y in (50, 92):
        screen.stroke([(24, y), (right + 60, y)], GREY, width=1)

    assert 2 == len(boxes(screen))


def test_lines_that_nearly_touch_are_two_strips() -> None:
    screen = Screen()
    inks = [screen.text((40, y), "Glyphs jumping quickly by the page") for y in (60, 77)]

    assert [True, True] == [holds(box, ink) for box, ink in zip(boxes(screen), inks, strict=True)]


def test_rules_frames_and_avatars_are_no_lines() -> None:
    screen = Screen()
    screen.stroke([(20, 40), (600, 40)], GREY, width=1)
    screen.card((20, 60, 400, 110), border=GREY, radius=6)
    screen.circle((20, 130, 60, 170), BLUE)
    screen.text((34, 142), "A", ink=WHITE)
    ink = screen.text((80, 142), "Anna wrote this")

    (box,) = boxes(screen)

    assert holds(box, ink)


def test_a_highlight_does_not_cut_a_line() -> None:
    screen = Screen()
    first = screen.text((40, 60), "@Emily B", size=18)
    screen.card((first[0] - 4, first[1] - 5, first[2] + 4, first[3] + 5), (255, 229, 0))
    screen.text((40, 60), "@Emily B", size=18)
    second = screen.text((first[2] + 8, 60), "fill the form", size=18)

    (box,) = boxes(screen)

    assert holds(box, (first[0], first[1], second[2], first[3]))


def test_what_was_drawn_as_a_shape_is_left_out() -> None:
    screen = Screen()
    screen.card((40, 60, 56, 76), border=(60, 60, 60))
    ink = screen.text((64, 60), "Book the room")

    (strip,) = find_strips(screen.pixels(), edges_of(screen.pixels()), [Box(39, 59, 18, 18)])

    assert holds(strip.box(), ink)


@pytest.mark.parametrize("radius", [12, 4])
def test_an_avatar_close_to_a_name_parts_lines_and_is_none(radius: int) -> None:
    screen = Screen()
    name = screen.text((40, 60), "Grace Lin", size=22)
    left = name[2] + 5
    screen.card((left, 62, left + 24, 86), (40, 140, 120), radius=radius)
    screen.text((left + 5, 68), "GL", size=10, ink=WHITE)
    due = screen.text((left + 31, 60), "due today", size=22)

    assert [True, True] == [holds(box, ink) for box, ink in zip(boxes(screen), [name, due], strict=True)]


def test_a_tag_with_one_letter_as_tall_as_the_text_is_no_avatar() -> None:
    screen = Screen()
    screen.text((120, 62), "renew the insurance", size=20)
    screen.card((40, 60, 62, 82), (220, 60, 60), radius=3)
    screen.text((44, 59), "H", size=22, ink=WHITE)
    screen.circle((40, 100, 62, 122), BLUE)
    screen.text((47, 104), "H", size=10, ink=WHITE)

    (avatar,) = find_avatars(screen.pixels(), edges_of(screen.pixels()))

    assert avatar.middle > 100


def test_a_heading_with_round_letters_among_small_text_is_whole() -> None:
    screen = Screen()
    heading = screen.text((40, 40), "Book rooms", size=40)
    for y in range(110, 300, 20):
        screen.text((40, y), "Update the on-call rota, please", size=12)

    assert holds(boxes(screen)[0], heading)


def test_a_letter_whose_neighbour_is_a_single_stroke_is_kept() -> None:
    screen = Screen(1200, 600)
    for y in range(300, 560, 24):
        screen.text((40, y), "Update the on-call rota, please", size=14)
    tee, dash = [(60, 60, 98, 66), (76, 60, 82, 98)], (102, 76, 140, 82)
    for bar in [*tee, dash, (144, 60, 150, 98), (150, 76, 176, 82), (176, 60, 182, 98)]:
        screen.card(bar, (20, 20, 20))

    assert holds(boxes(screen)[0], (60, 60, 182, 98))


@pytest.mark.parametrize(("room", "rise"), [(8, 4), (12, 3), (14, 3)])
def test_the_blurred_side_of_a_tilted_note_is_no_part_of_the_line_beside_it(room: int, rise: int) -> None:
    large = Screen(2560, 1440, (244, 242, 236))
    large.patch([(240, 160), (1280, 176), (1280 - 4 * rise, 816), (240 - 4 * rise, 800)], (207, 228, 255))
    at = 240 + 4 * room
    inks = [large.text((at, y), text, size=80) for y, text in [(264, "@Zoe"), (416, "fix it now"), (568, "(high)")]]
    pixels = np.asarray(cv2.resize(large.pixels(), (640, 360), interpolation=cv2.INTER_AREA), np.uint8)

    found = [strip.box() for strip in find_strips(pixels, edges_of(pixels))]

    for left, top, right, bottom in inks:
        assert any(holds(box, (left // 4, top // 4, right // 4, bottom // 4)) for box in found)


def noisy(pixels: Pixels, sigma: float) -> Pixels:
    noise = np.random.default_rng(3).normal(0, sigma, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("sigma", "clean"), [(0.0, True), (4.0, False)])
def test_a_screen_is_clean_and_a_noisy_picture_is_not(sigma: float, clean: bool) -> None:
    screen = Screen(paper=(180, 180, 180))
    screen.text((40, 60), "Update the rota")

    assert clean == is_clean(noisy(screen.pixels(), sigma))
