"""The two neural networks that find and read lines; the only module that imports the OCR runtime."""

import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atshot_inference.errors import EngineUnavailable

# The runtime keeps a device id and a log for upload unless it is told not to before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
os.environ.setdefault("ORT_TELEMETRY_DISABLED", "1")

import onnxruntime

if sys.platform == "win32":  # where the variables say nothing
    onnxruntime.disable_telemetry_events()

Tensor = NDArray[np.float32]

# By the names in the package, whichever version of the models it ships.
DETECTOR = "*_det_*.onnx"
RECOGNISER = "*_rec_*.onnx"
_ADVICE = "reinstall it with: pip install --upgrade --force-reinstall rapidocr"


def model_path(pattern: str) -> Path:
    """The newest model that fits `pattern` in rapidocr, which is not imported for it; EngineUnavailable if none."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise EngineUnavailable(f"the package rapidocr, which carries the OCR models, is missing; {_ADVICE}")
    folder = Path(spec.origin).parent / "models"
    fitting = sorted(folder.glob(pattern))
    if not fitting:
        present = ", ".join(sorted(p.name for p in folder.glob("*.onnx"))) or "no model"
        raise EngineUnavailable(f"rapidocr holds no OCR model {pattern}, but {present}; {_ADVICE}")
    return fitting[-1]


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded network with one input and one output."""

    session: onnxruntime.InferenceSession
    input_name: str

    @classmethod
    def load(cls, path: Path, threads: int) -> "Network":
        """The model at `path` ready to run on `threads` cores; EngineUnavailable if it cannot be loaded."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Waiting threads that spin starve those that work as soon as anything else runs on the machine.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Pictures rarely have the same size twice, so a memory plan per shape is never used again.
        options.enable_mem_pattern = False
        # Some inputs make numbers so small that the processor handles them in software, many times slower.
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        try:
            session = onnxruntime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])
        except RuntimeError as error:
            raise EngineUnavailable(f"the OCR model {path.name} cannot be loaded ({error}); {_ADVICE}") from error
        return cls(session, session.get_inputs()[0].name)

    def run(self, batch: Tensor) -> Tensor:
        """The network's output for `batch`."""
        output: Tensor = self.session.run(None, {self.input_name: batch})[0]
        return output

    def alphabet(self) -> tuple[str, ...]:
        """The characters the recogniser knows, by the index of its output: blank, the list in the model, space."""
        listed = self.session.get_modelmeta().custom_metadata_map.get("character", "")
        if not listed:
            raise EngineUnavailable(f"the OCR model carries no list of characters; {_ADVICE}")
        return ("", *listed.splitlines(), " ")
