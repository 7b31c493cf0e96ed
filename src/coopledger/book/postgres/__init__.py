"""The ledger on a PostgreSQL server, which many offices share.

What a login may do is decided by the database (`schema.py`), not by this program.
"""
