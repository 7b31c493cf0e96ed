"""docs/errors.md: every code with its sample, made of the samples and of nothing else."""

from itertools import dropwhile, takewhile

from tests.errors.given import GIVEN
from tests.errors.sample import EDIT, FILE, SAMPLES, Sample, read

_INTRODUCTION = {
    "en": """\
# Errors

Every problem has a stable code, says where it is and what to type instead; a command lists all of
them at once and then has changed nothing. `--format json` gives the same as data
(`coop schema errors`). Codes are never used for anything else later.

Exit codes: 0 done (also "already recorded"), 1 refused by a rule or bad data, 2 mistyped,
3 integrity broken, 4 storage (disk, lock, output), 130 interrupted.

([Tiếng Việt](errors.vi.md)) Made by `pytest --update` of the samples in `tests/errors/samples`.
""",
    "vi": """\
# Các lỗi

Mỗi lỗi có một mã cố định, nói rõ lỗi ở đâu và nên gõ lại thế nào; mỗi lần chạy liệt kê mọi lỗi một
lượt và khi đó không có gì bị thay đổi. `--format json` cho cùng nội dung ở dạng dữ liệu
(`coop schema errors`). Mã đã dùng không bao giờ đổi nghĩa.

Mã thoát: 0 xong (kể cả "đã được ghi"), 1 trái quy tắc hoặc dữ liệu sai, 2 gõ sai lệnh, 3 sổ không còn
nguyên vẹn, 4 lưu trữ (đĩa, khóa, đường ra), 130 bị dừng giữa chừng.

([English](errors.md)) Tạo bằng `pytest --update` từ các mẫu trong `tests/errors/samples`.
""",
}
_FAMILIES = {
    "U": ("gõ lệnh", "how a command was typed"),
    "Q": ("số, ngày, chữ", "numbers, dates and text"),
    "T": ("tệp chương trình và thiết lập", "the programmes file and the settings"),
    "B": ("sổ", "the book"),
    "X": ("trao đổi tệp", "files that are exchanged"),
    "S": ("lưu trữ", "storage"),
    "R": ("lưu ý về điều đã được nhận", "remarks on what was accepted"),
}
_WORDS = {
    "en": {"edit": "In `{file}`, `{new}` in the place of `{old}`", "file": "As `{file}`: `{text}`",
           "given": "Given: {words}", "python": "From Python"},
    "vi": {"edit": "Trong `{file}`, ghi `{new}` thay cho `{old}`", "file": "Tệp `{file}`: `{text}`",
           "given": "Khi {words}", "python": "Từ Python"},
}  # fmt: skip


def document(lang: str) -> str:
    """The whole catalogue in one language."""
    samples = [read(path) for path in sorted(SAMPLES.iterdir())]
    parts = [_INTRODUCTION[lang]]
    for family, titles in _FAMILIES.items():
        parts.append(f"\n## {family}: {titles[lang == 'en']}\n")
        parts += (_section(one, lang) for one in samples if one.code.startswith(family))
    return "".join(parts)


def _section(sample: Sample, lang: str) -> str:
    """What is given as sentences, and what is typed; what comes between commands as comments."""
    given = takewhile(lambda line: not line.startswith("$ "), sample.setting)
    said = [_sentence(line, lang) for line in given]
    if sample.typed.startswith("> "):
        said.append(_WORDS[lang]["python"])
    setting = "".join(f"{line}.\n" for line in said) + ("\n" if said else "")
    lines = dropwhile(lambda line: not line.startswith("$ "), sample.setting)
    shown = (f"{line}\n…\n" if line.startswith("$ ") else f"# {_sentence(line, lang)}\n"
             for line in lines)  # fmt: skip
    typed = sample.typed if sample.in_process else sample.typed.removeprefix("> ")
    block = "".join([*shown, f"{typed}\n", sample.answers[lang]])
    return f"\n### {sample.code}\n\n{setting}```console\n{block}```\n"


def _sentence(line: str, lang: str) -> str:
    """One line of what is given, other than a command."""
    words = _WORDS[lang]
    if edit := EDIT.fullmatch(line):
        return words["edit"].format(**{k: v.strip() for k, v in edit.groupdict().items()})
    if file := FILE.fullmatch(line):
        return words["file"].format(**file.groupdict())
    said = line.removeprefix("given ")
    return words["given"].format(words=said if lang == "en" else GIVEN[said][0])
