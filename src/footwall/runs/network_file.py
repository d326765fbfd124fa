"""The whole numeric problem of the policy and its solution as a JSON file (``--export-network``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.runs.result import Result


def write_network(result: Result, path: Path) -> None:
    """Write the policy's problem and solution; the format is that of ``market.export``."""
    from footwall.market.export import export_network, network_json

    state = result.policy
    document = export_network(
        state.calibration, state.enactment.charges, state.enactment.quotas, state.equilibrium
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(network_json(document))
