"""The error of investment appraisal: where, what was read, what is allowed and what to do."""

from __future__ import annotations

from footwall.errors import FootwallError


class AppraisalError(FootwallError):
    """Figures from which no investment can be appraised."""

    def __init__(self, where: str, read: str, allowed: str, advice: str) -> None:
        self.where, self.read, self.allowed, self.advice = where, read, allowed, advice
        super().__init__(f"{where}: read {read}; allowed: {allowed}. {advice}")
