"""Heads and seals: written once, kept elsewhere, and held against the books years later."""

import json
import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import ESCAPE, Screen
from tests.coop import Coop
from tests.refusals import codes, files, refused
from tests.schemas import validated

CEMENT, SCHOOL = "bim-son-lang-chanh", "hau-loc-lang-chanh"
DELIVERY = "record-delivery --tonnes 500 --date 2023-03-15 --document 12/BB-UBND --party bim-son"
PAYMENT = 'record-disbursement --amount "1,6 tỷ" --date 2023-02-10 --party hau-loc'
SEAL = "seal.txt"


def run(coop: Coop, command: str) -> str:
    """What a command answers that has to be carried out."""
    answer = coop(*shlex.split(command))
    assert (answer.code, codes(answer.err)) == (0, [])
    return answer.out


def asked(coop: Coop, command: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(coop(*shlex.split(command), "--format", "json").out)
    validated(record)
    return record


@pytest.fixture
def sealed(coop: Coop) -> Coop:
    """Two books that were sealed, and have gone on since."""
    for command in (DELIVERY, PAYMENT, f"seal --output {SEAL}"):
        run(coop, command)
    run(coop, f"confirm {CEMENT}#2 --party lang-chanh --date 2023-03-20")
    return coop


def heads(coop: Coop) -> list[str]:
    """The heads in the seal, with all their digits."""
    text = (coop.folder / SEAL).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if re.fullmatch(r"\S+#\d+:[0-9a-f]{64}", line)]


# Sealing


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_written_is_what_would_be_printed(lang: str, coop: Coop) -> None:
    run(coop, DELIVERY)
    printed = run(coop, f"seal --lang {lang} --quiet")
    run(coop, f"seal --lang {lang} --output {SEAL}")
    assert (coop.folder / SEAL).read_bytes() == printed.encode()
    assert printed.splitlines()[1] == "coopledger seal 1"
    assert heads(coop) == [line for line in printed.splitlines() if line.startswith(CEMENT)]


@pytest.mark.parametrize("width", [40, 80])
def test_a_seal_can_be_copied_off_any_screen(width: int, coop: Coop) -> None:
    """A line broken by us would be no head any more, nor its rest a remark."""
    run(coop, DELIVERY)
    whole = run(coop, "seal --quiet")
    coop.width = width
    assert run(coop, "seal --quiet") == whole
    (coop.folder / SEAL).write_text(whole, encoding="utf-8")
    run(coop, f"verify --expect {SEAL}")


def test_what_is_there_is_not_written_over(sealed: Coop) -> None:
    (sealed.folder / "empty").touch()
    (sealed.folder / "gone").symlink_to("nowhere")
    for there in (SEAL, "programmes.yaml", "empty", "gone", "."):
        refused(sealed, ["seal", "--output", there], "S114", 4)
    refused(sealed, ["seal", "--output", "nowhere/seal.txt"], "S105", 4)


def test_one_book_can_be_sealed_alone(sealed: Coop) -> None:
    assert [head["book"] for head in asked(sealed, f"seal --programme {SCHOOL}")["heads"]] == [
        SCHOOL
    ]
    refused(sealed, ["seal", "--programme", "nowhere"], "B154", 1)


# Verifying against what was kept


def _as_it_is(text: str) -> bytes:
    return text.encode()


def _by_notepad(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _by_powershell(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-16")


def _big_endian(text: str) -> bytes:
    return b"\xfe\xff" + text.encode("utf-16-be")


def _scribbled_on(text: str) -> bytes:
    remarks = "\n\n  # Đã nhận bản này, 05/01/2024\n#\n"
    return (remarks + text.replace("coopledger", "  coopledger") + remarks).encode()


def _heads_alone(text: str) -> bytes:
    return "".join(f"{line}\n" for line in text.splitlines() if "#" not in line[:2]).encode()


def _shortened(text: str) -> bytes:
    return re.sub(r"(#\d+:[0-9a-f]{20})[0-9a-f]{44}", r"\1", text).encode()


@pytest.mark.parametrize(
    "kept",
    [_as_it_is, _by_notepad, _by_powershell, _big_endian, _scribbled_on, _heads_alone, _shortened],
)
def test_a_seal_is_read_however_it_was_kept(kept: Callable[[str], bytes], sealed: Coop) -> None:
    path = sealed.folder / SEAL
    path.write_bytes(kept(path.read_text(encoding="utf-8")))
    before = files(sealed.folder)
    record = asked(sealed, f"verify --expect {SEAL}")
    assert record["intact"]
    assert [f"{head['book']}#{head['seq']}" for head in record["expected"]] == [
        f"{SCHOOL}#2",
        f"{CEMENT}#2",
    ]
    assert files(sealed.folder) == before


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "đúng như mã đang giữ"), ("en", "as in the head that was kept")]
)
def test_heads_and_seals_can_be_given_together(lang: str, said: str, sealed: Coop) -> None:
    school, cement = heads(sealed)
    (sealed.folder / "other.txt").write_text(f"coopledger seal 1\n{school}\n", encoding="utf-8")
    short = cement[: len(f"{CEMENT}#2:") + 20]
    out = run(sealed, f"verify --expect {short} --expect other.txt --lang {lang}")
    assert len([line for line in out.splitlines() if line.endswith(said)]) == 2
    assert short in out


