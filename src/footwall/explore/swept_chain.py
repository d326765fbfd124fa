"""One chain over the grid of a sweep: laws, one batch, headline numbers, thresholds.

A point whose rulebook cannot be put into force, or that has no solution, has no numbers; it keeps the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from footwall.enacted import Enactment
from footwall.errors import RulebookError
from footwall.explore.batch import solve_policies
from footwall.explore.grid import Axis
from footwall.explore.setting import Setting, SettingChain, with_law
from footwall.explore.thresholds import Threshold, thresholds
from footwall.runs.headline import HeadlineNumber
from footwall.runs.pipeline import Progress

if TYPE_CHECKING:
    from footwall.rulebook import Rulebook


@dataclass(frozen=True)
class SweptPoint:
    """One point of one chain; without numbers ``reason`` says why there is no solution."""

    values: tuple[str, ...]
    numbers: tuple[HeadlineNumber, ...]
    reason: str = ""

    def number(self, figure: str) -> HeadlineNumber | None:
        return next((item for item in self.numbers if item.figure == figure), None)


@dataclass(frozen=True, eq=False)
class SweptChain:
    """All points of one chain in the order of the grid, and the thresholds along a single numeric path."""

    id: str
    name: str
    points: tuple[SweptPoint, ...]
    thresholds: tuple[Threshold, ...] = ()

    @property
    def headings(self) -> tuple[HeadlineNumber, ...]:
        """The headline numbers of the first point that has them: text, unit and figure."""
        return next((point.numbers for point in self.points if point.numbers), ())


@dataclass(frozen=True, eq=False)
class Gridded:
    """A setting with its grid: ``policies`` follow ``places``; ``drawing`` is (count, seed) of the draws."""

    fixed: Setting
    axes: tuple[Axis, ...]
    places: tuple[tuple[str, ...], ...]
    policies: tuple[Rulebook, ...]
    drawing: tuple[int, int]


@dataclass(frozen=True)
class Effort:
    """Policies solved, and seconds in the kernel."""

    policies: int
    seconds: float


def settings(axes: Sequence[Axis], values: Sequence[str]) -> tuple[str, ...]:
    """The settings of one point."""
    return tuple(f"{axis.path}={value}" for axis, value in zip(axes, values, strict=True))


def touched(chain: SettingChain, grid: Gridded) -> bool:
    """True if the rulebook changes anything on a chain at any corner of the grid.

    A corner has the first or the last value of every numeric path, and any value of a list of words.
    """
    ends = [(axis.values[0], axis.values[-1]) if axis.numeric else axis.values for axis in grid.axes]
    corners = set(product(*ends))
    for values, policy in zip(grid.places, grid.policies, strict=True):
        if values in corners:
            law = _law(chain, policy, grid.fixed)
            if isinstance(law, Enactment) and with_law(chain, law).touched:
                return True
    return False


def solve_chain(chain: SettingChain, grid: Gridded, advance: Progress) -> tuple[SweptChain, Effort]:
    """Solve all points of a chain. Raises RulebookError where no point can be put into force."""
    advance(f"{chain.name}: {len(grid.places)} laws")
    laws = [_law(chain, policy, grid.fixed) for policy in grid.policies]
    refusals = [law for law in laws if isinstance(law, RulebookError)]
    if len(refusals) == len(laws):
        raise refusals[0]
    advance(f"{chain.name}: solving {len(laws) - len(refusals)} policies")
    solved = solve_policies(
        chain.economy.calibration, [law for law in laws if not isinstance(law, RulebookError)]
    )
    solutions = iter(solved.solutions)
    found = []
    for place, (values, law) in enumerate(zip(grid.places, laws, strict=True)):
        if isinstance(law, RulebookError):
            found.append(SweptPoint(values, (), str(law)))
            continue
        solution = next(solutions)
        if solution.state is None:
            found.append(SweptPoint(values, (), solution.reason))
            continue
        if grid.drawing[0]:
            advance(f"{chain.name}: {grid.drawing[0]} draws at point {place + 1} of {len(laws)}")
        drawn = chain.drawn(law, grid.drawing)
        found.append(SweptPoint(values, chain.numbers(solution.state, drawn)))
    effort = Effort(len(solved.solutions), solved.seconds)
    turns = tuple(_thresholds(chain, grid, found)) if len(grid.axes) == 1 else ()
    return SweptChain(chain.id, chain.name, tuple(found), turns), effort


def _law(chain: SettingChain, policy: Rulebook, fixed: Setting) -> Enactment | RulebookError:
    try:
        return fixed.law_at(policy, chain)
    except RulebookError as refusal:
        return refusal


def _thresholds(chain: SettingChain, grid: Gridded, found: Sequence[SweptPoint]) -> Iterator[Threshold]:
    """Sign changes along the only path, where it is numeric."""
    (axis,) = grid.axes
    if not axis.numeric:
        return
    for heading in next((point.numbers for point in found if point.numbers), ()):
        values = [
            number.value if (number := point.number(heading.figure)) is not None else None for point in found
        ]
        yield from thresholds(heading, axis, values, _evaluated(chain, grid, axis, heading.figure))


def _evaluated(
    chain: SettingChain, grid: Gridded, axis: Axis, figure: str
) -> Callable[[float], float | None]:
    """A figure at any value of the path; None where there is no solution."""

    def value_at(number: float) -> float | None:
        try:
            policy = grid.fixed.policy_at(settings((axis,), (axis.written(number),)))
        except RulebookError:
            return None
        law = _law(chain, policy, grid.fixed)
        if isinstance(law, RulebookError):
            return None
        (solution,) = solve_policies(chain.economy.calibration, [law]).solutions
        return None if solution.state is None else chain.figures(solution.state).get(figure)

    return value_at
