"""Exchange: rows in and copies out, so that nobody is locked in and two books can be compared."""
