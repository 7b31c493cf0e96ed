"""Letters that only an old Vietnamese font shows: TCVN3 (`.VnTime`) and VNI.

Such text is stored as other letters (`Khèi l­îng`, `Khoái löôïng` for `Khối lượng`); read as it
is stored, it would stand wrong in the book for ever.
"""

import re

_TCVN3 = re.compile("[A-Za-zÀ-ÿ][µ¸¶·¹®¬\u00ad©ª«¾»¼½]|[®§][A-Za-zµ¸¹©«¬]")
_VNI = re.compile("[aeouyAEOUY][ùøÙØ]|[øûïöåäëüÑ]")

_CERTAIN = 3
"""Such places in a text that are no accident."""


def old_font(text: str) -> str | None:
    """The kind of font that `text` needs to be read, as far as that shows."""
    for name, sign in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        if len(sign.findall(text, 0, 20_000)) >= _CERTAIN:
            return name
    return None
