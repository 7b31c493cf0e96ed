"""What was agreed: parties, programmes, content areas, activities, pledges; and the workspace."""

from coopledger.terms.document import Terms, parse, restore
from coopledger.terms.pledge import Form, Instalment, Pledge, Share, Side

__all__ = ["Form", "Instalment", "Pledge", "Share", "Side", "Terms", "parse", "restore"]
