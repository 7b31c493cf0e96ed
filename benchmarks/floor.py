"""The floor: the least program of this stack. What it costs is what `coop status` is held to.

One Typer command, one pydantic model validated from YAML, one SQLite query, one Rich table.
"""

import sqlite3

import typer
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

DOCUMENT = "{id: cement, target: 2000, unit: tonne}"


class Pledge(BaseModel):
    id: str
    target: int
    unit: str


app = typer.Typer(add_completion=False)


@app.command()
def status() -> None:
    """Show one row."""
    pledge = Pledge.model_validate(yaml.load(DOCUMENT, yaml.CSafeLoader))
    connection = sqlite3.connect(":memory:")
    (delivered,) = connection.execute("SELECT 500").fetchone()
    connection.close()
    table = Table("pledge", "target", "delivered")
    table.add_row(pledge.id, f"{pledge.target} {pledge.unit}", str(delivered))
    Console().print(table)


if __name__ == "__main__":
    app()
