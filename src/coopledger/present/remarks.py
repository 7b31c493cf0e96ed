"""A remark on what was accepted, as people read it."""

from coopledger.book import Entry
from coopledger.present.say import Say
from coopledger.problem import Remark
from coopledger.terms import Terms


def remark_text(remark: Remark, entry: Entry, terms: Terms, say: Say) -> str:
    """The sentence of a remark on `entry`, with parties by their names."""
    values = {"this": entry.name, **remark.values}
    if "party" in values:
        values["party"] = party_name(terms, str(values["party"]), say)
    return say(remark.code, **values)


def party_name(terms: Terms, party: str, say: Say) -> str:
    """The name of a party, or its id where the terms do not know it."""
    known = terms.parties.get(party)
    return say.value(known.name) if known else party
