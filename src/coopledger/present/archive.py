"""Office files are archives: packed so that the same content is the same file anywhere."""

import io
import zipfile

_PACKED = (1980, 1, 1, 0, 0, 0)
"""The earliest time an archive knows."""


def packed(file: bytes) -> bytes:
    """The archive `file` with nothing in it that depends on when and where it was made.

    It is stored, not compressed: what compressing comes to differs between machines.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as made, zipfile.ZipFile(out, "w") as stored:
        for item in made.infolist():
            info = zipfile.ZipInfo(item.filename, _PACKED)
            info.create_system = 0
            stored.writestr(info, made.read(item))
    return out.getvalue()
