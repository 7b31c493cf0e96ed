"""YAML read as the text that was typed, with the place of everything.

YAML 1.1 turns `no` into a boolean, `2023-03-15` into a date and `1.500` into a float. Here every
scalar stays text and the model decides what it is. What would mislead a reader is refused while
reading: repeated keys, aliases, tags, empty values, text cut in two by a comma, and files that
only mean to exhaust memory. The slips people make most often have a code, and so a help, of their
own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

import yaml

from coopledger.problem import Place, Problem, Refused, refuse
from coopledger.text import clean, invisible

Tree = str | list["Tree"] | dict[str, "Tree"]
"""A document as plain values: text, lists and mappings with text keys."""

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value."""

MOST_CHARACTERS = 5_000_000
MOST_VALUES = 200_000
MOST_DEPTH = 30
MOST_PROBLEMS = 500
"""More than anybody mends before looking again; what is wrong everywhere is one mistake."""

_MOST_SIGN = 100
"""Characters of a tag that are shown; a line of a hostile file has five million."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
EMPTY = "T019"
"""The code of a file with nothing in it but comments."""

_BACKSLASH = "T017"
"""The parser stops somewhere behind the backslash, and the two implementations at other places."""

_SLIPS = (
    ("tab character", "T010"),
    ("mapping values are not allowed", "T011"),
    ("expected ',' or", "T012"),
    ("octet", "T016"),
    ("escape", _BACKSLASH),
    ("hexdecimal", _BACKSLASH),
    ("undefined tag handle", "T016"),
    ("unexpected end of stream", "T021"),
    ("expected key", "T015"),
    ("expected <block end>", "T015"),
    ("expected '-' indicator", "T015"),
    ("expected ':'", "T015"),
    ("document start>", "T015"),
    ("sequence entries are not allowed", "T015"),
    ("mapping keys are not allowed", "T015"),
    ("maximum nesting depth", "T018"),
)
"""What the parser says of the commonest slips; both of its implementations use these words.

Only libyaml, from 0.2.6 on, has a depth of its own, and looks ahead to it before ours is reached.
"""

_OPENING = frozenset({"T012", "T021"})
"""Slips better shown where something opens than in a later line, where the parser gave up."""

_HANDLE = "%TAG"
"""What a line starts with that declares a handle for tags."""

_PASSWORD = re.compile(r"(//[^/?\s:]*:)\S+(?=@)|(\b(?:ssl)?password\s*=\s*)[^&\s]+", re.IGNORECASE)
"""A password in the address of a server, before its host or among what follows it."""

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

    Raises `Refused` with every problem found: T001 not YAML, and T010-T013, T015, T017, T021
    for the usual reasons; T002 alias or anchor, T003 repeated key, T004 empty value, T005 too
    large, T006 no mapping at the top, T007 key is not text, T008 a second document, T014 text cut
    in two by a comma, T016 tag, T018 too deep, T019 empty, T022 too many problems to list, and
    the text problems of `clean`.
    """
    if len(text) > MOST_CHARACTERS:
        raise too_large(file)
    return _Reader(text, file).document()


