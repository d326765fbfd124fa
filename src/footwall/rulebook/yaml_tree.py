"""Text to plain data with the line and column of every key and value. YAML 1.2, nothing executable.

``NO`` stays text. Aliases and tags are refused: a rulebook is read by people, from top to bottom. All faults
of the text are collected; only a syntax error ends the reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footwall.errors import Fault, RulebookError

LARGEST = 5_000_000
Place = tuple[str | int, ...]
_CORE = "tag:yaml.org,2002:"
_TAGS = {
    "mapping": {"map"},
    "sequence": {"seq"},
    "scalar": {"str", "int", "float", "bool", "null", "timestamp"},
}
_SECOND_DOCUMENT = "but found another document expected a single document in the stream"
_SYNTAX_READ = {_SECOND_DOCUMENT: "a second document, after the line ---"}
_SYNTAX_ADVICE = {_SECOND_DOCUMENT: "Put each rulebook into a file of its own."}
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Draft:
    """A document before it is a rulebook: plain data, where each value stands, faults found so far."""

    document: str
    data: dict[str, Any]
    positions: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    overridden: tuple[Place, ...] = ()
    origins: Mapping[Place, str] = field(default_factory=dict)
    """Places that an amendment set, and where that is written."""

    def fault(self, code: str, place: Place, read: object, allowed: str, advice: str = "") -> Fault:
        """A fault at a place, with the line of the nearest value that the file holds."""
        if self._overridden(place):
            line = column = None
            advice = f"{advice} The value comes from an override.".strip()
        elif self._amended(place):
            line = column = None
            advice = f"{advice} The value comes from {self._amended(place)}.".strip()
        else:
            line, column = self.position(place)
        return Fault(code, dotted(place), shown(read), allowed, advice, line, column)

    def _amended(self, place: Place) -> str:
        """Where an amendment wrote a value, or one beside or inside which it stands; empty elsewhere."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.origins:
                return self.origins[place[:length]]
        inside = [origin for start, origin in self.origins.items() if start[: len(place)] == place]
        return inside[0] if inside and place not in self.positions else ""

    def _overridden(self, place: Place) -> bool:
        """True inside an overridden value, and inside a block that only an override made."""
        if any(place[: len(start)] == start for start in self.overridden):
            return True
        lengths = range(1, len(place) + 1)
        first_new = next((place[:length] for length in lengths if place[:length] not in self.positions), None)
        return first_new is not None and any(
            start[: len(first_new)] == first_new for start in self.overridden
        )

    def position(self, place: Place) -> tuple[int | None, int | None]:
        for length in range(len(place), -1, -1):
            found = self.positions.get(place[:length])
            if found is not None:
                return found
        return None, None


def dotted(place: Place) -> str:
    """``zone.members.0.region``."""
    return ".".join(str(step) for step in place)


def shown(read: object) -> str:
    """What was read, short enough for a message."""
    text = read if isinstance(read, str) and read == "nothing" else _plain(read)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _plain(read: object) -> str:
    import datetime

    if isinstance(read, datetime.date):
        return read.isoformat()
    if isinstance(read, dict):
        return "a mapping"
    if isinstance(read, list):
        return "a list"
    if read is None:
        return "nothing"
    return repr(read)


