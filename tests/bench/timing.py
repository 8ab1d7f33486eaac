"""Times and memory as figures. Knows arithmetic and processes, not what is measured."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line of a report; `target` is what we want it to be at most (or at least, where it says so)."""

    name: str
    value: float
    unit: str
    target: str = ""

    def row(self) -> tuple[str, str, str, str]:
        """The cells of its line."""
        return self.name, f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.2f}", self.unit, self.target


def table(figures: Sequence[Figure]) -> list[str]:
    """The figures as lines for a terminal."""
    rows = [("figure", "value", "unit", "target"), *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return [
        "  ".join([row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].ljust(widths[2]), row[3]]).rstrip()
        for row in rows
    ]


def told(figures: Sequence[Figure], *, as_json: bool) -> str:
    """The figures as one JSON array, or as a table."""
    if as_json:
        return json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)
    return "\n".join(table(figures))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def spread(name: str, values_ms: Sequence[float], *, p50: str = "", p99: str = "") -> list[Figure]:
    """Median and 99th percentile of times in milliseconds."""
    return [
        Figure(f"{name}, p50", percentile(values_ms, 0.5), "ms", p50),
        Figure(f"{name}, p99", percentile(values_ms, 0.99), "ms", p99),
    ]


def memory_mib(pid: int) -> float:
    """What a process holds for itself alone, in memory or swapped out."""
    status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    held = dict(line.split(":", 1) for line in status.splitlines())
    return sum(int(held[name].split()[0]) for name in ("RssAnon", "VmSwap")) / 1024