def bounded(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """`problems`, and where there are too many the first of them and a word that there are more."""
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    more = Problem("T022", {"most": MOST_PROBLEMS}, problems[MOST_PROBLEMS].place)
    return (*problems[:MOST_PROBLEMS], more)


def too_large(file: str) -> Refused:
    """T005, ready to be raised."""
    return refuse("T005", file=file, most=MOST_CHARACTERS, values=MOST_VALUES)


def has_password(text: str) -> bool:
    """Whether `text` holds a password in the address of a server."""
    return _PASSWORD.search(text) is not None


def _without_passwords(text: str) -> str:
    """`text` as it may be shown, with all else in its place."""
    return _PASSWORD.sub(lambda found: _hidden(found[0], found[1] or found[2]), text)


def _hidden(said: str, before: str) -> str:
    return before + "*" * (len(said) - len(before))


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.lines = _LINE_BREAK.split(_without_passwords(text.removeprefix("\ufeff")))
        self.file = file
        self.left = MOST_VALUES
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text.removeprefix("\ufeff"), _Loader)

    def document(self) -> Node:
        self._refuse_handles()
        try:
            root = self._first()
        except yaml.MarkedYAMLError as error:
            raise Refused([*self.problems, self._slip(error)]) from None
        except (yaml.reader.ReaderError, UnicodeEncodeError):
            raise Refused(self._invisible()) from None
        if root is None:
            raise refuse(EMPTY, file=self.file)
        if not isinstance(root.value, dict):
            self._problem("T006", root.place)
        if self.problems:
            raise Refused(self.problems)
        return root

    def _refuse_handles(self) -> None:
        """No file needs them, and the parser looks each up in a list of all before it."""
        for line, text in enumerate(self.lines, start=1):
            if text.startswith(_HANDLE):
                place = Place(self.file, line, 1, len(_HANDLE), text)
                raise Refused([Problem("T016", {"tag": _HANDLE}, place)])

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
        self.left -= 1
        if self.left < 0:
            raise too_large(self.file)
        if depth > MOST_DEPTH:
            self._problem("T018", place, most=MOST_DEPTH)
            raise Refused(self.problems)
        if getattr(event, "tag", None):
            self._problem("T016", place, tag=self._sign(place))
        elif getattr(event, "anchor", None):
            self._problem("T002", place)
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(place, depth)
            case yaml.SequenceStartEvent():
                return self._sequence(place, depth)
            case yaml.ScalarEvent():
                return Node(self._scalar(event, place), place, {})
            case _:
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
            following = next(self.events)
            if self._cut_in_two(key, following):
                self._problem("T014", key.place)
                continue
            value = self._node(following, depth + 1)
            if not isinstance(key.value, str):
                self._problem("T007", key.place)
            elif key.value and key.value in values:  # one that was refused is empty
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
            for problem in refused.problems:
                self._problem(problem.code, place, **problem.values)
            return ""

    def _cut_in_two(self, key: Node, value: yaml.Event) -> bool:
        """Whether `key` is the rest of a text with a comma inside { }: no colon stands behind."""
        if not isinstance(value, yaml.ScalarEvent) or value.value or value.style:
            return False
        place = key.place
        behind = place.text[place.column - 1 + place.length :]
        return isinstance(key.value, str) and not behind.lstrip().startswith(":")

    def _slip(self, error: yaml.MarkedYAMLError) -> Problem:
        """What the parser stopped at, as the slip that usually causes it."""
        said = error.problem or ""
        code = next((code for words, code in _SLIPS if words in said), "T001")
        opening, mark = error.context_mark, error.problem_mark
        assert mark is not None, "a parser says where it stopped"
        if code in _OPENING and opening is not None and opening.line != mark.line:
            mark = opening
        place = self._place(mark, mark)
        if code == _BACKSLASH:
            backslash = place.text.rfind("\\", 0, place.column) + 1
            # Without one what cannot be read stands in a tag, where % escapes.
            code = code if backslash else "T016"
            place = place._replace(column=backslash or place.column)
        sign = self._sign(place)
        if "cannot start any token" in said:
            code = "T010" if sign.startswith("\t") else "T013"
        values = {"words": said, "sign": sign[:1], "tag": sign, "most": MOST_DEPTH}
        return Problem(code, values, place)

    def _sign(self, place: Place) -> str:
        """The word that starts at `place`."""
        start = place.column - 1
        return place.text[start : start + _MOST_SIGN].split(" ", 1)[0]

    def _invisible(self) -> tuple[Problem, ...]:
        """The characters that must not stand in a YAML file at all."""
        return bounded(list(islice(self._not_printable(), MOST_PROBLEMS + 1)))

    def _not_printable(self) -> Iterator[Problem]:
        for line, text in enumerate(self.lines, start=1):
            for found in yaml.reader.Reader.NON_PRINTABLE.finditer(text):
                place = Place(self.file, line, found.start() + 1, 1, text)
                yield replace(invisible(text, found.start()), place=place)

    def _at(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None
        assert event.end_mark is not None
        return self._place(event.start_mark, event.end_mark)

    def _place(self, start: Any, end: Any) -> Place:
        # Marks are of one class with the pure parser and of another with the C one.
        if start.line >= len(self.lines):  # the C parser ends the last line where nobody did
            text = self.lines[-1]
            return Place(self.file, len(self.lines), len(text) + 1, 1, text)
        text = self.lines[start.line]
        length = end.column - start.column if end.line == start.line else len(text) - start.column
        return Place(self.file, start.line + 1, start.column + 1, max(1, length), text)

    def _problem(self, code: str, place: Place | None, **values: object) -> None:
        self.problems.append(Problem(code, values, place))
        if len(self.problems) > MOST_PROBLEMS:
            raise Refused(bounded(self.problems))
