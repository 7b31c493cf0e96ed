"""YAML is read as the text that was typed, with the place of everything in it."""

from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopledger.problem import Place, Problem, Refused
from coopledger.terms import source
from coopledger.terms.source import MOST_CHARACTERS, MOST_PROBLEMS, MOST_VALUES, Tree, bounded, read
from tests.terms.documents import marked


@pytest.fixture(autouse=True, params=["CSafeLoader", "SafeLoader"])
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML comes with or without its C part; both have to read the same."""
    monkeypatch.setattr(source, "_Loader", getattr(yaml, request.param))


def refused(text: str) -> list[tuple[str, Any]]:
    with pytest.raises(Refused) as caught:
        read(text.replace("«", "").replace("»", ""), "programmes.yaml")
    return [(problem.code, problem.place) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "typed",
    ["on", "no", "yes", "true", "2023-03-15", "1.500", "0123", "12:30", "4_000_000_000", "1e3",
     "0x1F", ".inf", "=", "<<", "500 t", "4 tỷ đồng", "203/2025/QH15"],
)  # fmt: skip
def test_a_scalar_is_the_text_that_was_typed(typed: str) -> None:
    assert read(f"value: {typed}\nlist: [{typed}]\n{typed}: key\n", "f").tree() == {
        "value": typed,
        "list": [typed],
        typed: "key",
    }


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: {b: [c, {d: e}], f: g}", {"a": {"b": ["c", {"d": "e"}], "f": "g"}}),
        ("a:\n- b\n- c", {"a": ["b", "c"]}),
        ("a: 'null'", {"a": "null"}),
        ("a: >-\n  two\n  lines", {"a": "two lines"}),
        ("a: b # remark", {"a": "b"}),
        ("\ufeffa: b", {"a": "b"}),
        ("--- \na: b\n...\n", {"a": "b"}),
        ("a: ho\u0300a", {"a": "hòa"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
    ids=["flow", "block", "null as text", "folded", "remark",
         "BOM", "markers", "NFD", "CRLF"],
)  # fmt: skip
def test_a_document_is_text_lists_and_mappings(text: str, tree: Tree) -> None:
    assert read(text, "f").tree() == tree


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("T001", "a: > «b»"),
        ("T002", "a: «&x 1»\nb: «*x»"),
        ("T002", "a: «&x {»b: 1}\nc:\n  <<: «*x»\n"),
        ("T002", "a: «&anchor b»"),
        ("T002", "a: «&x b»\n«*x» : c"),
        ("T003", "a: 1\nb: 2\n«a»: 3"),
        ("T003", "a: {b: 1, «b»: 2}"),
        ("T004", "a: «~»"),
        ("T004", "a: «''»"),
        ("T004", "a: «' '»"),
        ("T004", "a: [b, «null»]"),
        ("T004", "a: «Null»"),
        ("T004", "a: «NULL»"),
        ("T004", "\ufeffa: «~»"),
        ("T006", "«-» a\n- b"),
        ("T006", "«text»"),
        ("T007", "«[»a]: 1"),
        ("T007", "? «{»a: 1}\n: 2"),
        ("T008", "a: 1\n---\n«b»: 2"),
        ("T010", "a:\n«\t»b: 1"),
        ("T010", "a:\n  b: 1\n«\t»c: 1"),
        ("T011", "a: b«:» c"),
        ("T011", "a: 1\n  b«:» 2"),
        ("T012", "a: «[»1\n b: 2"),
        ("T012", "a: «{»b: 1, c: 2\nd: 3"),
        ("T012", "a: {b: c, d: e f«:» g}"),
        ("T013", "a: «@»b"),
        ("T013", "a: «`»b"),
        ("T013", "a: «%»b"),
        ("T014", "a: {vi: Hợp tác, «hỗ trợ», en: Support}"),
        ("T014", "a: {vi: Hợp tác, «hỗ trợ», «phát triển»}"),
        ("T015", "a:\n  b: 1\n «c»: 2"),
        ("T015", "a: 'b' «c»"),
        ("T015", "a: «-» b"),
        ("T015", "- a\n«b»: c"),
        ("T016", "a: «!!int '5'»"),
        ("T016", "a: «!»x!y b"),
        ("T016", "«%TAG» ! tag:x\n--- \na: !b c"),
        ("T016", "# a\n%YAML 1.1\n«%TAG» !e! tag:x\n---\na: b"),
        ("T017", 'a: "b«\\»q"'),
        ("T017", 'a: "C:«\\»x"'),
        ("T021", "a: «'»b\nc: d"),
        ("T021", 'a: «"»b\nc: d'),
        ("Q301", 'a: «"\\u202e"»'),
        ("Q301", "a: b«\x07»c"),
        ("Q301", "a: b\nc: d«\x0c»"),
        ("Q301", "a: «\ud800»"),
        ("Q301", "a: «|»\n  two\n  lines"),
    ],
)
def test_a_problem_is_refused_at_its_place(code: str, text: str) -> None:
    assert refused(text) == [(code, place) for place in marked(text)]


def test_a_place_is_line_column_length_and_the_line_itself() -> None:
    text = "programmes:\n  x: {schedule: {2022: 500}, schedule: {}}"

    assert refused(text) == [("T003", Place("programmes.yaml", 2, 30, 8, text.splitlines()[1]))]


@pytest.mark.parametrize("last", ["c: [d,", "c: {", "c: {d: "])
def test_what_is_missing_at_the_end_is_missed_behind_the_last_line(last: str) -> None:
    assert refused(f"a: b\n{last}") == [
        ("T001", Place("programmes.yaml", 2, len(last) + 1, 1, last))
    ]


@pytest.mark.parametrize("text", ["", "\n", "# only a remark\n", "\ufeff"])
def test_an_empty_file_has_nothing_at_its_top(text: str) -> None:
    assert refused(text) == [("T019", None)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"], ids=["LF", "CRLF", "CR", "LS"])
def test_lines_are_counted_as_yaml_ends_them(end: str) -> None:
    assert refused(f"a: b{end}c: ~{end}d: e") == [
        ("T004", Place("programmes.yaml", 2, 4, 1, "c: ~"))
    ]


def test_an_empty_value_at_the_end_of_a_line_is_refused() -> None:
    assert refused("a: b\nc:\nd: e") == [("T004", Place("programmes.yaml", 2, 3, 1, "c:"))]


def test_a_tag_with_an_escape_that_is_none_is_a_tag() -> None:
    assert [code for code, _ in refused("a: !%")] == ["T016"]


def test_a_backslash_is_pointed_at_where_it_means_nothing() -> None:
    """The one before the place where the parser stops, of several in the line."""
    text = 'a: "C:\\\\x\\k\\\\"'

    ((code, place),) = refused(text)
    assert (code, place and place.column) == ("T017", text.index("\\k") + 1)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: @handle of somebody", {"sign": "@", "tag": "@handle"}),
        ("a: !x!y b c", {"sign": "!", "tag": "!x!y"}),
    ],
)
def test_a_slip_carries_the_sign_and_the_word_it_starts_with(
    text: str, values: dict[str, str]
) -> None:
    with pytest.raises(Refused) as caught:
        read(text, "f")

    (problem,) = caught.value.problems
    assert values.items() <= problem.values.items()


@pytest.mark.parametrize("text", ["~: 1\n~: 2\n", "a: &x 1\n*x : 1\n*x : 2\n"])
def test_a_key_that_was_refused_is_not_repeated_by_the_next(text: str) -> None:
    assert "T003" not in {code for code, _ in refused(text)}


def test_a_value_left_out_between_commas_is_empty_and_not_cut() -> None:
    assert [code for code, _ in refused("a: {vi: , en: Support}")] == ["T004"]


def test_every_problem_is_found_in_one_reading() -> None:
    text = 'a: «~»\n«a»: 1\nb: [«&x 1», «*x»]\nc: «"\\0"»\n'

    codes = [code for code, _ in refused(text)]
    assert codes == ["T004", "T003", "T002", "T002", "Q301"]
    assert [place for _, place in refused(text)] == marked(text)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_ten_thousand_deep_is_refused(opening: str) -> None:
    ((code, place),) = refused("a: ~\nb:\n  " + opening * 10_000)[-1:]

    assert code == "T018"
    assert place is not None
    assert place.line == 3


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: 1\na: 2", {"key": "a", "first": 1}),
        ("a: b\x07c", {"character": "U+0007", "position": 5}),
        (f"a: !{'b' * 200} c", {"tag": f"!{'b' * 99}"}),
        ('a: "b\\u202e"', {"character": "U+202E", "position": 2}),
        ("a: b\ufeff", {"character": "U+FEFF", "position": 2}),
        ("a: " + "[" * 31, {"most": 30}),
    ],
)
def test_a_problem_carries_what_is_needed_to_say_it(text: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        read(text, "f")

    assert [problem.values for problem in caught.value.problems] == [values]


def test_what_is_no_yaml_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused) as caught:
        read("a:\n\tb: 1", "f")

    (problem,) = caught.value.problems
    assert "cannot start any token" in str(problem.values["words"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab:-?,[]{}#&*!|>'\"%@`~ \n\r\t\x85\u2028\x00\ud800ạ", max_size=30))
def test_whatever_is_typed_is_read_or_refused_where_it_stands(text: str) -> None:
    try:
        document = read(text, "f")
    except Refused as refused:
        found = (problem.place for problem in refused.problems)
        places = [place for place in found if isinstance(place, Place)]
    else:
        places = [document.place, *document.keys.values()]
    for place in places:
        assert place.text in text
        assert 1 <= place.column <= len(place.text) + 1


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_thirty_levels_are_deep_enough(opening: str, closing: str) -> None:
    assert refused("a: " + opening * 30 + "b" + closing * 30)[-1][0] == "T018"
    assert read("a: " + opening * 29 + "b" + closing * 29, "f").tree()


def test_a_file_of_just_the_length_that_is_allowed_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(source, "MOST_CHARACTERS", 4)

    assert read("a: b", "f").tree() == {"a": "b"}
    assert refused("a: bc") == [("T005", None)]


def test_a_file_that_only_means_to_exhaust_memory_is_not_read() -> None:
    with pytest.raises(Refused) as caught:
        read("#" * (MOST_CHARACTERS + 1), "large.yaml")

    (problem,) = caught.value.problems
    assert problem.code == "T005"
    assert problem.values == {"file": "large.yaml", "most": MOST_CHARACTERS, "values": MOST_VALUES}


def test_more_values_than_anybody_writes_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys, lists and mappings count as well."""
    monkeypatch.setattr(source, "MOST_VALUES", 1000)

    assert refused("a: [" + "1," * 998 + "]") == [("T005", None)]
    with pytest.raises(Refused) as caught:
        read("a: [" + "1," * 998 + "]", "f")
    assert caught.value.problems[0].values["file"] == "f"
    assert read("a: [" + "1," * 997 + "]", "f").tree()


