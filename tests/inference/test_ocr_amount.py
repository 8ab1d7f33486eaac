"""How much of a picture is read: equal strips once, textures not to the end."""

from typing import cast

import numpy as np
import pytest

from atshot_inference.picture import Pixels
from atshot_inference.pixels.networks import Network, Tensor
from atshot_inference.pixels.recognise import Recogniser
from atshot_inference.pixels.strips import Strip, most_like_lines


class Letters:
    """A network that is sure, or not, that each strip says "a"; counts the strips it was given."""

    def __init__(self, confidence: float) -> None:
        self.seen = 0
        self._confidence = confidence

    def alphabet(self) -> tuple[str, ...]:
        """A blank and one letter."""
        return ("", "a")

    def run(self, batch: Tensor) -> Tensor:
        """The letter at the first column, blanks after it."""
        self.seen += len(batch)
        output = np.zeros((len(batch), batch.shape[3] // 8, 2), np.float32)
        output[:, 1:, 0] = 1
        output[:, 0, 1] = self._confidence
        return output


def strips_of(count: int) -> list[Pixels]:
    """Strips of 48 by 480 pixels that all differ."""
    return [np.full((48, 480, 3), (i % 256, i // 256, 0), np.uint8) for i in range(count)]


def test_strips_that_are_equal_to_the_pixel_are_read_once() -> None:
    network = Letters(0.99)
    first, second = strips_of(2)

    readings = Recogniser(cast(Network, network), 1).read([first, second, first.copy(), first.copy()])

    assert ["a"] * 4 == [reading.text for reading in readings]
    assert 2 == network.seen


@pytest.mark.parametrize(("confidence", "texts"), [(0.99, 300), (0.2, 0)])
def test_a_long_page_is_read_to_the_end_and_a_texture_is_not(confidence: float, texts: int) -> None:
    network = Letters(confidence)

    readings = Recogniser(cast(Network, network), 2).read(strips_of(300))

    assert 300 == len(readings)
    assert texts == sum(reading.confidence >= 0.5 for reading in readings)
    assert (network.seen == 300) == (texts == 300)


def test_four_hundred_full_cells_are_all_kept() -> None:
    cells = [Strip.straight(0, 20 * i, 360, 20 * i + 20) for i in range(400)]

    assert 400 == len(most_like_lines(cells))


def test_of_more_text_than_a_page_holds_the_longest_lines_are_kept() -> None:
    lines = [Strip.straight(0, 0, 1000, 10) for _ in range(60)]
    scraps = [Strip.straight(0, 0, 20, 10) for _ in range(2000)]

    kept = most_like_lines([*scraps, *lines])

    assert 60 == sum(strip.width == 1000 for strip in kept)
    assert len(kept) < 2060
