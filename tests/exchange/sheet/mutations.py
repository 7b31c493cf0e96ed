"""How a good table is broken: its bytes, its lines, its cells, and the XML of a workbook."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.exchange.sheet.samples import SAMPLES

_CELLS = (
    "", " ", "-", "0", "-1", "1.500", "1,500", "1.5", "1,5", "0.500", "1.234.567,8", "1e9",
    "1" * 40,    "9" * 400,
    "½", "٣", "5 kg", "3 tỷ", "#N/A", "=1+1", "15/3/2023", "31/2/2023", "2023-03-15",
    "15/3/23", "45000", "Tổng cộng", "Cộng", "Cộng năm 2023", "Năm 2023", "2023", "STT", "Ngày",
    "Số lượng", "ĐVT", "Đơn vị",
    "Đơn vị tính: triệu đồng", "ĐVT: lít", "Khối lượng (tấn)", "Số tiền",
    "Giá trị", "Ghi chú", "Giai đoạn", "Loại", "(1)", "A", "giao nhận", "bàn giao", "hoạt động",
    "cement", "Xi măng", "giao-an-school", "lang-chanh", "a\u202eb", "a\u0301" * 40, "\u0301", "'",
    '"', '"a', "a;b", "sep=;", "\ufeff", "đ" * 5000, "Lũy kế", "Người lập biểu", "mm/dd/yyyy",
)  # fmt: skip

_XML = (
    b"", b"<v>", b"</v>", b"</c>", b"<f>1</f>", b"<f/>", b"&amp;", b"&x;", b"&#0;", b"&#xD800;",
    b"1e308", b"-1", b"1e400", b"99999999999999", b"nan", b"<c/>", b'<c r="XFD9"><v>1</v></c>',
    b'<c r="A1048576"><v>1</v></c>', b'<row r="1048577">', b't="e"', b't="d"', b't="s"', b't="b"',
    b's="9"', b's="1"', b'r="A0"', b'r=""', b'r="a1"', b"<mergeCells>", b"<![CDATA[", b"]]>",
    b'<mergeCell ref="A2:A9"/>', b"<!DOCTYPE a>", b"<?x?>", b"<!--", b"\0", b"\xff", b"<row>",
    b'hidden="1"', b"<is><t>1.500</t></is>", b"</sheetData>",
)  # fmt: skip


_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


@cache
def files(suffix: str) -> tuple[bytes, ...]:
    """The good tables of one kind."""
    with TemporaryDirectory() as folder:
        written = [sample.write(Path(folder)) for sample in SAMPLES.values()]
        return tuple(path.read_bytes() for path in written if path.suffix == suffix)


def cells(file: bytes, random: Random) -> bytes:
    """Cells of a text put in the place of others, or between them."""
    delimiter = random.choice((b";", b",", b"\t"))
    encoding = random.choice(("utf-8", "utf-8", "utf-16-le", "cp1258"))
    parts = file.split(delimiter)
    for _ in range(random.choice((1, 1, 2, 5))):
        put = random.choice(_CELLS).encode(encoding, "ignore")
        parts[random.randrange(len(parts))] = put
    return delimiter.join(parts)


def lines(file: bytes, random: Random) -> bytes:
    """A line left out, repeated, put elsewhere or made longer."""
    parts = file.split(b"\n")
    at, other = random.randrange(len(parts)), random.randrange(len(parts))
    match random.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts.insert(other, parts[at])
        case 2:
            parts[at], parts[other] = parts[other], parts[at]
        case 3:
            parts[at] += random.choice((b";1", b",1", b'"', b"\r", b";" * 300))
        case _:
            parts[at:] = [part for part in parts[at:] for _ in (0, 1)]
    return b"\n".join(parts)


def bytes_(file: bytes, random: Random) -> bytes:
    """Some bytes changed, left out or put in."""
    broken = bytearray(file)
    for _ in range(random.choice((1, 2, 8))):
        at = random.randrange(len(broken) + 1)
        match random.randrange(3):
            case 0 if at < len(broken):
                broken[at] = random.randrange(256)
            case 1:
                del broken[at : at + random.choice((1, 1, 40))]
            case _:
                broken[at:at] = random.choice(
                    (b'"', b";", b",", b"\t", b"\n", b"\r", b"\0", b"\xff")
                )
    return bytes(broken)


def xml(file: bytes, random: Random) -> bytes:
    """A part of a workbook changed, and the archive made anew around it."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except _UNREADABLE:
        return bytes_(file, random)
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or [*parts]
    sheets = [name for name in names if "sheet" in name.lower()] or names
    name = random.choice(sheets if random.randrange(4) else names)
    parts[name] = _xml(parts[name], random)
    with zipfile.ZipFile(out, "w", random.choice((0, 8))) as new:
        for part, content in parts.items():
            if random.randrange(200):
                new.writestr(part, content)
    return out.getvalue()


def _xml(part: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 3))):
        at = random.randrange(len(part) + 1)
        match random.randrange(5):
            case 0:
                part = part[:at] + random.choice(_XML) + part[at:]
            case 1:
                cell = random.choice(_CELLS).encode()
                part = part.replace(b"<t>", b"<t>" + cell, 1)
            case 2:
                start = part.find(b"<v>", at)
                if start >= 0:
                    end = part.find(b"<", start + 3)
                    part = part[: start + 3] + random.choice(_XML) + part[end:]
            case 3:
                start = part.find(b"<", at)
                end = part.find(b">", start) + 1
                part = part[:start] + part[start:end] * random.choice((0, 2)) + part[end:]
            case _:
                part = bytes_(part, random)
    return part


MUTATIONS: dict[str, tuple[Callable[[bytes, Random], bytes], ...]] = {
    ".csv": (cells, cells, lines, bytes_),
    ".xlsx": (xml, xml, xml, bytes_),
}


def broken(suffix: str, random: Random) -> bytes:
    """One of the good tables, broken once or a few times."""
    file = random.choice(files(suffix))
    for _ in range(random.choice((1, 1, 2, 3))):
        file = random.choice(MUTATIONS[suffix])(file, random)
    return file
