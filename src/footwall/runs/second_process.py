"""Work shared with a second process, so that both cores of a small machine are used.

Chains share no market, and a workbook is made of finished rows: either can be done elsewhere. The second
process is a fresh interpreter that loky starts: nothing is forked, and a script that calls ``footwall.run``
needs no main guard. Which process does a piece of work changes no digit of it.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import TypeVar

from footwall.errors import ProcessLost

Item = TypeVar("Item")
Done = TypeVar("Done")
ENGINE = "footwall.runs.chain_job"
"""What the second process imports while this one still does."""
MOST = 2
"""Processes that a run makes use of."""


@contextmanager
def second_process(processes: int) -> Iterator[Executor | None]:
    """An executor of one more process, ended with the block; None where there is to be one process alone."""
    if processes < MOST:
        yield None
        return
    from loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(max_workers=1)
    executor.submit(_import, ENGINE)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def processes_at_hand() -> int:
    """Processes that a run makes use of on this machine."""
    return min(MOST, os.cpu_count() or 1)


def result_of(future: Future[Done]) -> Done:
    """What the work came to. Raises what it raised, and ProcessLost where its process ended before it."""
    try:
        return future.result()
    except BrokenExecutor as problem:
        raise ProcessLost(
            "The second process ended before its work was done: it was stopped, or memory ran out. There is "
            "no result. Run again with --processes 1."
        ) from problem


def shared_out(
    items: Sequence[Item],
    work: Callable[[Item], Done],
    mine: Callable[[Item], Done],
    executor: Executor | None,
) -> tuple[Done, ...]:
    """``work`` on every item, in the order of the items.

    This process does ``mine``, the same work, from the first item on; the second process, once it is up,
    begins with the last. Raises what either raises, and ProcessLost.
    """
    if executor is None or len(items) < MOST:
        return tuple(mine(item) for item in items)
    waiting = deque(enumerate(items))
    found: dict[int, Done] = {}
    problems: list[BaseException] = []

    def help_out() -> None:
        try:
            result_of(executor.submit(_up, work))
            for place, item in _taken(waiting.pop):
                found[place] = result_of(executor.submit(work, item))
        except BaseException as problem:  # noqa: BLE001 - raised again by the thread that waits
            problems.append(problem)
            waiting.clear()

    helper = threading.Thread(target=help_out, daemon=True)
    helper.start()
    try:
        for place, item in _taken(waiting.popleft):
            found[place] = mine(item)
    finally:
        waiting.clear()
    if len(found) < len(items):
        helper.join()
    if problems:
        raise problems[0]
    return tuple(found[place] for place in range(len(items)))


def _taken(take: Callable[[], tuple[int, Item]]) -> Iterator[tuple[int, Item]]:
    """What is taken from one end until nothing is left; the other process takes from the other end."""
    while True:
        try:
            yield take()
        except IndexError:
            return


def _import(module: str) -> None:
    import_module(module)


def _up(work: Callable[..., object]) -> str:
    """Asked first: its answer says that the process has started and imported what ``work`` needs."""
    return work.__qualname__
