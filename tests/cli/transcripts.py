"""Text with commands in it, and what they answer: `$ coop …`, then the answer.

Used for the golden transcripts and for the blocks of the READMEs, so that neither can lie.
"""

import re
import shlex

from tests.coop import Coop

_COMMAND = re.compile(r"^\$ coop (?P<command>.*)$", re.MULTILINE)
_PORT = re.compile(r"(?<=@127\.0\.0\.1:)[0-9]+")
"""Where a test's server listens, which is another port each time."""

_PART = re.compile(
    r"(?P<open>^```console\n)(?P<body>.*?)(?P<close>^```$)"
    r"|<!-- \$ coop (?P<hidden>.*?) -->"
    r"|(?P<anew><!-- a new ledger -->)"
    r"|<!-- in (?P<file>\S+): (?P<old>.*?) -> (?P<new>.*?) -->",
    re.MULTILINE | re.DOTALL,
)


def answered(coop: Coop, command: str) -> str:
    """What `coop command` writes to both streams, and its exit code where it is not 0."""
    answer = coop(*shlex.split(command))
    text = "".join(f"{line.rstrip()}\n" for line in (answer.out + answer.err).splitlines())
    text = _PORT.sub("5432", text)
    return text + (f"[exit {answer.code}]\n" if answer.code else "")


def transcribed(coop: Coop, text: str) -> str:
    """`text` with the answer to each command as it is today, a blank line between two."""
    commands = [match["command"] for match in _COMMAND.finditer(text)]
    return "\n".join(f"$ coop {command}\n{answered(coop, command)}" for command in commands)


def documented(coop: Coop, text: str) -> str:
    """A Markdown document with every console block as it answers today, in order.

    A command in a comment, `<!-- $ coop … -->`, is run and not shown; `<!-- a new ledger -->`
    forgets what was recorded before; `<!-- in FILE: OLD -> NEW -->` edits a file.
    """

    def rewritten(part: re.Match[str]) -> str:
        if part["anew"]:
            (coop.folder / "ledger.sqlite3").unlink()
        if part["file"]:
            path = coop.folder / part["file"]
            text = path.read_text(encoding="utf-8")
            assert text.count(part["old"]) == 1
            path.write_text(text.replace(part["old"], part["new"]), encoding="utf-8")
        if part["hidden"]:
            answered(coop, part["hidden"])
        if part["body"] is None:
            return part[0]
        return part["open"] + transcribed(coop, part["body"]) + part["close"]

    return _PART.sub(rewritten, text)
