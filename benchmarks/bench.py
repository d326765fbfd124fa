"""All measurements in one run, as a table and as ``build/benchmarks.json``.

    python -m benchmarks [--rulebooks N]

Nothing is asserted: ratios within one run say what absolute times on a busy machine cannot.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

from benchmarks import commands

PROJECT = Path(__file__).parents[1]


def main() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.path.insert(0, str(PROJECT / "tests"))
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rulebooks", type=int, default=5000, help="random rulebooks of the batch")
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "benchmarks.json")
    options = parser.parse_args()
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {sys.version.split()[0]}"
    }
    found["commands"] = commands.run()
    _print("commands", found["commands"])
    from benchmarks import (
        batch,
        single,
        years,
    )  # now: a child counts the memory of the process it was forked from
    from benchmarks.chain import EVERY_GOOD, FLOORED_GOODS

    for rulebook in ("cascade", "minimum-import-price", "export-licence-shock"):
        found[f"one solve: {rulebook}"] = single.compare(rulebook)
        _print(f"one solve: {rulebook}", found[f"one solve: {rulebook}"])
    found["batch"] = batch.run(options.rulebooks, EVERY_GOOD)
    _print("batch of random rulebooks on every good, capacities halved to doubled", found["batch"])
    found["batch_floored"] = batch.run(options.rulebooks, FLOORED_GOODS)
    _print("batch of random rulebooks on oxides to motors, capacities 0.8 to 1.25", found["batch_floored"])
    found["years"] = years.run()
    _print("walk through the years, cascade, no draws", found["years"])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"\n{options.out}")


def _print(title: str, record: dict[str, Any]) -> None:
    print(f"\n{title}")
    for name, value in record.items():
        print(f"  {name.replace('_', ' '):32} {_shown(name, value)}")


def _shown(name: str, value: Any) -> str:
    if not isinstance(value, float):
        return str(value)
    if name.endswith("seconds") and value < 1.0:
        return f"{1e3 * value:.2f} ms"
    return f"{value:.3g}" if abs(value) < 1e-3 else f"{value:,.3f}"


if __name__ == "__main__":
    main()