def test_without_anything_kept_it_is_said_what_that_cannot_show(sealed: Coop) -> None:
    limit = "A book rewritten as a whole shows only against a head that somebody else keeps."
    assert limit in run(sealed, "verify")
    assert limit not in run(sealed, f"verify --expect {SEAL}")


@pytest.mark.parametrize(
    ("expected", "code", "status"),
    [
        ("nothing.txt", "S111", 4),
        (".", "S111", 4),
        ("programmes.yaml", "X201", 1),
        ("ledger.sqlite3", "X201", 1),
        (f"{CEMENT}#2", "B175", 1),
        (f"{CEMENT}#2:5f1e", "B175", 1),
        ("", "S111", 4),
    ],
)
def test_what_is_neither_a_head_nor_a_seal(
    expected: str, code: str, status: int, sealed: Coop
) -> None:
    refused(sealed, ["verify", "--expect", expected], code, status)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "X201"),
        ("coopledger seal 1\n", "X201"),
        ("coopledger seal 2\n{head}\n", "X201"),
        ("{head}\n", "X201"),
        ("coopledger seal 1\n{head}\nigned: mai\n", "X202"),
        ("coopledger seal 1\n{broken}\n", "X202"),
        ("coopledger seal 1\n{head}\n" + "#\n" * 600_000, "X201"),
    ],
    ids=["empty", "no head", "a later version", "no title", "words", "a broken line", "too long"],
)
def test_a_file_that_is_no_seal(text: str, code: str, sealed: Coop) -> None:
    head = heads(sealed)[0]
    path = sealed.folder / "kept.txt"
    written = text.format(head=head, broken=head.replace(":", ":\n"))
    path.write_text(written, encoding="utf-8")
    refused(sealed, ["verify", "--expect", "kept.txt"], code, 1)


def test_what_was_rewritten_since_is_found_only_with_the_seal(sealed: Coop) -> None:
    (sealed.folder / "ledger.sqlite3").unlink()
    run(sealed, DELIVERY.replace("500", "400"))
    assert sealed("verify").code == 0
    for lang in ("vi", "en"):
        answer = sealed("verify", "--expect", SEAL, "--lang", lang)
        assert (answer.code, sorted(codes(answer.out))) == (3, ["B831", "B833"])
    record = asked(sealed, f"verify --expect {SEAL}")
    assert not record["intact"]


# What came since


def test_what_was_recorded_after_a_signed_report(sealed: Coop) -> None:
    school, cement = heads(sealed)

    def after(*kept: str) -> list[str]:
        listed = asked(sealed, "entries" + "".join(f" --after {head}" for head in kept))
        return [f"{one['book']}#{one['seq']}" for one in listed["entries"]]

    assert after(cement) == [f"{CEMENT}#3"]
    assert after(school) == []
    assert after(school, cement) == [f"{CEMENT}#3"]
    run(sealed, PAYMENT.replace("1,6", "1,2"))
    assert after(school, cement[:50]) == [f"{SCHOOL}#3", f"{CEMENT}#3"]
    assert f"{CEMENT}#2" not in run(sealed, f"entries --after {cement}").split()


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (f"{CEMENT}#2", "B175"),
        ("2024-01-05", "B175"),
        (SEAL, "B175"),
        (f"{CEMENT}#2:00000000000000000000", "B173"),
        (f"{CEMENT}#9:00000000000000000000", "B172"),
    ],
)
def test_after_what_is_no_head_of_these_books(head: str, code: str, sealed: Coop) -> None:
    refused(sealed, ["entries", "--after", head], code, 1)


def test_a_head_on_a_screen_is_one_that_can_be_given(
    sealed: Coop,
    screen: Screen,
) -> None:
    said = ESCAPE.sub("", screen("status", "--lang", "en", columns=80))
    (line,) = [line for line in said.splitlines() if line.startswith(f"head {CEMENT}")]
    head = line.removeprefix("head ").strip()
    assert asked(sealed, f"verify --expect {head}")["intact"]
    assert asked(sealed, f"entries --after {head}")["entries"] == []
