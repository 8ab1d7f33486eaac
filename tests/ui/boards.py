"""Pictures and what the stand-in daemon finds in them. Knows no browser."""

import io
from pathlib import Path
from typing import Any

from PIL import Image

from tests.ui.standin import Record, task_record

BOARD = Path(__file__).parents[2] / "docs/sample-board.png"


def box(x: int, y: int, width: int, height: int) -> Record:
    """A box as the daemon tells it."""
    return {"x": x, "y": y, "width": width, "height": height}


def board_tasks() -> list[Record]:
    """The three tasks on docs/sample-board.png."""
    return [
        task_record(
            1,
            "3月20日前提供接口文档",
            ["张工"],
            priority="high",
            due="2026-03-20",
            due_phrase="3月20日前",
            seen=2,
            box=box(104, 210, 318, 245),
            evidence=[box(128, 280, 80, 30), box(212, 275, 140, 32)],
        ),
        task_record(2, "确认UI终稿", ["李经理"], box=box(478, 250, 320, 245), verified=False),
        task_record(3, "整理会议纪要发全员", ["我"], box=box(853, 208, 320, 243), priority="low"),
    ]


def board_lines() -> list[Record]:
    """Some of its lines of text."""
    boxes = [box(128, 280, 260, 32), box(505, 315, 250, 30), box(880, 275, 250, 30)]
    return [{"text": "x", "box": each, "confidence": 0.9} for each in boxes]


def saved(folder: Path, name: str, *, kind: str = "PNG", size: tuple[int, int] = (320, 200), **how: Any) -> Path:
    """A picture of one colour in a file; the name decides on the colour, so that no two are the same."""
    held = io.BytesIO()
    colour = (sum(name.encode()) % 256, len(name), 90)
    Image.new("RGB", size, colour).save(held, kind, **how)
    path = folder / name
    path.write_bytes(held.getvalue())
    return path
