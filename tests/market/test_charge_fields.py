"""The kernel reads charges by position: positions and names must not drift apart."""

from __future__ import annotations

import pytest

from footwall.enacted.charges import ArcCharges
from footwall.market import charge

SHORT = {"vat_not_refunded": "VAT"}


@pytest.mark.parametrize(("position", "name"), list(enumerate(ArcCharges.names())))
def test_each_field_is_read_at_its_own_position(position: int, name: str) -> None:
    assert getattr(charge, SHORT.get(name, name.upper())) == position
