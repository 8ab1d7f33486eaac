"""`python -m tests.bench http`: the daemon's figures as a table or as JSON. Knows no measurement."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.service import MINIATURE, Amounts, measured
from tests.bench.timing import Figure, told


def measure_service(arguments: Sequence[str]) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench http", description="Measure the daemon.")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.add_argument("--miniature", action="store_true", help="do very little of each, to see that it works")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        figures = asyncio.run(_collected(Path(home), MINIATURE if args.miniature else Amounts()))
    print(told(figures, as_json=args.json))
    return 0


async def _collected(home: Path, amounts: Amounts) -> list[Figure]:
    figures = []
    async for figure in measured(home, amounts):
        figures.append(figure)
        print(f"  {figure.name}", file=sys.stderr)
    return figures