def read_text(path: Path) -> str:
    """The text of a file, refused before parsing if it cannot be a rulebook. Raises RulebookError."""
    document = str(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IsADirectoryError(f"{document} is a folder")
        if size > LARGEST:
            raise RulebookError(document, [Fault("RULEBOOK-2", "", f"{size / 1e6:.0f} MB", "at most 5 MB")])
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        advice = "`footwall run` lists the bundled rulebooks, which are named without .yaml."
        fault = Fault("RULEBOOK-1", "", reason, "a rulebook file that can be read", advice)
        raise RulebookError(document, [fault]) from None
    return decoded(raw, document)


def decoded(raw: bytes, document: str) -> str:
    """UTF-8 text without control characters."""
    if len(raw) > LARGEST:
        raise RulebookError(document, [Fault("RULEBOOK-2", "", "more than 5 MB", "at most 5 MB")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _not_text(document, f"byte {raw[problem.start]:#04x}", raw[: problem.start]) from None
    control = _CONTROL.search(text)
    if control is not None:
        read = f"control character {ord(control[0]):#04x}"
        raise _not_text(document, read, text[: control.start()].encode())
    return text


def _not_text(document: str, read: str, before: bytes) -> RulebookError:
    """The refusal of bytes that are no text; ``before`` are those in front of them."""
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    advice = "Save the file as UTF-8 in a text editor."
    return RulebookError(document, [Fault("RULEBOOK-3", "", read, "UTF-8 text", advice, line, column)])


def parse(text: str, document: str) -> Draft:
    """The draft of a text; raises RulebookError where nothing can be made of it."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="safe", pure=True)
    try:
        root = reader.compose(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
        read = " ".join(part for part in (problem.problem, problem.context) if part)
        advice = _SYNTAX_ADVICE.get(read, "Indent with spaces." if "'\\t'" in read else "")
        read = _SYNTAX_READ.get(read, read)
        fault = Fault("RULEBOOK-5", "", read, "one YAML 1.2 document", advice, line, column)
        raise RulebookError(document, [fault]) from None
    except (YAMLError, RecursionError) as problem:
        fault = Fault("RULEBOOK-5", "", type(problem).__name__, "one YAML 1.2 document")
        raise RulebookError(document, [fault]) from None
    if root is None:
        advice = "Start from a bundled rulebook; `footwall run` lists them."
        raise RulebookError(document, [Fault("RULEBOOK-4", "", "nothing", "a rulebook", advice)])
    tree = _Tree(reader, document)
    data = tree.value(root, ())
    draft = Draft(document, data if isinstance(data, dict) else {}, tree.positions, tuple(tree.faults))
    if not isinstance(data, dict):
        fault = draft.fault("RULEBOOK-5", (), data, "a mapping with the keys name, zone, floors ...")
        raise RulebookError(document, [*draft.faults, fault])
    return draft


def whole_characters(text: str) -> str:
    r"""``text`` with escaped pairs such as ``\\ud83d\\ude00`` joined to the characters that they stand for.

    JSON writes characters beyond the basic plane as such pairs. Raises UnicodeDecodeError for half a pair.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


class _Tree:
    """Builds plain data from composed nodes, keeping positions and faults."""

    def __init__(self, reader: Any, document: str) -> None:
        self.reader = reader
        self.document = document
        self.positions: dict[Place, tuple[int, int]] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def value(self, node: Any, place: Place, key_node: Any = None) -> Any:
        if id(node) in self._seen:
            # the node's own mark is that of its anchor
            mark = key_node.start_mark if key_node is not None else None
            line, column = (mark.line + 1, mark.column + 1) if mark else self.positions[place[:-1]]
            allowed = "the block itself, written out"
            self.faults.append(Fault("RULEBOOK-5", dotted(place), "an alias", allowed, "", line, column))
            return None
        self.positions[place] = (node.start_mark.line + 1, node.start_mark.column + 1)
        self._seen.add(id(node))
        if str(node.tag).removeprefix(_CORE) not in _TAGS[node.id]:
            self._fault("RULEBOOK-5", node, place, f"the tag {node.tag}", "plain values without tags")
            return None
        if node.id == "mapping":
            return self._mapping(node, place)
        if node.id == "sequence":
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        from ruamel.yaml.error import YAMLError

        try:
            found = self.reader.constructor.construct_object(node)
            return whole_characters(found) if isinstance(found, str) else found
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, YAMLError):
            # ruamel raises what it meets where a scalar is not what its tag or form promises
            if _DAY.match(node.value):
                advice = "There is no such day or time."
                self._fault("RULEBOOK-13", node, place, node.value, "an ISO date such as 2027-07-01", advice)
            else:
                allowed = "a plain value; text goes in quotes"
                self._fault("RULEBOOK-11", node, place, ascii(node.value), allowed)
            return None

    def _mapping(self, node: Any, place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.tag == f"{_CORE}merge":
                allowed = "the keys of the other block, written out"
                self._fault("RULEBOOK-5", key_node, place, "a merge key <<", allowed)
                continue
            if key_node.tag != f"{_CORE}str":
                self._fault(
                    "RULEBOOK-11", key_node, place, repr(key_node.value), "a key that is text", "Quote it."
                )
                continue
            try:
                key = whole_characters(str(key_node.value))
            except UnicodeDecodeError:
                self._fault("RULEBOOK-11", key_node, place, ascii(key_node.value), "a key that is text")
                continue
            if key in data:
                allowed = f"one key {key!r}; the first is on line {lines[key]}"
                self._fault("RULEBOOK-6", key_node, (*place, key), repr(key), allowed, "Keep one of the two.")
                continue
            lines[key] = line
            data[key] = self.value(value_node, (*place, key), key_node)
            self.positions[(*place, key)] = (line, key_node.start_mark.column + 1)
        return data

    def _fault(self, code: str, node: Any, place: Place, read: str, allowed: str, advice: str = "") -> None:
        mark = node.start_mark
        self.faults.append(Fault(code, dotted(place), read, allowed, advice, mark.line + 1, mark.column + 1))
