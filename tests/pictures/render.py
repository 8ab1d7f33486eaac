"""Renders labelled pictures: HTML cases in, PNG or JPEG and labels.jsonl out. Knows no case and no layout.

Usage: python render.py OUT_DIR cases_module... (needs playwright, opencv, Debian's chromium and fonts)
"""

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from markup import Case, Photo
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--font-render-hinting=none"]  # fmt: skip
Corners = tuple[float, float, float, float]

# A task's box is the union over its elements; `seen` is false where another element covers or clips one of them.
BOXES = """count => [...Array(count).keys()].map(task => {
  const found = [...document.querySelectorAll(`[data-task="${task}"]`)];
  const all = found.map(e => e.getBoundingClientRect());
  const seen = all.length > 0 && found.every(e => {
    const r = e.getClientRects()[0];
    const hit = document.elementFromPoint(r.left + Math.min(8, r.width / 2), r.top + r.height / 2);
    return hit && (e.contains(hit) || hit.contains(e));
  });
  const side = (pick, name) => pick(...all.map(r => r[name]));
  return [seen, side(Math.min, 'left'), side(Math.min, 'top'), side(Math.max, 'right'), side(Math.max, 'bottom')];
})"""


class Mislabelled(Exception):
    """A task of a case cannot be seen in its picture."""


def screenshot(browser: Browser, case: Case) -> tuple[Any, list[Corners]]:
    """The page as a BGR picture, and its tasks' boxes in pixels; raises Mislabelled where a box is not visible."""
    width, height, scale = case.size
    tab = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    tab.set_content(case.html, wait_until="load")
    shot = cv2.imdecode(np.frombuffer(tab.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    found = tab.evaluate(BOXES, len(case.jobs))
    extra = tab.evaluate("n => document.querySelectorAll(`[data-task='${n}']`).length", len(case.jobs))
    tab.close()
    boxes = [tuple(side * scale for side in sides) for _, *sides in found]
    for task, ((seen, *_), box) in enumerate(zip(found, boxes, strict=True)):
        inside = seen and box[0] >= 0 and box[1] >= 0 and box[2] <= width * scale and box[3] <= height * scale
        if not inside:
            raise Mislabelled(f"{case.name}: task {task} is not fully in the picture: {box}")
    if extra:
        raise Mislabelled(f"{case.name}: more tasks are marked than labelled")
    return shot, [(box[0], box[1], box[2], box[3]) for box in boxes]


def photographed(shot: Any, boxes: list[Corners], photo: Photo) -> tuple[Any, list[Corners]]:
    """The picture as a hand-held camera takes it, with the boxes where they land."""
    rng = np.random.default_rng(photo.seed)
    height, width = shot.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    reach = photo.keystone * np.array([width, height])
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * rng.uniform(0.25, 1.0, (4, 2)) * reach
    spin = cv2.getRotationMatrix2D((width / 2, height / 2), photo.turn, 1 - abs(photo.turn) / 90)
    seen = cv2.transform((flat + inward).astype(np.float32)[None], spin)[0].astype(np.float32)
    bend = cv2.getPerspectiveTransform(flat, seen)
    wall = tuple(float(part) for part in photo.wall[::-1])
    image = cv2.warpPerspective(shot, bend, (width, height), flags=cv2.INTER_AREA, borderValue=wall)
    image = cv2.GaussianBlur(image, (0, 0), photo.blur).astype(np.float32)
    warm = np.array([0.92, 0.97, 1.0], np.float32)
    image = image * lighting(height, width, photo, rng)[..., None] * warm
    image += cv2.GaussianBlur(rng.normal(0, photo.noise * 1.6, image.shape).astype(np.float32), (0, 0), 0.6)
    return np.clip(image, 0, 255).astype(np.uint8), [moved(box, bend) for box in boxes]


def lighting(height: int, width: int, photo: Photo, rng: np.random.Generator) -> Any:
    """Brightness for each pixel: one lamp to the side, and the soft edge of somebody's shadow."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    lamp_x, lamp_y = rng.uniform(0.1, 0.9) * width, rng.uniform(0.0, 0.5) * height
    far = ((columns - lamp_x) / width) ** 2 + ((rows - lamp_y) / height) ** 2
    lean = rng.uniform(-0.6, 0.6)
    edge = (columns + lean * rows) / width - rng.uniform(0.6, 0.9)
    cast = 1 / (1 + np.exp(-edge * rng.uniform(8, 20)))
    return (1.05 - photo.shadow * 0.7 * far) * (1 - photo.shadow * 0.6 * cast)


def moved(box: Corners, bend: Any) -> Corners:
    """The upright box round `box` after the perspective `bend`."""
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)
    points = cv2.perspectiveTransform(corners, bend)[0]
    (x0, y0), (x1, y1) = points.min(0), points.max(0)
    return float(x0), float(y0), float(x1), float(y1)


def label(case: Case, file: str, shot: Any, boxes: list[Corners]) -> dict[str, Any]:
    """One line of labels.jsonl."""
    tasks = [asdict(job) | {"box": [round(side, 1) for side in box]} for job, box in zip(case.jobs, boxes, strict=True)]
    return {"file": file, "kind": case.kind, "lang": case.lang, "today": case.today.isoformat(),
            "size": [shot.shape[1], shot.shape[0]], "tasks": tasks}  # fmt: skip


def render(browser: Browser, case: Case, folder: Path) -> dict[str, Any]:
    """Writes one picture and returns its label."""
    shot, boxes = screenshot(browser, case)
    if case.photo:
        shot, boxes = photographed(shot, boxes, case.photo)
    file = f"{case.name}.{'jpg' if case.jpeg else 'png'}"
    options = [cv2.IMWRITE_JPEG_QUALITY, case.jpeg] if case.jpeg else [cv2.IMWRITE_PNG_COMPRESSION, 9]
    cv2.imwrite(str(folder / file), shot, options)
    return label(case, file, shot, boxes)


def main(out: str, *modules: str) -> None:
    """Renders every case of the modules into the folder `out`."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    cases: list[Case] = [case for module in modules for case in importlib.import_module(module).CASES]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        labels = [render(browser, case, folder) for case in cases]
        browser.close()
    lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in labels)
    (folder / "labels.jsonl").write_text(lines, "utf-8")
    sys.stdout.write(f"{len(labels)} pictures, {sum(len(entry['tasks']) for entry in labels)} tasks\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
