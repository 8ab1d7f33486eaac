"""`atshot doctor`: what is well, what is not, and how to mend it. Knows how findings are shown."""

import argparse
import json
from collections.abc import Mapping

from atshot_daemon.cli.output import Output
from atshot_daemon.doctor.checks import CHECKS, Check, Result, examine
from atshot_daemon.doctor.finding import State
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.plain import one_line
from atshot_daemon.world import World


def doctor(args: argparse.Namespace, world: World, *, checks: Mapping[str, Check] = CHECKS) -> int:
    """Check everything; 0, or 1 when something is wrong."""
    output, results = Output(world.stdout), []
    for result in examine(Probe(world.machine, world.places), checks):
        results.append(result)
        if not args.json:
            output.write(_lines(result))
    if args.json:
        output.write(json.dumps({"findings": [_record(result) for result in results]}, ensure_ascii=False) + "\n")
    return 1 if any(result.finding.state is State.WRONG for result in results) else 0


def _lines(result: Result) -> str:
    finding = result.finding
    shown = f"{finding.state:8} {result.check:10} {one_line(finding.what)}\n"
    return shown + (f"{'':20}→ {one_line(finding.mend)}\n" if finding.mend else "")


def _record(result: Result) -> dict[str, str | None]:
    finding = result.finding
    return {
        "check": result.check,
        "state": finding.state,
        "what": one_line(finding.what),
        "mend": one_line(finding.mend) if finding.mend else None,
    }
