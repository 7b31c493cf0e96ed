"""Who issues documents: what stands in their head and foot (Nghị định 30/2020/NĐ-CP, Annex I).

All of it is optional; what is not said is left blank on paper, to be filled in by hand.
"""

from typing import Any

from pydantic import field_validator

from coopledger.terms.fields import Model, Words


class Issuer(Model):
    """The office that hands documents in, in the order of the page.

    Each text may be written once, or in both languages as `{vi: …, en: …}`; a list of one as a
    text. `symbol` is what follows the number of a report (`BC-UBND`), `to` whom it is sent to,
    `authority` and `position` stand above the signature, `recipients` beside it.
    """

    parent: Words | None = None
    name: Words | None = None
    symbol: str | None = None
    place: Words | None = None
    to: tuple[Words, ...] = ()
    authority: Words | None = None
    position: tuple[Words, ...] = ()
    signer: str | None = None
    recipients: tuple[Words, ...] = ()

    @field_validator("parent", "name", "place", "authority", mode="before")
    @classmethod
    def _in_both(cls, value: Any) -> Any:
        """A text that is the same in both languages; YAML takes `Lưu: VT` for a key and a value."""
        if isinstance(value, dict) and len(value) == 1 and not {"vi", "en"} & set(value):
            ((key, text),) = value.items()
            value = f"{key}: {text}" if isinstance(text, str) else value
        return {"vi": value, "en": value} if isinstance(value, str) else value

    @field_validator("to", "position", "recipients", mode="before")
    @classmethod
    def _each_in_both(cls, value: Any) -> Any:
        if isinstance(value, str):
            value = [value]
        return [cls._in_both(item) for item in value] if isinstance(value, list) else value


NOBODY = Issuer.model_construct()
"""The issuer where nobody said who it is."""
