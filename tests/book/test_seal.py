"""A seal: written, read back, and what is no seal. What it gives away stands in test_tamper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book.chain import GENESIS, SHOWN, Head
from coopledger.book.seal import TITLE, broken, read_seal, write_seal
from coopledger.book.verify import Verified
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from tests.book.drafts import BIM_SON, HAU_LOC
from tests.coop import Coop
from tests.refusals import codes

heads = st.builds(
    Head,
    st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(1, 10**15 - 1),
    st.text("0123456789abcdef", min_size=SHOWN, max_size=64),
)
remarks = st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))


@given(st.lists(heads, min_size=1), remarks)
def test_a_seal_reads_back_as_the_heads_that_were_written(
    written: list[Head], said: list[str]
) -> None:
    assert read_seal(write_seal(written, said), "seal.txt") == tuple(written)


HASH = "0123456789abcdef" * 4
FIRST, SECOND = f"{BIM_SON}#14:{HASH}", f"{HAU_LOC}#6:{HASH[::-1]}"
SEAL = f"# Niêm phong\n{TITLE}\n{FIRST}\n{SECOND}\n# Bên hỗ trợ\n# Bên tiếp nhận\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SEAL, id="as it is written"),
        pytest.param(SEAL.removesuffix("\n"), id="without an end of the last line"),
        pytest.param("\ufeff" + SEAL, id="after a byte order mark"),
        pytest.param(SEAL.replace("\n", "\r\n"), id="with the lines of Windows"),
        pytest.param("\ufeff" + SEAL.replace("\n", "\r"), id="with the lines of old Macs"),
        pytest.param(SEAL.replace("\n", "\n\n  \n"), id="with blank lines"),
        pytest.param(SEAL.replace("\n", " \t\n\t "), id="with blanks around the lines"),
        pytest.param(SEAL.replace(SECOND, f"# {FIRST}0\n{SECOND}"), id="with remarks between"),
        pytest.param(f"{TITLE}\n{FIRST}\n{SECOND}", id="without remarks"),
    ],
)
def test_a_seal_is_read_whatever_stands_around_its_lines(text: str) -> None:
    assert [head.whole for head in read_seal(text, "seal.txt")] == [FIRST, SECOND]


@pytest.mark.parametrize("digits", [SHOWN, 21, 40, 63, 64])
def test_a_seal_may_hold_shortened_hashes(digits: int) -> None:
    short = f"{BIM_SON}#14:{HASH[:digits]}"
    assert read_seal(f"{TITLE}\n{short}\n", "seal.txt") == (Head(BIM_SON, 14, HASH[:digits]),)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"# {TITLE}\n# {FIRST}\n", id="remarks alone"),
        pytest.param(f"{TITLE}\n# {FIRST}\n", id="no head"),
        pytest.param(f"{FIRST}\n{SECOND}\n", id="heads alone"),
        pytest.param(f"{FIRST}\n{TITLE}\n", id="a head before the title"),
        pytest.param(f"coopledger seal 2\n{FIRST}\n", id="of another format"),
        pytest.param(f"{TITLE} {FIRST}\n", id="all on one line"),
        pytest.param(f"{TITLE.upper()}\n{FIRST}\n", id="in capitals"),
        pytest.param("%PDF-1.7\n", id="another file"),
    ],
)
def test_what_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_seal(text, "seal.txt")
    (problem,) = caught.value.problems
    assert (problem.code, problem.values) == ("X201", {"file": "seal.txt", "title": TITLE})


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"{BIM_SON}#14:{HASH[: SHOWN - 1]}", id="too few digits"),
        pytest.param(f"{BIM_SON}#14:{HASH}0", id="too many digits"),
        pytest.param(f"{BIM_SON}#14:{HASH.upper()}", id="capital digits"),
        pytest.param(f"{BIM_SON}#14:{HASH[:-1]}g", id="a digit that is none"),
        pytest.param(f"{BIM_SON}#14 {HASH}", id="no colon"),
        pytest.param(f"{BIM_SON}#14:", id="no hash"),
        pytest.param(f"{BIM_SON}#0:{HASH}", id="no entry"),
        pytest.param(f"{BIM_SON}#-1:{HASH}", id="a number below one"),
        pytest.param(f"{BIM_SON}#014:{HASH}", id="a number that starts with zero"),
        pytest.param(f"{BIM_SON}#1{'0' * 15}:{HASH}", id="a number that is too large"),
        pytest.param(f"#14:{HASH}x\n14:{HASH}", id="no book"),
        pytest.param(f"{FIRST} {SECOND}", id="two on one line"),
        pytest.param(f"{FIRST} # ký ngày 5/1/2024", id="a remark behind a head"),
        pytest.param(TITLE, id="the title again"),
    ],
)
def test_a_line_that_is_no_head_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(Refused) as caught:
        read_seal(f"# Niêm phong\n\n{TITLE}\n{FIRST}\n{line}\n", "seal.txt")
    (problem,) = caught.value.problems
    number = 5 + line.count("\n")
    typed = line.splitlines()[-1]
    assert (problem.code, dict(problem.values)) == (
        "X202",
        {"file": "seal.txt", "line": number, "typed": typed},
    )


# What a seal finds broken


def book(id_: str, *hashes: str) -> Verified:
    return Verified(id_, dict(enumerate(hashes, start=1)), (), ())


def hashes(letters: str) -> list[str]:
    """A hash for each letter."""
    return [letter * 64 for letter in letters]


def heads_of(id_: str, letters: str, *numbers: int) -> list[Head]:
    return [Head(id_, number, letters[number - 1] * 64) for number in numbers]


@pytest.mark.parametrize(
    ("kept", "now", "found"),
    [
        pytest.param("abcdef", "abcdef", [], id="as it was"),
        pytest.param("abcdef", "abcdef12", [], id="longer"),
        pytest.param("abcdef", "", ["B831 b"], id="gone"),
        pytest.param("abcdef", "abcde", ["B832 b#6 b#5"], id="cut behind older heads"),
        pytest.param("abcdef", "a", ["B832 b#6 b#1"], id="cut before any head"),
        pytest.param("abcdef", "abcde0", ["B833 b#6 b#5-6"], id="behind the last but one"),
        pytest.param("abcdef", "abc000", ["B833 b#4 b#3-4"], id="between two heads"),
        pytest.param("abcdef", "000000", ["B833 b#2 b#1-2"], id="from the start"),
        pytest.param("abcdef", "abc0", ["B833 b#4 b#3-4", "B832 b#6 b#4"], id="and cut"),
    ],
)
def test_the_oldest_head_that_differs_is_named_and_how_far_a_book_was_cut(
    kept: str, now: str, found: list[str]
) -> None:
    expected = heads_of("b", kept, 4, 2, 6)
    problems = [
        " ".join([one.code, *_where(one.values)])
        for one in broken(expected, [book("a", *hashes("ff")), book("b", *hashes(now))])
    ]
    assert problems == found


def _where(values: object) -> list[str]:
    assert isinstance(values, dict)
    if "within" in values:
        return [values["entry"], values["within"]]
    if "last" in values:
        return [values["entry"], f"{values['last'].book}#{values['last'].seq}"]
    return [values["book"]]


def test_neighbouring_heads_name_the_very_entry() -> None:
    (problem,) = broken(heads_of("b", "abcd", 1, 2, 3, 4), [book("b", *hashes("ab00"))])
    assert problem.values["within"] == "b#3"
    assert problem.values["found"] == Head("b", 3, "0" * 64)


def test_every_book_of_a_seal_is_looked_at() -> None:
    expected = [*heads_of("a", "ab", 2), *heads_of("b", "ab", 1), *heads_of("c", "ab", 2)]
    now = [book("a", *hashes("ab")), book("b", *hashes("0b"))]
    assert [(one.code, one.values["head"]) for one in broken(expected, now)] == [
        ("B833", expected[1]),
        ("B831", expected[2]),
    ]


def test_two_heads_of_one_entry_cannot_both_stand() -> None:
    """Who was shown another book than the other side finds it out."""
    expected = [Head("b", 2, "b" * 64), Head("b", 2, "0" * 64)]
    (problem,) = broken(expected, [book("b", *hashes("abc"))])
    assert (problem.code, problem.values["head"]) == ("B833", expected[1])


# Through the command line


@pytest.fixture
def seal(everything: Ledger, coop: Coop) -> Path:
    """The seal of a ledger in which everything was recorded."""
    assert coop("seal", "--output", "seal.txt").code == 0
    path = coop.folder / "seal.txt"
    text = path.read_text(encoding="utf-8")
    assert read_seal(text, path.name) == everything.heads()
    assert coop("seal").out == text
    return path


def utf_16(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def windows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())


@pytest.mark.parametrize("mailed", [Path.touch, windows, utf_16], ids=lambda do: do.__name__)
def test_a_seal_holds_however_it_was_mailed(
    seal: Path, coop: Coop, everything: Ledger, mailed: Callable[[Path], object]
) -> None:
    mailed(seal)
    answer = coop("verify", "--expect", seal.name)
    assert answer.code == 0
    assert all(answer.out.count(str(head)) == 2 for head in everything.heads())


def test_a_seal_of_all_books_serves_to_verify_one(seal: Path, coop: Coop) -> None:
    for programme in (BIM_SON, HAU_LOC):
        answer = coop("verify", "--programme", programme, "--expect", seal.name)
        assert answer.code == 0
        assert answer.out.count(f"{programme}#") > 1


def test_the_seal_of_a_book_that_is_gone_is_broken(
    seal: Path, coop: Coop, file: Path, everything: Ledger
) -> None:
    gone = everything.heads()
    file.unlink()
    answer = coop("verify", "--expect", seal.name)
    assert answer.code == 3
    assert codes(answer.out) == ["B831"] * len(gone)
    assert all(str(head) in answer.out for head in gone)


def test_what_cannot_be_read_is_not_said_to_be_gone(seal: Path, coop: Coop, file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    answer = coop("verify", "--expect", seal.name)
    assert answer.code == 3
    assert codes(answer.out) == ["S106"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "X201"), (b"\xff\xfe", "X201"), (f"{TITLE}\n{BIM_SON}#1:{GENESIS}0".encode(), "X202")],
    ids=["empty", "a mark alone", "a head that is none"],
)
def test_what_is_no_seal_is_bad_data_and_no_verdict(
    seal: Path, coop: Coop, content: bytes, code: str
) -> None:
    seal.write_bytes(content)
    answer = coop("verify", "--expect", seal.name)
    assert (answer.code, codes(answer.err), answer.out) == (1, [code], "")