@pytest.mark.parametrize("text", ["a: [" + "~," * 10_000 + "]", 'a: b\n"' + "\0" * 10_000])
def test_what_is_wrong_everywhere_is_not_listed_to_the_end(text: str) -> None:
    codes = [code for code, _ in refused(text)]

    assert len(codes) == MOST_PROBLEMS + 1
    assert codes[-1] == "T022"


def test_as_many_problems_as_can_be_listed_are_listed() -> None:
    most = [Problem("T101")] * MOST_PROBLEMS
    assert bounded(most) == tuple(most)

    listed = refused("\n".join(f"k{n}: ~" for n in range(MOST_PROBLEMS)))
    assert [code for code, _ in listed] == ["T004"] * MOST_PROBLEMS

    (*_, (code, place)) = refused("\n".join(f"k{n}: ~" for n in range(2 * MOST_PROBLEMS)))
    assert (code, place and place.line) == ("T022", MOST_PROBLEMS + 1)


def test_what_follows_a_text_that_was_cut_is_read_where_it_stands() -> None:
    text = "a: {vi: Hợp tác, «hỗ trợ», en: Support}\nb: «~»"

    assert [code for code, _ in refused(text)] == ["T014", "T004"]
    assert [place for _, place in refused(text)] == marked(text)


def test_a_file_with_nothing_in_it_is_named() -> None:
    with pytest.raises(Refused) as caught:
        read("# nothing", "empty.yaml")

    assert [problem.values for problem in caught.value.problems] == [{"file": "empty.yaml"}]


def test_aliases_that_expand_without_end_are_refused_one_by_one() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n" for before, name in pairwise("abcdefgh")
    )

    assert {code for code, _ in refused(laughs)} == {"T002"}


@pytest.mark.parametrize(
    ("path", "key", "line", "found"),
    [
        (("a",), False, 1, "a"),
        (("a", "b"), False, 2, "b value"),
        (("a", "b"), True, 2, "b"),
        (("a", "list"), False, 3, "list"),
        (("a", "list", 1), False, 3, "two"),
        (("a", "list", 1, "deeper"), False, 3, "two"),
        (("a", "b", 0), False, 2, "b value"),
        (("a", 0), False, 1, "a"),
        (("a", "missing"), False, 1, "a"),
        (("a", "b", "[key]"), False, 2, "b"),
        ((), False, 1, "a"),
    ],
)
def test_a_path_leads_to_the_scalar_or_the_key_of_what_holds_it(
    path: source.Path, line: int, found: str, *, key: bool
) -> None:
    node = read("a:\n  b: b value\n  list: [one, two]\n", "f")

    place = node.find(path, key=key)
    start = place.column - 1
    assert (place.line, place.text[start : start + place.length]) == (line, found)
