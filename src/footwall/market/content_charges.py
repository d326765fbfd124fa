"""Charges by content, answered from solved prices: D = Σ content·max(0, reference − outside price).

The outside price is the mean FOB price of the makers outside the zone, weighted by output; a material that
nobody makes outside costs its reference there, and charges nothing. The clause is that of
``footwall.rulebook.derivative``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.feedbacks import ContentCharge, PricedMaterial
from footwall.market.assemble import System
from footwall.market.charge import FIELDS
from footwall.market.system import FloatArray
from footwall.rulebook.derivative import content_charge

if TYPE_CHECKING:
    from footwall.market.feedback import Solved

SPECIFIC = FIELDS.index("instrument_specific")


class ContentCharges:
    """One number a good: its charge in USD/t."""

    charges: tuple[str, ...] = ("instrument_specific",)

    def __init__(self, system: System, contents: Sequence[ContentCharge]) -> None:
        self._contents = contents
        self._fixed = system.curves.charge[:, SPECIFIC].copy()
        wiring = system.calibration.wiring
        self._process = np.repeat(np.arange(len(wiring.output_start) - 1), np.diff(wiring.output_start))
        self.names = tuple(f"charge by content on {item.commodity}" for item in contents)
        self.scale = np.array([self._most(item) for item in contents])
        self.lower = np.zeros(len(contents))
        self.upper = self.scale.copy()
        self._start = self._due(system.calibration.base_price, system.calibration.base_output)

    @staticmethod
    def _most(item: ContentCharge) -> float:
        """The charge where the materials cost nothing outside."""
        return sum(material.content * material.reference for material in item.materials)

    def start(self) -> FloatArray:
        return self._start

    def apply(self, blocks: dict[str, FloatArray], scenario: int, values: FloatArray) -> None:
        for item, due in zip(self._contents, values.tolist(), strict=True):
            arcs = list(item.arcs)
            blocks["instrument_specific"][scenario, arcs] = self._fixed[arcs] + due * np.array(item.scales)

    def respond(self, solved: Solved) -> FloatArray:
        wiring = solved.system.calibration.wiring
        made = wiring.recipe_output * solved.work.activity[self._process, 0]
        return self._due(
            solved.price, np.bincount(wiring.output_market, made, len(solved.price)).astype(np.float64)
        )

    def _due(self, price: FloatArray, output: FloatArray) -> FloatArray:
        return np.array(
            [
                sum(
                    content_charge(material.content, material.reference, _outside(material, price, output))
                    for material in item.materials
                )
                for item in self._contents
            ]
        )


def _outside(material: PricedMaterial, price: FloatArray, output: FloatArray) -> float:
    markets = list(material.outside)
    total = float(output[markets].sum())
    if total <= 0.0:
        return material.reference
    return float(price[markets] @ output[markets]) / total
