"""JSON Schemas of what `--format json` shows, made of `shapes.py` and of nothing else."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from coopledger.present.machine.records import schema_name
from coopledger.present.machine.shapes import RESULTS

NAMES = tuple(RESULTS)
"""What there are schemas of, in the order of the shapes."""


class _Untitled(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """A field's title would only be its name once more."""
        return False


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of the result `name`, one of `NAMES`."""
    made = TypeAdapter(RESULTS[name]).json_schema(schema_generator=_Untitled)
    title = schema_name(name)
    return {
        "$schema": _Untitled.schema_dialect,
        **made,
        "title": title,
        "properties": {"schema": {"const": title}, **made["properties"]},
        "required": ["schema", *made["required"]],
    }
