"""Pictures in, pages out, with the real networks: the whole way on drawn screens."""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
import pytest

from atshot_inference.errors import EngineUnavailable
from atshot_inference.page import Colour, Mark, Page
from atshot_inference.picture import Picture
from atshot_inference.pixels.networks import model_path
from atshot_inference.pixels.read_page import Ocr
from tests.inference.drawings import BLACK, BLUE, WHITE, Screen


@pytest.fixture(scope="module")
def ocr() -> Iterator[Ocr]:
    """One pair of networks for all tests of this module."""
    loaded = Ocr(threads=2)
    yield loaded
    loaded.close()


def texts(page: Page) -> list[str]:
    return [line.text for line in sorted(page.lines, key=lambda line: (line.box.y, line.box.x))]


@pytest.mark.parametrize(("paper", "ink"), [(WHITE, BLACK), ((28, 29, 33), (228, 230, 235)), ((255, 243, 163), BLUE)])
def test_lines_are_read_on_light_dark_and_coloured_paper(ocr: Ocr, paper: Colour, ink: Colour) -> None:
    screen = Screen(paper=paper)
    screen.text((40, 40), "@felix send the revised quote by Friday", ink=ink)
    screen.text((40, 90), "Check the SSO settings", size=22, ink=ink)

    page = ocr.read_page(screen.picture())

    assert ["@felix send the revised quote by Friday", "Check the SSO settings"] == texts(page)


def test_every_character_has_its_place_and_its_colour(ocr: Ocr) -> None:
    screen = Screen()
    end = screen.text((40, 40), "@Grace", ink=BLUE)[2]
    screen.text((end + 5, 40), "check the invoice")

    (line,) = ocr.read_page(screen.picture()).lines

    assert "@Grace check the invoice" == line.text
    assert len(line.text) == len(line.edges) == len(line.inks)
    assert all(left[0] <= left[1] <= right[0] + 0.5 for left, right in pairwise(line.edges))
    assert end == pytest.approx(line.edges[5][1], abs=2)
    assert all(ink[2] > ink[0] + 80 for ink in line.inks[:6])
    assert all(max(ink) < 120 for ink, char in zip(line.inks[7:], line.text[7:], strict=True) if char != " ")
    assert WHITE == line.paper


def test_a_line_struck_out_is_told_from_one_underlined(ocr: Ocr) -> None:
    screen = Screen()
    left, top, right, bottom = screen.text((40, 40), "Order the badge printers", size=20)
    screen.stroke([(left, (top + bottom) // 2 + 1), (right, (top + bottom) // 2 + 1)])
    left, top, right, bottom = screen.text((40, 120), "Read the release notes", size=20)
    screen.stroke([(left, bottom + 3), (right, bottom + 3)])

    struck, underlined = sorted(ocr.read_page(screen.picture()).lines, key=lambda line: line.box.y)

    assert struck.struck
    assert not underlined.struck


def test_a_drawn_checkbox_is_reported_and_is_no_character_of_its_line(ocr: Ocr) -> None:
    screen = Screen()
    screen.card((40, 40, 56, 56), border=BLACK)
    screen.text((66, 38), "Book the room")
    screen.card((40, 80, 56, 96), BLUE)
    screen.stroke([(43, 88), (47, 92), (53, 84)], WHITE)
    screen.text((66, 78), "Send the minutes")

    page = ocr.read_page(screen.picture())

    assert ["Book the room", "Send the minutes"] == texts(page)
    assert [Mark.EMPTY, Mark.TICKED] == [box.mark for box in sorted(page.checkboxes, key=lambda box: box.box.y)]


def test_a_bullet_is_joined_to_its_line(ocr: Ocr) -> None:
    screen = Screen()
    screen.text((40, 40), "2.", size=18)
    screen.text((72, 40), "Rotate the logs", size=18)

    assert ["2. Rotate the logs"] == texts(ocr.read_page(screen.picture()))


def test_a_photo_is_read_by_the_neural_detector(ocr: Ocr) -> None:
    screen = Screen(960, 540, (205, 203, 196))
    screen.text((120, 200), "Ben draft the budget", size=44)
    turned = cv2.warpAffine(
        screen.pixels(), cv2.getRotationMatrix2D((480, 270), 4, 1), (960, 540), borderValue=(205, 203, 196)
    )
    noise = np.random.default_rng(7).normal(0, 6, turned.shape)
    photo = np.clip(turned + noise, 0, 255).astype(np.uint8)

    (line,) = ocr.read_page(Picture(photo, 960, 540)).lines

    assert "Ben draft the budget" == line.text
    assert line.panel is None


def test_a_picture_without_text_has_no_lines(ocr: Ocr) -> None:
    assert Page(640, 360, ()) == ocr.read_page(Screen().picture())


def test_the_smallest_picture_is_read(ocr: Ocr) -> None:
    assert Page(8, 8, ()) == ocr.read_page(Screen(8, 8).picture())


def test_the_time_of_each_stage_is_told(ocr: Ocr) -> None:
    stages: dict[str, float] = {}
    screen = Screen()
    screen.text((40, 40), "Plan the offsite")

    ocr.read_page(screen.picture(), stages.__setitem__)

    assert ["detect", "recognise", "looks", "panels"] == list(stages)
    assert all(ms >= 0 for ms in stages.values())


def test_what_is_closed_reads_no_more() -> None:
    ocr = Ocr(threads=1)
    ocr.close()

    with pytest.raises(ValueError, match="closed"):
        ocr.read_page(Screen().picture())


def test_a_missing_model_is_an_engine_that_is_unavailable_and_says_what_to_do() -> None:
    with pytest.raises(EngineUnavailable, match="pip install"):
        model_path("*_no_such_model_*.onnx")
