"""YAML read as the text that was typed, with the place of everything.

YAML 1.1 turns `no` into a boolean, `2023-03-15` into a date and `1.500` into a float. Here every
scalar stays text and the model decides what it is. What would mislead a reader is refused while
reading: repeated keys, aliases, empty values, and files that only mean to exhaust memory.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from coopledger.problem import Place, Problem, Refused
from coopledger.text import clean

Tree = str | list["Tree"] | dict[str, "Tree"]
"""A document as plain values: text, lists and mappings with text keys."""

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value."""

MOST_CHARACTERS = 5_000_000
MOST_DEPTH = 30

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class Node(NamedTuple):
    """A value of the document, where it stands, and where the keys of a mapping stand."""

    value: "str | list[Node] | dict[str, Node]"
    place: Place
    keys: dict[str, Place]

    def tree(self) -> Tree:
        match self.value:
            case str():
                return self.value
            case list():
                return [node.tree() for node in self.value]
            case dict():
                return {key: node.tree() for key, node in self.value.items()}

    def find(self, path: Path, *, key: bool = False) -> Place:
        """Where the thing at `path` stands, or the nearest around it.

        That is the scalar itself, or the key of a mapping or list; with `key`, or where the path
        ends in pydantic's `[key]`, always the key.
        """
        node, place = self, self.place
        for step in path:
            if isinstance(node.value, dict) and str(step) in node.value:
                node, place = node.value[str(step)], node.keys[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int):
                node = node.value[step]
                place = node.place
            else:
                key = key or step == "[key]"
                break
        return node.place if isinstance(node.value, str) and not key else place


def read(text: str, file: str) -> Node:
    """The document in `text`; `file` is the name problems are reported under.

    Raises `Refused` with every problem found: T001 not YAML, T002 alias, T003 repeated key,
    T004 empty value, T005 too large or too deep, T006 no mapping at the top, T007 key is not
    text, T008 a second document, and the text problems of `clean`.
    """
    if len(text) > MOST_CHARACTERS:
        raise Refused([Problem("T005", {"file": file, "most": MOST_CHARACTERS})])
    return _Reader(text, file).document()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.lines = _LINE_BREAK.split(text.removeprefix("\ufeff"))
        self.file = file
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text.removeprefix("\ufeff"), _Loader)

    def document(self) -> Node:
        try:
            root = self._first()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = self._place(mark, mark) if mark else None
            raise Refused(
                [*self.problems, Problem("T001", {"reason": error.problem}, place)]
            ) from None
        except (yaml.reader.ReaderError, UnicodeEncodeError):
            raise Refused(self._invisible()) from None
        if root is None or not isinstance(root.value, dict):
            self._problem("T006", root.place if root else None)
        if self.problems or root is None:
            raise Refused(self.problems)
        return root

    def _first(self) -> Node | None:
        root = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    self._problem("T008", self._at(event))
                    return root
                root = self._node(event, 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._at(event)
        if depth > MOST_DEPTH:
            self._problem("T005", place, file=self.file, most=MOST_DEPTH)
            raise Refused(self.problems)
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(place, depth)
            case yaml.SequenceStartEvent():
                return self._sequence(place, depth)
            case yaml.ScalarEvent():
                return Node(self._scalar(event, place), place, {})
            case _:
                self._problem("T002", place)
                return Node("", place, {})

    def _sequence(self, place: Place, depth: int) -> Node:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Node(items, place, {})

    def _mapping(self, place: Place, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                self._problem("T007", key.place)
            elif key.value in values:
                self._problem("T003", key.place, key=key.value, first=keys[key.value].line)
            else:
                values[key.value], keys[key.value] = value, key.place
        return Node(values, place, keys)

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> str:
        unknown = not event.style and event.value in {"~", "null", "Null", "NULL"}
        if unknown or not event.value.strip():
            self._problem("T004", place)
            return ""
        try:
            return clean(event.value)
        except Refused as refused:
            self.problems += [Problem(p.code, p.values, place) for p in refused.problems]
            return ""

    def _invisible(self) -> Iterator[Problem]:
        """The characters that must not stand in a YAML file at all."""
        for line, text in enumerate(self.lines, start=1):
            for found in yaml.reader.Reader.NON_PRINTABLE.finditer(text):
                values = {"character": f"U+{ord(found[0]):04X}", "position": found.start() + 1}
                yield Problem("Q301", values, Place(self.file, line, found.start() + 1, 1, text))

    def _at(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None
        assert event.end_mark is not None
        return self._place(event.start_mark, event.end_mark)

    def _place(self, start: Any, end: Any) -> Place:
        # Marks are of one class with the pure parser and of another with the C one.
        text = self.lines[start.line] if start.line < len(self.lines) else ""
        length = end.column - start.column if end.line == start.line else len(text) - start.column
        return Place(self.file, start.line + 1, start.column + 1, max(1, length), text)

    def _problem(self, code: str, place: Place | None, **values: object) -> None:
        self.problems.append(Problem(code, values, place))
