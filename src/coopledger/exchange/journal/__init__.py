"""Books as plain-text journals, for those who would rather ask hledger or beancount.

A journal is a copy for reading: the book is the record. docs/journals.md says what its accounts and
tags mean. The words in it are machine text, as in JSON: English, whatever the language.
"""

from coopledger.exchange.journal.beancount import beancount
from coopledger.exchange.journal.hledger import hledger

__all__ = ["beancount", "hledger"]
