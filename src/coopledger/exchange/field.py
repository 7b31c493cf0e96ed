"""What a column of a table can hold; by itself, for every command knows how to say it."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a table holds; most are fields of a draft."""

    DATE = "date"
    DOCUMENT = "document"
    QUANTITY = "quantity"
    UNIT = "unit"
    AMOUNT = "amount"
    VALUE = "actual_value"
    NOTE = "note"
    PROGRAMME = "programme"
    PLEDGE = "pledge"
    KIND = "kind"
    STAGE = "stage"
    SHARE = "share"
    PARTY = "party"
    ACTIVITY = "activity"
    AREA = "area"
    TITLE = "title"
    REASON = "reason"
    NUMBER = "number"
    IGNORE = "ignore"
    PERHAPS_UNIT = "perhaps-unit"
