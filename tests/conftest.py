"""Property tests draw few examples, always the same, unless FOOTWALL_DRAWS=full asks for the full count.

`make test` thus tells of the change at hand; `make test-long` looks for new failures each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "reduced",
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "full", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("full" if os.environ.get("FOOTWALL_DRAWS") == "full" else "reduced")
