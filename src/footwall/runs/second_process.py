"""Work shared with a second process, so that both cores of a small machine are used.

Chains share no market, and a workbook is made of finished rows: either can be done elsewhere. The second
process is a fresh interpreter that loky starts: nothing is forked, and a script that calls ``footwall.run``
needs no main guard. Which process does a piece of work changes no digit of it, and what a lost process had
taken is done by the other.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")
ENGINE = "footwall.runs.chain_job"
"""What the second process imports while this one still does."""
MOST = 2
"""Processes that a run makes use of."""


@contextmanager
def second_process(processes: int) -> Iterator[Executor | None]:
    """An executor of one more process, ended with the block; None where one is to do all, or can alone."""
    if processes < MOST:
        yield None
        return
    from loky import ProcessPoolExecutor

    try:
        executor = ProcessPoolExecutor(max_workers=1)
        executor.submit(_import, ENGINE)
    except OSError:  # no semaphores, or no room for a process
        yield None
        return
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def processes_at_hand() -> int:
    """Processes that a run makes use of on this machine."""
    from loky import cpu_count

    return min(MOST, int(cpu_count()))


def begun(executor: Executor | None, work: Callable[..., Done], *arguments: Any) -> Callable[[], Done]:
    """What ``work(*arguments)`` comes to: ``executor`` begins at once; done here if its process is lost."""
    if executor is None:
        return partial(work, *arguments)
    try:
        future = executor.submit(work, *arguments)
    except BrokenExecutor:
        return partial(work, *arguments)

    def result() -> Done:
        try:
            return future.result()
        except BrokenExecutor:
            return work(*arguments)

    return result


def shared_out(
    items: Sequence[Item],
    work: Callable[[Item], Done],
    mine: Callable[[Item], Done],
    executor: Executor | None,
) -> tuple[Done, ...]:
    """``work`` on every item, in the order of the items.

    This process does ``mine``, the same work, from the first item on; the second process, once it is up,
    begins with the last. If it is lost, this one does what it had taken. Raises what either raises.
    """
    if executor is None or len(items) < MOST:
        return tuple(mine(item) for item in items)
    waiting = deque(enumerate(items))
    found: dict[int, Done] = {}
    problems: list[BaseException] = []

    def help_out() -> None:
        try:
            executor.submit(_up, work).result()
            for place, item in _taken(waiting.pop):
                try:
                    found[place] = executor.submit(work, item).result()
                except BrokenExecutor:
                    waiting.append((place, item))
                    return
        except BrokenExecutor:
            return
        except BaseException as problem:  # noqa: BLE001 - raised again by the thread that waits
            problems.append(problem)
            waiting.clear()

    helper = threading.Thread(target=help_out, daemon=True)
    helper.start()
    try:
        while len(found) < len(items) and not problems:
            for place, item in _taken(waiting.popleft):
                found[place] = mine(item)
            if len(found) < len(items):
                helper.join()
    finally:
        waiting.clear()
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
