"""The icon's picture: crisp at every size, seen on any panel, and each look told from the others without colour."""

from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageChops

from atshot_tray.icon_picture import picture
from atshot_tray.state import Look

SIZES_PX = (16, 22, 24, 32, 48, 64)
PANELS = {"dark": "#2b2b2b", "light": "#efefef"}


def on_panel(look: Look, size_px: int, panel: str) -> Image.Image:
    """The icon as a panel of this colour shows it."""
    ground = Image.new("RGB", (size_px, size_px), PANELS[panel])
    icon = picture(look, size_px)
    ground.paste(icon, (0, 0), icon)
    return ground


@pytest.mark.parametrize("size_px", SIZES_PX)
def test_the_tile_fills_its_square_and_its_corners_are_clear(size_px: int) -> None:
    icon = picture(Look.READY, size_px)
    alpha = icon.getchannel("A")

    assert ((size_px, size_px), "RGBA") == (icon.size, icon.mode)
    assert (0, 0, size_px, size_px) == alpha.getbbox()
    corners = np.asarray(alpha)[[0, 0, -1], [0, -1, 0]]  # the fourth may have a badge
    assert 60 > corners.max()


@pytest.mark.parametrize("size_px", SIZES_PX)
@pytest.mark.parametrize("panel", PANELS)
def test_the_looks_differ_in_their_shapes_and_not_in_colour_alone(panel: str, size_px: int) -> None:
    greys = {look: on_panel(look, size_px, panel).convert("L") for look in Look}
    differences = {
        (one, other): np.asarray(ImageChops.difference(greys[one], greys[other]))
        for one, other in combinations(Look, 2)
    }

    # Two hundredths of the picture, a tenth of the badge, differ by a fifth of the way from black to white.
    assert [] == [pair for pair, grey in differences.items() if (grey > 50).mean() < 0.02]


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("look", Look)
def test_the_sign_stands_out_on_every_panel(look: Look, panel: str) -> None:
    grey = np.asarray(on_panel(look, 22, panel).convert("L"), dtype=int)

    assert grey.max() > 240
    assert grey.max() - grey.min() > 150
