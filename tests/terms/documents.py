"""A small good document, and how a test edits it and says where the caret belongs.

`«` and `»` enclose what a problem has to point at; they are taken out before the text is read.
"""

import re

import pytest

from coopledger.problem import Place, Problem, Refused
from coopledger.terms import Terms, parse
from coopledger.terms.source import read

FILE = "programmes.yaml"

GOOD = """\
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
  bag: {equals: 0.05 tonne, step: 1, vi: bao, en: bag, plural: bags}
  VND: {dimension: money, step: 1, vi: đồng, en: VND}
  house: {dimension: count, step: 1, vi: nhà, en: house}
parties:
  north:
    name: {vi: Huyện Bắc, en: North District}
    type: {vi: huyện, en: district}
  south:
    name: {vi: Huyện Nam, en: South District}
    type: {vi: huyện, en: district}
  east:
    name: {vi: Xã Đông, en: East Commune}
    type: {vi: xã, en: commune}
    code: 00123
    since: 2025-07-01
succession:
  - predecessor: north
    successors: [east]
    effective: 2025-07-01
    by:
      - title: {vi: Nghị quyết, en: Resolution}
programmes:
  north-south:
    title: {vi: Bắc giúp Nam, en: North helps South}
    provider: north
    recipient: south
    period: 2021-2025
    content_areas:
      1:
        title: {vi: Kinh nghiệm, en: Experience}
        activities:
          - id: visits
            title: {vi: Thăm hỏi, en: Visits}
      2: {title: {vi: Kinh tế, en: Economy}}
      3: {title: {vi: Văn hóa, en: Culture}}
      4:
        title: {vi: Hạ tầng, en: Infrastructure}
        pledges:
          - id: cement
            title: {vi: Xi măng, en: Cement}
            form: goods
            target: 1000 tonne
            ceiling: 2 tỷ VND
            equivalent: {amount: 1500 triệu VND, about: true}
            window: 2022-2023
            schedule: {2022: 500, 2023: 500}
          - id: houses
            title: {vi: Nhà ở, en: Houses}
            form: works
            target: 100 house
            shares:
              - {party: south, quantity: 30 house}
              - {party: east, quantity: 70 house, schedule: {2024: 70}}
"""

_MARKED = re.compile("«(.*?)»")


def edited(*changes: str | tuple[str, str]) -> str:
    """The good document with each `(old, new)` exchanged; a bare text is the new `old` marked."""
    text = GOOD
    for change in changes:
        old, new = change if isinstance(change, tuple) else (_unmarked(change), change)
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems(text: str) -> list[Problem]:
    """Every problem of a document, the marks taken out."""
    with pytest.raises(Refused) as caught:
        parse(read(_unmarked(text), FILE))
    return list(caught.value.problems)


def marked(text: str) -> list[Place]:
    """The places that are marked, in the order of the text."""
    return [
        Place(FILE, number, start + 1, len(found), _unmarked(line))
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1)
        for start, found in _spans(line)
    ]


def assert_refused_where_marked(code: str, changes: list[str | tuple[str, str]]) -> None:
    """The good document, so changed, has this one problem, at the one place that is marked."""
    text = edited(*changes)
    assert [(problem.code, problem.place) for problem in problems(text)] == [
        (code, place) for place in marked(text)
    ]
    assert len(marked(text)) == 1


def terms(text: str = GOOD) -> Terms:
    """The terms of the one programme in `text`."""
    (only,) = parse(read(text, FILE))
    return only


def _unmarked(text: str) -> str:
    return _MARKED.sub(r"\1", text)


def _spans(line: str) -> list[tuple[int, str]]:
    """Where marked text starts once the marks are gone, and the text."""
    return [
        (found.start() - 2 * before, found[1])
        for before, found in enumerate(_MARKED.finditer(line))
    ]
