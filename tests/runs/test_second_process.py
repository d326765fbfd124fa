"""Work shared with a second process: same order, same results, errors that arrive, a process that is lost."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from footwall.errors import NotConverged
from footwall.rulebook.read import read_rulebook_text
from footwall.runs.folder import _workbook
from footwall.runs.pipeline import run
from footwall.runs.second_process import begun, second_process, shared_out
from footwall.runs.tidy_table import csv_text


def refused(item: int) -> int:
    raise NotConverged(f"market {item}", 0.5, 3, "Try less.")


def test_every_item_once_and_in_order() -> None:
    """One end each: the second one is a thread here, which waits until this one has begun."""
    begun, other = threading.Event(), threading.Event()

    def mine(item: int) -> str:
        begun.set()
        assert other.wait(10.0)
        return f"mine {item}"

    def theirs(item: int) -> str:
        assert begun.wait(10.0)
        other.set()
        return f"theirs {item}"

    with ThreadPoolExecutor(1) as executor:
        found = shared_out(range(5), theirs, mine, executor)
    assert [text.split()[1] for text in found] == list("01234")
    assert found[0] == "mine 0"
    assert found[4] == "theirs 4"


def test_alone_without_an_executor() -> None:
    assert shared_out([2, 3], refused, lambda item: item + 1, None) == (3, 4)


def test_this_process_does_not_wait_for_one_that_is_not_up() -> None:
    started = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        executor.submit(started.wait, 30.0)
        assert shared_out([1, 2, 3], refused, lambda item: item, executor) == (1, 2, 3)
        started.set()


def test_an_error_of_this_process_is_raised_at_once() -> None:
    started = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        executor.submit(started.wait, 30.0)
        with pytest.raises(NotConverged, match="market 0"):
            shared_out([0, 1], abs, refused, executor)
        started.set()


def test_in_a_process_of_its_own() -> None:
    """The functions are local ones, which are sent as they are: a process cannot import a test."""

    def where(item: int) -> tuple[int, int]:
        return item * item, os.getpid()

    def refused_there(item: int) -> int:
        raise NotConverged(f"market {item}", 0.5, 3, "Try less.")

    def killed(_: int) -> int:
        os._exit(3)

    with second_process(2) as executor:
        assert executor is not None
        square, process = executor.submit(where, 7).result()
        assert square == 49
        assert process != os.getpid()
        with pytest.raises(NotConverged, match=r"the market market 2 is off by 5\.00e-01") as told:
            executor.submit(refused_there, 2).result()
        assert (told.value.market, told.value.iterations) == ("market 2", 3)


def test_what_a_lost_process_had_taken_is_done_here() -> None:
    """It ends in its first item; before and after, every result is there once."""
    here = os.getpid()

    def lost(item: int) -> int:
        if os.getpid() != here:
            os._exit(3)
        return -item

    with second_process(2) as executor:
        assert executor is not None
        executor.submit(abs, -1).result()
        slow = threading.Event()

        def mine(item: int) -> int:
            slow.wait(0.5)
            return -item

        assert shared_out([1, 2, 3, 4], lost, mine, executor) == (-1, -2, -3, -4)
        assert begun(executor, lost, 5)() == -5, "a process that is gone when it is asked"
    with second_process(2) as executor:
        assert begun(executor, lost, 6)() == -6, "a process that goes while it works"


def test_a_path_with_a_rival_can_be_sent() -> None:
    """Its rival's answers stand in the laws of its years; what made them stays behind."""
    policy = read_rulebook_text(
        "name: Rival\nzone: {members: [USA, JPN, EU27]}\nrival:\n  by: CHN\n  responses:\n"
        "    - {kind: restrict, commodities: [germanium_metal], approval: 50%}\n",
        "rival.yaml",
    )
    alone = run(policy, years=(2024, 2029), draws=0, chains=("gallium", "germanium"))
    assert alone.through_years[1].touched
    with second_process(2) as executor:
        assert executor is not None
        executor.submit(abs, -1).result()
        for chain in alone.through_years:
            sent = executor.submit(lambda item: item, chain).result()
            assert sent.id == chain.id
            assert sent.pair.policy.path.course.answers is None


def test_one_process_is_none_more() -> None:
    with second_process(1) as executor:
        assert executor is None


def test_a_run_is_the_same_in_two_processes() -> None:
    """Gallium and germanium to 2027, rows and workbook."""
    chains = ("gallium", "germanium")
    alone = run("gallium-germanium", chains=chains, years=(2024, 2027), draws=2)
    with second_process(2) as executor:
        assert executor is not None
        executor.submit(abs, -1).result()
        shared = run("gallium-germanium", chains=chains, years=(2024, 2027), draws=2, executor=executor)
        assert csv_text(shared.model, shared.rows) == csv_text(alone.model, alone.rows)
        assert [chain.id for chain in shared.through_years] == list(chains)
        sheets = [_workbook(alone, hands)() for hands in (None, executor)]
    assert sheets[0] == sheets[1]
