"""Holding what `--format json` shows against the schemas that `coop schema` prints."""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from coopledger.present.machine.schemas import NAMES, schema


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(_closed(schema(name)))


def _closed(part: Any) -> Any:
    """The schema without room for fields it does not name: what is shown has to be described."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(value) for name, value in part.items()}
    return closed | ({"additionalProperties": False} if "properties" in part else {})


def validated(record: Any) -> str:
    """The name of the schema that `record` says it has, and does."""
    name = str(record["schema"]).removeprefix("coopledger.").removesuffix("/1")
    assert name in NAMES
    _validator(name).validate(record)
    return name
