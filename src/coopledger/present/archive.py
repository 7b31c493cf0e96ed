"""Office files are archives: packed so that the same content is the same file anywhere."""

import io
import zipfile

from coopledger.exchange.archive import member


def packed(file: bytes) -> bytes:
    """The archive `file` with nothing in it that depends on when and where it was made.

    It is stored, not compressed: what compressing comes to differs between machines.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as made, zipfile.ZipFile(out, "w") as stored:
        for item in made.infolist():
            stored.writestr(member(item.filename), made.read(item))
    return out.getvalue()
