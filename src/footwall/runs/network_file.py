"""The whole numeric problem of the policy and its solution as JSON files (``--export-network``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.runs.result import ChainRun, Result


def network_files(result: Result, path: Path) -> list[tuple[ChainRun, Path]]:
    """The file of each chain: ``path`` for the only one, else with the chain's id after its name."""
    if len(result.chains) == 1:
        return [(result.chains[0], path)]
    return [(run, path.with_name(f"{path.stem}-{run.id}{path.suffix}")) for run in result.chains]


def write_network(run: ChainRun, path: Path) -> None:
    """Write a chain's problem and solution; the format is that of ``market.export``."""
    from footwall.market.export import export_network, network_json

    state = run.policy
    law = state.enactment
    document = export_network(
        state.calibration,
        state.charges,
        law.quotas,
        state.equilibrium,
        supports=law.supports,
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(network_json(document))
