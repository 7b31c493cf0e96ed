"""Two books of one programme held against each other: what agrees, what does not, and why."""

from coopledger.exchange.reconcile.bridge import Bridge, Step
from coopledger.exchange.reconcile.compare import Difference, Field
from coopledger.exchange.reconcile.facts import Fact
from coopledger.exchange.reconcile.match import By, Match
from coopledger.exchange.reconcile.proposals import Proposal, proposals
from coopledger.exchange.reconcile.reconciliation import Reconciliation, mirror, reconcile
from coopledger.exchange.reconcile.source import Source

__all__ = [
    "Bridge", "By", "Difference", "Fact", "Field", "Match", "Proposal", "Reconciliation", "Source",
    "Step", "mirror", "proposals", "reconcile",
]  # fmt: skip
