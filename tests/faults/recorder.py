"""Records deliveries and activities one after the other, until it is done or killed.

Called with the workspace, a name for this process, and how many to record. It says `ready`, waits
for a line, and then names every entry on a line of its own once the ledger has acknowledged it.
"""

import sys
from datetime import UTC, datetime

from coopledger import Draft, Kind
from coopledger.ledger import Ledger

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(workspace: str, name: str, count: str) -> None:
    ledger = Ledger.open(workspace, clock=lambda: NOW, recorded_by=name)
    say("ready")
    sys.stdin.readline()
    for number in range(int(count)):
        document = f"{name}/{number}"
        drafts = (
            Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 kg", document=document),
            Draft(kind=Kind.ACTIVITY, activity="relics", title=document, document=document),
        )
        entry = ledger.append(drafts[number % 2]).entry
        say(f"{entry.name} {entry.document}")


if __name__ == "__main__":
    main(*sys.argv[1:])
