"""What the answer tells beyond its five numbers, with the names of regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footwall.report.subject import Subject

OF_ALL = ("contracts", "rents", "quotas", "fall")
"""What of each of several chains stands in the answer; the rest stands in its chapter."""


def of_all(subjects: Sequence[Subject]) -> tuple[str, ...]:
    """Sentences of the answer: all of the only chain that the rulebook touches, of several the main ones.

    Of several, each sentence begins with its chain.
    """
    told = [subject for subject in subjects if subject.run.touched]
    if len(told) == 1:
        return tuple(further(told[0]))
    return tuple(f"{subject.run.name}: {words}" for subject in told for words in further(subject, OF_ALL))


def further(subject: Subject, about: Sequence[str] | None = None) -> Iterator[str]:
    """Sentences of one chain, of all or of some subjects; none of a chain that is not touched."""
    for record in subject.summary["further"] if subject.run.touched else ():
        if about is None or record["about"] in about:
            yield subject.with_regions_named(record["text"])
