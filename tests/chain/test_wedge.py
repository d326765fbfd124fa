"""The landed price of the base year: the order of charges of the model chapter, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.chain.wedge import landed_wedge
from toy import toy_charges, toy_network


@pytest.mark.parametrize(("valuation_cif", "duty_base"), [(1.0, 113_500.0 + 500.0), (0.0, 113_500.0)])
def test_export_charges_come_before_freight_and_duty(valuation_cif: float, duty_base: float) -> None:
    """100,000 + 13% not refunded + 500 export levy = 113,500; + 500 freight; + 10% duty + 50 specific."""
    network = toy_network()
    charges = toy_charges(
        network,
        vat_not_refunded=0.13,
        export_specific=500.0,
        freight=500.0,
        duty_ad_valorem=0.10,
        duty_specific=50.0,
        valuation_cif=valuation_cif,
    )
    wedge = landed_wedge(charges)
    landed = wedge.factor * 100_000.0 + wedge.specific
    assert np.allclose(landed, 113_500.0 + 500.0 + 0.10 * duty_base + 50.0, rtol=1e-14)
