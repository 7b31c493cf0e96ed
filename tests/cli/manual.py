"""docs/cli.md: every command with its options and examples, made of the commands themselves."""

from collections.abc import Callable, Iterator
from typing import Any

from coopledger.cli.app import FAMILIES, build, load
from coopledger.present.words import phrase
from tests.cli.transcripts import answered
from tests.coop import Coop
from tests.kept import Kept
from tests.postgres import Postgres, new_database, set_clock

LONGEST, SHOWN = 45, 20
"""Lines of an answer that is shown whole; of a longer one so many from its beginning."""

_INTRODUCTION = {
    "en": """\
# The command line

What `coop --help` and `coop COMMAND --help` say, with an answer to every example. Recorded is what
the examples of the commands that record say.

([Tiếng Việt](cli.vi.md)) Made by `pytest --update` of the commands themselves.
""",
    "vi": """\
# Dòng lệnh

Nội dung của `coop --help` và `coop LỆNH --help`, kèm câu trả lời cho từng ví dụ. Sổ dùng trong
ví dụ ghi đúng những gì các ví dụ ghi sổ nêu.

([English](cli.md)) Tạo bằng `pytest --update` từ chính các lệnh.
""",
}
_NEW = ("record-delivery", "record-disbursement", "record-completion", "record-activity")
_HISTORY = tuple(name for name in FAMILIES["record"] if name not in {"dispute", "reverse"})
_MADE = {
    "verify": ("seal",),
    "import-book": ("export",),
    "reconcile": ("export",),
    "restore": ("backup",),
}
"""Commands whose examples take what those of another one wrote."""

PAPER = "12-BB-UBND.pdf"
"""The file that stands behind an entry in the examples."""

TABLES = {
    "giao-nhan.csv": """\
BẢNG THEO DÕI GIAO NHẬN XI MĂNG
STT,Ngày,Số biên bản,Khối lượng (tấn),Ghi chú
1,20/11/2024,31/BB-UBND,"120,5",
2,4/12/2024,34/BB-UBND,"79,5",Đợt cuối năm
,,Cộng,200,
""",
    "deliveries.csv": """\
CEMENT HANDED OVER
No.,Date,Document,Quantity (t),Note
1,20/11/2024,31/BB-UBND,120.5,
2,4/12/2024,34/BB-UBND,79.5,Last one of the year
,,Total,200,
""",
}
"""The tables of the examples, as offices keep them."""

ANNEX = ("2024: 500, 2025: 500", "2024: 300, 2025: 700")
"""What the annex of the examples changes in the programmes file."""


def commands() -> list[str]:
    return [name for names in FAMILIES.values() for name in names]


def examples(command: str, lang: str) -> list[str]:
    """The examples of `command`, without `coop`."""
    lines = phrase(f"example.{command}", lang).splitlines()
    return [line.removeprefix("coop ") for line in lines]


def before(command: str) -> tuple[str, ...]:
    """The commands whose examples fill the books that those of `command` are run on."""
    if command in (*_NEW, "server"):
        return ()
    if command in FAMILIES["record"]:
        return _NEW
    return (*_HISTORY, *_MADE.get(command, ()))


def prepare(coop: Coop, command: str, lang: str) -> None:
    """Bring about what the examples of `command` are run on."""

    def run() -> None:
        for earlier in before(command):
            _bring(coop, earlier)
            for example in examples(earlier, lang):
                answered(coop, example)

    _KEPT.bring((lang, before(command)), coop.folder, run)
    _bring(coop, command)


_KEPT = Kept()


def on_a_server(coop: Coop, server: Postgres) -> None:
    """Let the ledger be on a server, where nobody has set one up."""
    server.ask('DROP ROLE IF EXISTS mai, lan, inspector, "thanh-tra"')
    database = new_database(server, "coop")
    set_clock(server, database, coop.clock())
    coop.more["COOP_LEDGER"] = server.address(database)


def _bring(coop: Coop, command: str) -> None:
    """What has to be there beside the books: a paper, a table, or a file changed by an annex."""
    if command == "supplement":
        (coop.folder / PAPER).write_bytes(b"%PDF-1.7\n")
    if command == "import":
        for name, text in TABLES.items():
            (coop.folder / name).write_text(text, encoding="utf-8")
    if command == "adopt":
        path = coop.folder / "programmes.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(*ANNEX), encoding="utf-8")


def manual(lang: str, new: Callable[[str], Coop]) -> str:
    """The whole manual; `new` makes what the examples of a command are run in."""
    shared = load("entries", lang)
    parts = [_INTRODUCTION[lang], f"\n{build(lang).help}\n", "\n"]
    parts.append(f"## {phrase('shared', lang)}\n\n{_options(shared, lang, shared=True)}")
    for family, names in FAMILIES.items():
        parts.append(f"\n## {phrase(f'family.{family}', lang)}\n")
        parts += (_command(name, lang, new(name)) for name in names)
    return "".join(parts)


def _command(name: str, lang: str, coop: Coop) -> str:
    command = load(name, lang)
    usage = " ".join(["coop", name, phrase("usage.options", lang), *_arguments(command)])
    answers = "\n".join(_answers(name, lang, coop))
    return (
        f"\n### coop {name}\n\n{command.help}\n\n`{usage}`\n\n"
        f"{_options(command, lang, shared=False)}\n```console\n{answers}```\n"
    )


def _arguments(command: Any) -> Iterator[str]:
    for param in command.params:
        if param.param_type_name == "argument":
            yield param.metavar if param.required else f"[{param.metavar}]"


def _options(command: Any, lang: str, *, shared: bool) -> str:
    rows = [
        f"| `{_called(param)}` | {param.help}{_required(param, lang)} |\n"
        for param in command.params
        if (param.name in command.shared_params) is shared
    ]
    return "".join(["| | |\n|---|---|\n", *rows]) if rows else ""


def _called(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar)
    choices = "\\|".join(param.type_descriptor.choices or ())
    value = (param.metavar or "").replace("|", "\\|") or f"<{choices}>"
    return param.opts[0] if param.is_flag else f"{param.opts[0]} {value}"


def _required(param: Any, lang: str) -> str:
    return f" {phrase('required', lang)}" if param.required else ""


def _answers(name: str, lang: str, coop: Coop) -> Iterator[str]:
    """The examples of a command, each with its answer, on the book it needs."""
    prepare(coop, name, lang)
    for example in examples(name, lang):
        lines = answered(coop, example).splitlines()
        if len(lines) > LONGEST:
            lines = [*lines[:SHOWN], "…"]
        yield f"$ coop {example}\n" + "".join(f"{line}\n" for line in lines)
