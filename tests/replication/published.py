"""One-commodity markets of the literature on the real kernel, with the curve forms that they state.

A market is a network of one commodity whose calibrated curves are replaced by the published ones; the
residual, Jacobian and Newton method are those of every other solve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footwall.chain.network import Arc, Commodity, Estimate, Market, Network, Process, Use
from footwall.enacted.charges import ArcCharges
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.curves import CES, ISOELASTIC_SUPPLY, ISOELASTIC_USE, LINEAR_SUPPLY, LINEAR_USE, LOGIT

Array = NDArray[np.float64]
GOOD = "good"


def _stated(value: float) -> Estimate:
    return Estimate(value, value, value, source="published example", grade="assumed")


@dataclass(frozen=True)
class Published:
    """Regions, and matrices with exporters as rows and importers as columns; arcs where flow > 0."""

    regions: tuple[str, ...]
    flow: Array
    freight: Array

    @property
    def pairs(self) -> list[tuple[int, int]]:
        count = range(self.flow.shape[1])
        return [(i, j) for i in range(self.flow.shape[0]) for j in count if self.flow[i, j] > 0.0]

    def on_arcs(self, matrix: ArrayLike) -> Array:
        """A matrix as an array over arcs."""
        values = np.asarray(matrix, dtype=float)
        return np.array([values[pair] for pair in self.pairs])

    def as_matrix(self, arcs: Array) -> Array:
        """An array over arcs as a matrix; zero where there is no arc."""
        matrix = np.zeros(self.flow.shape)
        for pair, value in zip(self.pairs, arcs, strict=True):
            matrix[pair] = value
        return matrix

    def network(self, price: float) -> Network:
        origins = self.regions[: self.flow.shape[0]]
        destinations = self.regions[-self.flow.shape[1] :]
        made, bought = self.flow.sum(axis=1), self.flow.sum(axis=0)
        return Network(
            chain="published",
            year=0,
            elements=(),
            regions=self.regions,
            commodities=(Commodity(GOOD, "Good", "", "good", "unit", (), {}),),
            markets=tuple(Market(GOOD, origin, price) for origin in origins),
            processes=tuple(
                Process(
                    f"make@{origin}", "mine", origin, (), ((GOOD, 1.0),), {}, made[i], 2.0 * made[i],
                    _stated(1.0), _stated(0.4),
                )
                for i, origin in enumerate(origins)
            ),
            uses=tuple(
                Use("all", GOOD, destination, bought[j], _stated(1.0), _stated(5.0))
                for j, destination in enumerate(destinations)
            ),
            arcs=tuple(
                Arc(GOOD, origins[i], destinations[j], self.flow[i, j], self.freight[i, j])
                for i, j in self.pairs
            ),
            theta={GOOD: _stated(1.0)},
        )  # fmt: skip

    def charges(self, **overrides: ArrayLike) -> ArcCharges:
        """Open arcs with their freight; ``overrides`` are matrices or scalars by field name."""
        fields = {name: np.zeros(len(self.pairs)) for name in ArcCharges.names()}
        fields["freight"] = self.on_arcs(self.freight)
        for name in ("open", "valuation_cif", "floor_cif", "top_up"):
            fields[name][:] = 1.0
        for name, value in overrides.items():
            fields[name] = self.on_arcs(np.broadcast_to(np.asarray(value, dtype=float), self.flow.shape))
        return ArcCharges(**fields)

    def calibrated(self, price: float, charges: ArcCharges | None = None) -> Calibration:
        return calibrate(self.network(price), charges or self.charges())


def process_rows(form: float, capacity: Sequence[float], numbers: Sequence[Sequence[float]]) -> Array:
    rows = np.zeros((1, len(capacity), 6))
    rows[0, :, 0], rows[0, :, 1] = form, capacity
    for position, values in enumerate(numbers):
        rows[0, :, 2 + position] = values
    return rows


def use_rows(form: float, base: Sequence[float], numbers: Sequence[Sequence[float]]) -> Array:
    rows = np.zeros((1, len(base), 5))
    rows[0, :, 0], rows[0, :, 1] = form, base
    for position, values in enumerate(numbers):
        rows[0, :, 2 + position] = values
    return rows


def constant_elasticity_of_substitution(
    market: Published, charges: ArcCharges, elasticity: Mapping[str, ArrayLike]
) -> Calibration:
    """CES sourcing, isoelastic supply and use, base world price 1.

    ``elasticity`` holds ``supply`` (per exporter), ``use`` (ε > 0) and ``substitution`` (σ).
    """
    calibration = market.calibrated(1.0, charges)
    count = len(calibration.buyers)
    made, bought = market.flow.sum(axis=1), market.flow.sum(axis=0)
    sigma = float(np.asarray(elasticity["substitution"]))
    index = calibration.buyer[0, :, 2]
    buyer = calibration.buyer.copy()
    buyer[0, :, 0], buyer[0, :, 1] = CES, sigma
    arc = calibration.arc.copy()
    arc[0, :, 0] *= (arc[0, :, 1] / index[calibration.wiring.arc_buyer]) ** sigma
    of_use = calibration.wiring.use_buyer
    supply = np.broadcast_to(np.asarray(elasticity["supply"], dtype=float), made.shape)
    use = np.full(count, float(np.asarray(elasticity["use"])))
    return replace(
        calibration,
        process=process_rows(
            ISOELASTIC_SUPPLY, made.tolist(), [np.ones(len(made)).tolist(), supply.tolist()]
        ),
        use=use_rows(ISOELASTIC_USE, bought.tolist(), [index[of_use].tolist(), use.tolist()]),
        buyer=buyer,
        arc=arc,
    )


@dataclass(frozen=True)
class LinearCurves:
    """Price = intercept + slope·supply, price = intercept − slope·use."""

    supply_intercept: tuple[float, ...]
    supply_slope: tuple[float, ...]
    use_intercept: tuple[float, ...]
    use_slope: tuple[float, ...]


def almost_homogeneous(market: Published, curves: LinearCurves, theta: float, level: float) -> Calibration:
    """Logit sourcing with equal weights and sensitivity θ: homogeneous goods as θ grows."""
    calibration = market.calibrated(level)
    buyer, arc = calibration.buyer.copy(), calibration.arc.copy()
    buyer[0, :, 0], buyer[0, :, 1], buyer[0, :, 2:] = LOGIT, theta, level
    arc[0, :, 0], arc[0, :, 1] = 1.0 / market.flow.shape[0], level
    supply, use = curves.supply_intercept, curves.use_intercept
    return replace(
        calibration,
        process=process_rows(LINEAR_SUPPLY, [1.0] * len(supply), [supply, curves.supply_slope]),
        use=use_rows(LINEAR_USE, [1.0] * len(use), [use, curves.use_slope]),
        buyer=buyer,
        arc=arc,
    )
