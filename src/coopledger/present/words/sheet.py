"""What is said of tables that are read and of the form that is handed out."""

SHEET: dict[str, tuple[str, str]] = {
    "cell.line": ("{cell} (dòng {line})", "{cell} (line {line})"),
}
"""Key to (Vietnamese, English), as in the other catalogues."""
