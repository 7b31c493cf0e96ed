"""Exact amounts, units, and numbers and dates as people write them."""

from coopledger.quantity.amount import Quantity
from coopledger.quantity.unit import Dimension, Unit, Units

__all__ = ["Dimension", "Quantity", "Unit", "Units"]
