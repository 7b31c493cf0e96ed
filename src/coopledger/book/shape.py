"""Shapes: what canonical bodies of a kind look like, so that they are read at a glance.

One expression takes the values out of a body, and matches nothing that is not canonical: no blank,
no other order, no field of another kind, and no text in which anything had to be escaped.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple


class Part(NamedTuple):
    """How a value is written, as an expression with one group, and what is made of the group."""

    expression: str
    read: Callable[[str], Any] | None = None


class Shape:
    """Canonical bodies of `kind`, with all fields that are `required` and any of the `optional`.

    `parts` says how each of these fields but the kind is written; the values come in the `order` of
    fields, of which there may be more.
    """

    def __init__(
        self,
        kind: str,
        parts: Mapping[str, Part],
        required: Collection[str],
        optional: Collection[str],
        order: Sequence[str],
    ) -> None:
        self._kind = kind
        self._always: list[tuple[int, Callable[[str], Any]]] = []
        self._perhaps: list[tuple[int, Callable[[str], Any]]] = []
        places, expression, first = {"kind": 1}, "", min(required)
        for name in sorted({*required, *optional}):
            if name == "kind":
                field = f'"kind":"{kind}"'
            else:
                places[name] = len(places) + 1
                field = f'"{name}":{parts[name].expression}'
                if (read := parts[name].read) is not None:
                    readings = self._always if name in required else self._perhaps
                    readings.append((places[name], read))
            if name != first:  # the comma stands on the side of what is always there
                field = f"{field}," if name < first else f",{field}"
            expression += field if name in required else f"(?:{field})?+"
        self._match = re.compile(rf"\{{{expression}\}}").fullmatch
        self._ordered = itemgetter(*(places.get(name, 0) for name in order))

    def values(self, body: str) -> tuple[Any, ...] | None:
        """The values in `body`, None for each that is not there; nothing if it has not this shape.

        Raises what the parts raise for a value that is none.
        """
        match = self._match(body)
        if match is None:
            return None
        found: list[Any] = [None, self._kind, *match.groups()]
        for at, read in self._always:
            found[at] = read(found[at])
        for at, read in self._perhaps:
            if found[at] is not None:
                found[at] = read(found[at])
        ordered: tuple[Any, ...] = self._ordered(found)
        return ordered
