"""The engines in order of preference, what each needs and how to get it. Imports none of them before it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from atshot_inference.engine import Engine
from atshot_inference.errors import EngineUnavailable


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an engine's class is, the packages it needs, what to do when one is missing, and whether it answers."""

    module: str
    factory: str
    needs: tuple[str, ...]
    advice: str
    answers: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The packages that are not installed."""
        return tuple(name for name in self.needs if find_spec(name) is None)


ENGINES = {
    "ocr": Entry(
        "atshot_inference.ocr", "OcrEngine", ("onnxruntime", "rapidocr", "cv2"), "pip install --force-reinstall atshot"
    ),
}
AUTO = "auto"


def open_engine(name: str = AUTO) -> Engine:
    """The engine called `name`, with "auto" the first that can run; EngineUnavailable says what to do if none can."""
    if name != AUTO and name not in ENGINES:
        raise EngineUnavailable(f"there is no engine {name!r}; choose one of {', '.join([AUTO, *ENGINES])}")
    chosen = ENGINES if name == AUTO else {name: ENGINES[name]}
    for entry in chosen.values():
        if not entry.missing:
            return cast("Callable[[], Engine]", getattr(import_module(entry.module), entry.factory))()
    last, entry = list(chosen.items())[-1]
    raise EngineUnavailable(f"engine {last!r} needs {', '.join(entry.missing)}: {entry.advice}")
