"""How terms differ, in words: which part of them, and what it was and is to be."""

from collections.abc import Iterator

from coopledger.present.say import Say
from coopledger.terms.drift import Change

_ITEMS = {
    "content_areas", "pledges", "activities", "parties", "units", "shares", "schedule",
    "succession", "successors", "legal_basis", "not_stated", "chaired_by", "by", "also",
}  # fmt: skip
"""Parts that hold several: what comes behind them is the name of one."""


def in_words(change: Change, say: Say) -> str:
    """`pledge cement, target: 2,000 t → 1,800 t`."""
    values = {"part": part(change.path, say), "old": change.in_force, "new": change.proposed}
    if change.in_force is None:
        return say("change.added", **values)
    if change.proposed is None:
        return say("change.removed", **values)
    return say("change.changed", **values)


def part(path: str, say: Say) -> str:
    """What a part of the terms is called, from the whole to the detail."""
    return ", ".join(_names(path.split("."), say))


def _names(names: list[str], say: Say) -> Iterator[str]:
    left = iter(names)
    for name in left:
        if name == "programme":
            continue
        item = next(left, None) if name in _ITEMS else None
        called = say(f"term.{name}")
        yield f"{called} {item}" if item is not None else called
