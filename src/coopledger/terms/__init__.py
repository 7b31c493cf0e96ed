"""What was agreed: parties, programmes, content areas, activities, pledges; and the workspace."""

from coopledger.terms.document import Terms, parse, restore
from coopledger.terms.pledge import Form, Instalment, Pledge, Share

__all__ = ["Form", "Instalment", "Pledge", "Share", "Terms", "parse", "restore"]
