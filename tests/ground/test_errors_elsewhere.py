"""Every error of the tree can be raised again in another process, as it was."""

from __future__ import annotations

import pickle

import pytest

from footwall import errors
from footwall.errors import Fault, FootwallError
from footwall.horizon.appraisal_error import AppraisalError

FAULT = Fault("RULEBOOK-1", "zone.members[0]", "USB", "a country", "Did you mean USA?", 3, 7)
ARGUMENTS: dict[type[FootwallError], tuple[object, ...]] = {
    errors.NotConverged: ("ndpr_oxide in USA", 1e-3, 60, "Start elsewhere."),
    errors.StorageNotConverged: ("the price function", 1e-3, 60, "Try less."),
    AppraisalError: ("decisions", "2 scenarios", "1", "Begin anew."),
}


def every(kind: type[FootwallError]) -> list[type[FootwallError]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in every(below))]


@pytest.mark.parametrize("kind", sorted(set(every(FootwallError)), key=lambda kind: kind.__name__))
def test_it_comes_back_as_it_was(kind: type[FootwallError]) -> None:
    if issubclass(kind, errors.DocumentError):
        error = kind("rulebook.yaml", [FAULT, FAULT])
    else:
        error = kind(*ARGUMENTS.get(kind, ("A sentence.",)))
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert str(back) == str(error)
    assert vars(back) == vars(error)
