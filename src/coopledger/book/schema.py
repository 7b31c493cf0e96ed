"""The tables of the SQLite ledger, and how an older ledger becomes a current one.

The body is the very text that was hashed; what must be unique is generated from it and cannot
drift. The triggers refuse to change, remove or overwrite an entry, and to leave a gap.
`INSERT OR REPLACE` deletes without asking the delete trigger, so the insert trigger asks first.
"""

APPLICATION_ID = 0x436F4C65
"""Marks the file as a ledger of coopledger ("CoLe")."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE entry (
            book TEXT NOT NULL,
            seq INTEGER NOT NULL,
            body TEXT NOT NULL,
            hash TEXT NOT NULL,
            key TEXT GENERATED ALWAYS AS (json_extract(body, '$.key')) VIRTUAL,
            reverses INTEGER GENERATED ALWAYS AS (json_extract(body, '$.reverses')) VIRTUAL,
            PRIMARY KEY (book, seq)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX entry_key ON entry (book, key) WHERE key IS NOT NULL",
        """
        CREATE UNIQUE INDEX entry_reversed_once ON entry (book, reverses)
        WHERE reverses IS NOT NULL
        """,
        """
        CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END
        """,
        """
        CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END
        """,
        """
        CREATE TRIGGER entry_is_only_appended BEFORE INSERT ON entry
        WHEN NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM entry WHERE book = NEW.book)
          OR EXISTS (SELECT 1 FROM entry WHERE book = NEW.book
                     AND key = json_extract(NEW.body, '$.key'))
          OR EXISTS (SELECT 1 FROM entry WHERE book = NEW.book
                     AND reverses = json_extract(NEW.body, '$.reverses'))
        BEGIN SELECT RAISE(ABORT, 'entries are only appended'); END
        """,
    ),
    (
        """
        ALTER TABLE entry ADD COLUMN
            answers INTEGER GENERATED ALWAYS AS (json_extract(body, '$.answers')) VIRTUAL
        """,
        """
        ALTER TABLE entry ADD COLUMN
            corrects INTEGER GENERATED ALWAYS AS
            (COALESCE(json_extract(body, '$.corrects'), 0)) VIRTUAL
        """,
        """
        CREATE UNIQUE INDEX entry_answered_once ON entry (book, answers, corrects)
        WHERE answers IS NOT NULL
        """,
        "DROP TRIGGER entry_is_only_appended",
        """
        CREATE TRIGGER entry_is_only_appended BEFORE INSERT ON entry
        WHEN NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM entry WHERE book = NEW.book)
          OR EXISTS (SELECT 1 FROM entry WHERE book = NEW.book
                     AND key = json_extract(NEW.body, '$.key'))
          OR EXISTS (SELECT 1 FROM entry WHERE book = NEW.book
                     AND reverses = json_extract(NEW.body, '$.reverses'))
          OR EXISTS (SELECT 1 FROM entry WHERE book = NEW.book
                     AND answers = json_extract(NEW.body, '$.answers')
                     AND corrects = COALESCE(json_extract(NEW.body, '$.corrects'), 0))
        BEGIN SELECT RAISE(ABORT, 'entries are only appended'); END
        """,
    ),
    (
        # What a book is asked for without reading all of it.
        """
        ALTER TABLE entry ADD COLUMN concerns INTEGER GENERATED ALWAYS AS (COALESCE(
            json_extract(body, '$.reverses'), json_extract(body, '$.answers'),
            json_extract(body, '$.returns'), json_extract(body, '$.supplements'))) VIRTUAL
        """,
        """
        ALTER TABLE entry ADD COLUMN
            kind TEXT GENERATED ALWAYS AS (json_extract(body, '$.kind')) VIRTUAL
        """,
        """
        ALTER TABLE entry ADD COLUMN
            occurred_on TEXT GENERATED ALWAYS AS (json_extract(body, '$.occurred_on')) VIRTUAL
        """,
        """
        ALTER TABLE entry ADD COLUMN
            steps INTEGER GENERATED ALWAYS AS (json_extract(body, '$.quantity.steps')) VIRTUAL
        """,
        """
        ALTER TABLE entry ADD COLUMN filed TEXT GENERATED ALWAYS AS (
            CASE WHEN json_type(body, '$.evidence') IS NOT NULL
            THEN json_extract(body, '$.document') END) VIRTUAL
        """,
        "CREATE INDEX entry_concerns ON entry (book, concerns) WHERE concerns IS NOT NULL",
        "CREATE INDEX entry_rare ON entry (book, kind) WHERE kind IN ('agreement', 'close')",
        "CREATE INDEX entry_day ON entry (book, occurred_on, steps)",
        "CREATE INDEX entry_filed ON entry (book, filed) WHERE filed IS NOT NULL",
        # What the entries add up to; it can be made again from them at any time.
        """
        CREATE TABLE figure (
            book TEXT NOT NULL,
            item TEXT NOT NULL,
            measure TEXT NOT NULL,
            unit TEXT NOT NULL,
            share TEXT NOT NULL,
            day TEXT NOT NULL,
            sums TEXT NOT NULL,
            PRIMARY KEY (book, item, measure, unit, share, day)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE counted (book TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL)
        STRICT, WITHOUT ROWID
        """,
        # Which programmes a file holds, and which file differs in nothing from what was adopted.
        """
        CREATE TABLE file (digest TEXT PRIMARY KEY, programmes TEXT NOT NULL)
        STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE agreed (book TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ),
)
"""One tuple of statements for each version; a ledger's version is how many it has been through.

An entry is answered once: a further answer corrects a reversed one and names it, so that the
answers of an entry are a line, each with one successor at most.
"""
