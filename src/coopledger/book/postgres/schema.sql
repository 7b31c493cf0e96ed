-- The ledger on a server: its tables, its functions, and who may do what.
--
-- Clients are not trusted. They read what the policies show them, and write entries through functions
-- that run with the owner's rights, take a login's word for nothing, and hash for themselves. Nobody
-- logs in as the owner. What is worked out of entries (figure, counted, file, agreed) each login keeps
-- for itself: nobody is shown what somebody else says they add up to.
--
-- It is run in one transaction, by whoever may make roles; schema.py adds what entries hold.

DO $do$ BEGIN
    CREATE ROLE coopledger_owner NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $do$;
DO $do$ BEGIN
    CREATE ROLE coopledger_member NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $do$;
GRANT coopledger_owner TO CURRENT_USER;
GRANT coopledger_member TO coopledger_owner WITH ADMIN OPTION;
CREATE SCHEMA coopledger AUTHORIZATION coopledger_owner;

-- What follows belongs to the owner.
SET LOCAL ROLE coopledger_owner;

CREATE TABLE coopledger.version (number integer NOT NULL, least integer NOT NULL);

-- Who may log in. `everything` reads all books; `admin` grants, revokes and restores as well.
CREATE TABLE coopledger.member (
    login name PRIMARY KEY,
    person text NOT NULL CHECK (person <> ''),
    everything boolean NOT NULL,
    admin boolean NOT NULL,
    granted_by text NOT NULL DEFAULT session_user,
    granted_at timestamptz NOT NULL
);

-- For which parties a login speaks; without kinds it may record all that there are.
CREATE TABLE coopledger.speaks (
    login name NOT NULL REFERENCES coopledger.member ON DELETE CASCADE,
    party text NOT NULL,
    kinds text[],
    granted_by text NOT NULL DEFAULT session_user,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (login, party)
);

-- What an entry of each kind holds, and what the values of fields are, as body.py reads them.
CREATE TABLE coopledger.form (
    kind text PRIMARY KEY, required text[] NOT NULL, optional text[] NOT NULL
);
CREATE TABLE coopledger.field (name text PRIMARY KEY, type text NOT NULL);

-- A row of each book, which is locked by who appends to it.
CREATE TABLE coopledger.book (id text PRIMARY KEY CHECK (id ~ '^[A-Za-z][A-Za-z0-9-]*$'));

-- Who has a say in a book: every party that its terms ever gave one.
CREATE TABLE coopledger.speaker (
    book text NOT NULL REFERENCES coopledger.book, party text NOT NULL, PRIMARY KEY (book, party)
);
CREATE INDEX speaker_party ON coopledger.speaker (party, book);

CREATE TABLE coopledger.entry (
    book text NOT NULL REFERENCES coopledger.book,
    seq bigint NOT NULL,
    body text NOT NULL,
    hash text NOT NULL,
    key text GENERATED ALWAYS AS (body::jsonb ->> 'key') STORED,
    reverses bigint GENERATED ALWAYS AS ((body::jsonb ->> 'reverses')::bigint) STORED,
    answers bigint GENERATED ALWAYS AS ((body::jsonb ->> 'answers')::bigint) STORED,
    corrects bigint GENERATED ALWAYS AS
        (COALESCE((body::jsonb ->> 'corrects')::bigint, 0)) STORED,
    concerns bigint GENERATED ALWAYS AS (COALESCE(
        body::jsonb ->> 'reverses', body::jsonb ->> 'answers',
        body::jsonb ->> 'returns', body::jsonb ->> 'supplements')::bigint) STORED,
    kind text GENERATED ALWAYS AS (body::jsonb ->> 'kind') STORED,
    occurred_on text GENERATED ALWAYS AS (body::jsonb ->> 'occurred_on') STORED,
    steps bigint GENERATED ALWAYS AS ((body::jsonb #>> '{quantity,steps}')::bigint) STORED,
    filed text GENERATED ALWAYS AS (
        CASE WHEN body::jsonb -> 'evidence' IS NOT NULL
        THEN body::jsonb ->> 'document' END) STORED,
    PRIMARY KEY (book, seq)
);
CREATE UNIQUE INDEX entry_key ON coopledger.entry (book, key) WHERE key IS NOT NULL;
CREATE UNIQUE INDEX entry_reversed_once ON coopledger.entry (book, reverses)
    WHERE reverses IS NOT NULL;
CREATE UNIQUE INDEX entry_answered_once ON coopledger.entry (book, answers, corrects)
    WHERE answers IS NOT NULL;
CREATE INDEX entry_concerns ON coopledger.entry (book, concerns) WHERE concerns IS NOT NULL;
CREATE INDEX entry_rare ON coopledger.entry (book, kind) WHERE kind IN ('agreement', 'close');
CREATE INDEX entry_day ON coopledger.entry (book, occurred_on, steps);
CREATE INDEX entry_filed ON coopledger.entry (book, filed) WHERE filed IS NOT NULL;

-- The files behind entries, each under the SHA-256 of what is in it, who kept them, and which books
-- name them.
CREATE TABLE coopledger.evidence (digest text PRIMARY KEY, content bytea NOT NULL);
ALTER TABLE coopledger.evidence ALTER content SET STORAGE EXTERNAL; -- it is read piece by piece
CREATE TABLE coopledger.keeper (
    login name NOT NULL,
    digest text NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (login, digest)
);
CREATE TABLE coopledger.exhibit (
    digest text NOT NULL, book text NOT NULL REFERENCES coopledger.book, PRIMARY KEY (digest, book)
);

-- What a login worked out of entries; it can be made again from them at any time.
CREATE TABLE coopledger.figure (
    login name NOT NULL DEFAULT session_user,
    book text NOT NULL,
    item text NOT NULL,
    measure text NOT NULL,
    unit text NOT NULL,
    share text NOT NULL,
    day text NOT NULL,
    sums text NOT NULL,
    PRIMARY KEY (login, book, item, measure, unit, share, day)
);
CREATE TABLE coopledger.counted (
    login name NOT NULL DEFAULT session_user,
    book text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (login, book)
);
CREATE TABLE coopledger.file (
    login name NOT NULL DEFAULT session_user,
    digest text NOT NULL,
    programmes text NOT NULL,
    PRIMARY KEY (login, digest)
);
CREATE TABLE coopledger.agreed (
    login name NOT NULL DEFAULT session_user,
    book text NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (login, book)
);

-- The one clock: an entry was recorded when the server says so.
CREATE FUNCTION coopledger.present()
RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $body$ SELECT clock_timestamp() $body$;

CREATE FUNCTION coopledger.never()
RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    RAISE EXCEPTION 'what was recorded is never changed nor removed' USING ERRCODE = 'CL000';
END $body$;

CREATE FUNCTION coopledger.is_admin()
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (SELECT FROM coopledger.member WHERE login = session_user AND admin) $body$;

-- Refuse a login that does not look after the ledger.
CREATE FUNCTION coopledger.ask_admin(what text)
RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF NOT coopledger.is_admin() THEN
        RAISE EXCEPTION 'the login % may not %', session_user, what USING ERRCODE = 'CL006';
    END IF;
END $body$;

-- Whether a login may see every book, as one does to which no policy applies.
CREATE FUNCTION coopledger.sees_all()
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (SELECT FROM coopledger.member
                   WHERE login = session_user AND (everything OR admin))
        OR EXISTS (SELECT FROM pg_catalog.pg_roles
                   WHERE rolname = session_user AND (rolsuper OR rolbypassrls)) $body$;

-- The books that a login may see.
CREATE FUNCTION coopledger.readable()
RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT id FROM coopledger.book WHERE coopledger.sees_all()
    UNION
    SELECT book FROM coopledger.speaker JOIN coopledger.speaks USING (party)
    WHERE login = session_user $body$;

-- Whether a login may see a file: it kept it itself, or may see an entry that names it.
CREATE FUNCTION coopledger.shown(file text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (SELECT FROM coopledger.keeper WHERE login = session_user AND digest = file)
        OR EXISTS (SELECT FROM coopledger.exhibit
                   WHERE digest = file
                   AND (coopledger.sees_all() OR book IN (SELECT coopledger.readable()))) $body$;

-- The time, who is logged in, and for whom that person speaks.
CREATE FUNCTION coopledger.speaking()
RETURNS TABLE (present timestamptz, person text, parties text[]) LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT coopledger.present(), person,
           ARRAY(SELECT party FROM coopledger.speaks WHERE login = session_user ORDER BY party)
    FROM coopledger.member WHERE login = session_user $body$;

-- The canonical JSON of docs/format.md: sorted by code point, nothing between, whole numbers. Null for
-- what has none.
CREATE FUNCTION coopledger.canonical(value jsonb)
RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    CASE jsonb_typeof(value)
    WHEN 'object' THEN
        RETURN '{' || COALESCE((
            SELECT string_agg(to_json(key)::text || ':' || coopledger.canonical(of), ','
                              ORDER BY key COLLATE "C")
            FROM jsonb_each(value) AS each (key, of)), '') || '}';
    WHEN 'array' THEN
        RETURN '[' || COALESCE((
            SELECT string_agg(coopledger.canonical(of), ',' ORDER BY at)
            FROM jsonb_array_elements(value) WITH ORDINALITY AS each (of, at)), '') || ']';
    WHEN 'number' THEN
        IF value::text ~ '^(0|-?[1-9][0-9]{0,15})$' AND abs(value::numeric) < 9007199254740992 THEN
            RETURN value::text;
        END IF;
    WHEN 'string' THEN RETURN value::text;
    ELSE
        IF value = 'true' THEN RETURN 'true'; END IF;
    END CASE;
    RETURN NULL;
END $body$;

-- No backslash stands in what follows: what one means is for the session to say.

-- Whether there is such a day; one that is beyond the end of its month is an error.
CREATE FUNCTION coopledger.is_day(said text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    RETURN CASE WHEN said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN make_date(
        left(said, 4)::integer, substr(said, 6, 2)::integer, right(said, 2)::integer) IS NOT NULL
    ELSE false END;
END $body$;

-- Whether a value is one that the reader of a field takes. It is canonical: a number is whole.
CREATE FUNCTION coopledger.fits(value jsonb, type text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    said text := value #>> '{}';
BEGIN
    RETURN CASE type || ' as ' || jsonb_typeof(value)
        WHEN 'text as string' THEN true
        WHEN 'number as number' THEN true
        WHEN 'true as boolean' THEN true
        WHEN 'day as string' THEN coopledger.is_day(said)
        WHEN 'instant as string' THEN
            coopledger.is_day(split_part(said, 'T', 1))
            AND said ~ 'T([01][0-9]|2[0-3])(:[0-5][0-9]){2}[.][0-9]{6}Z$'
        WHEN 'amount as object' THEN
            value - ARRAY['steps', 'unit'] = '{}'
            AND jsonb_typeof(value -> 'steps') IS NOT DISTINCT FROM 'number'
            AND jsonb_typeof(value -> 'unit') IS NOT DISTINCT FROM 'string'
        WHEN 'evidence as array' THEN coopledger.all_fit(value, 'file')
        WHEN 'file as object' THEN
            value - ARRAY['name', 'sha256', 'size'] = '{}'
            AND jsonb_typeof(value -> 'name') IS NOT DISTINCT FROM 'string'
            AND octet_length(value ->> 'name') BETWEEN 1 AND 255
            AND value ->> 'name' NOT IN ('.', '..')
            AND translate(value ->> 'name', '/:' || chr(92), '') = value ->> 'name'
            AND jsonb_typeof(value -> 'sha256') IS NOT DISTINCT FROM 'string'
            AND value ->> 'sha256' ~ '^[0-9a-f]{64}$'
            AND jsonb_typeof(value -> 'size') IS NOT DISTINCT FROM 'number'
            AND value -> 'size' >= '0'
        WHEN 'terms as object' THEN NOT jsonb_path_exists(
            value, 'strict $.** ? (@.type() == "number" || @.type() == "boolean")')
        ELSE
            jsonb_typeof(value) = 'string' AND position('|' IN type) > 0
            AND said = ANY (string_to_array(type, '|'))
    END;
END $body$;

-- Whether all of a list do; of an empty one nobody knows.
CREATE FUNCTION coopledger.all_fit(list jsonb, type text)
RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT bool_and(coopledger.fits(item, type)) FROM jsonb_array_elements(list) AS each (item)
$body$;

-- Whether an entry has the fields of its kind, each with a value that fits.
CREATE FUNCTION coopledger.well_formed(said jsonb)
RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM coopledger.form
        WHERE kind = said ->> 'kind' AND said ?& required
          AND NOT EXISTS (
            SELECT FROM jsonb_each(said) AS each (key, value)
            LEFT JOIN coopledger.field ON name = key
            WHERE key <> ALL (required || optional)
               OR coopledger.fits(value, type) IS NOT TRUE)) $body$;

-- The chain of docs/format.md: the domain tag, the hash before, the body.
CREATE FUNCTION coopledger.link(previous text, body text)
RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT encode(sha256(decode('636f6f706c656467657220656e74727920310a', 'hex')
                         || decode(previous, 'hex') || convert_to(body, 'UTF8')), 'hex') $body$;

-- Refuse a login that may record nothing at all.
CREATE FUNCTION coopledger.ask_writer()
RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF NOT coopledger.is_admin() AND NOT EXISTS (
            SELECT FROM coopledger.speaks WHERE login = session_user) THEN
        RAISE EXCEPTION 'the login % speaks for no party', session_user USING ERRCODE = 'CL001';
    END IF;
END $body$;

-- Nobody else appends to the book until the transaction ends. Other books are not waited for.
CREATE FUNCTION coopledger.hold(of text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    -- Who sees only what was before does not see what was revoked since.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'not in a transaction that is read committed' USING ERRCODE = '25000';
    END IF;
    PERFORM coopledger.ask_writer();
    INSERT INTO coopledger.book VALUES (of) ON CONFLICT DO NOTHING;
    PERFORM FROM coopledger.book WHERE id = of FOR UPDATE;
    -- What this login has counted of it is counted on by one at a time.
    INSERT INTO coopledger.counted VALUES (session_user, of, 0, '') ON CONFLICT DO NOTHING;
    PERFORM FROM coopledger.counted WHERE login = session_user AND book = of FOR UPDATE;
    IF EXISTS (SELECT FROM coopledger.entry WHERE book = of)
            AND of NOT IN (SELECT coopledger.readable()) THEN
        RAISE EXCEPTION 'the login % has no say in %', session_user, of USING ERRCODE = 'CL001';
    END IF;
END $body$;

-- Append what follows the last entry: its number, its hash and its form are found out here.
CREATE FUNCTION coopledger.chain(of text, bodies text[], hashes text[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    following bigint;
    previous text;
    said jsonb;
BEGIN
    SELECT seq + 1, hash INTO following, previous
    FROM coopledger.entry WHERE book = of ORDER BY seq DESC LIMIT 1;
    following := COALESCE(following, 1);
    previous := COALESCE(previous, repeat('0', 64));
    IF cardinality(bodies) IS DISTINCT FROM cardinality(hashes) THEN
        RAISE EXCEPTION 'not as many hashes as bodies' USING ERRCODE = 'CL004';
    END IF;
    FOR n IN 1 .. cardinality(bodies) LOOP
        said := bodies[n]::jsonb;
        IF coopledger.canonical(said) IS DISTINCT FROM bodies[n]
                OR NOT coopledger.well_formed(said) THEN
            RAISE EXCEPTION 'not the form of an entry' USING ERRCODE = 'CL005';
        END IF;
        IF said ->> 'book' <> of OR (said ->> 'seq')::numeric <> following THEN
            RAISE EXCEPTION 'entry % of % is the next', following, of USING ERRCODE = 'CL004';
        END IF;
        previous := coopledger.link(previous, bodies[n]);
        IF hashes[n] IS DISTINCT FROM previous THEN
            RAISE EXCEPTION 'not the hash of entry %', following USING ERRCODE = 'CL004';
        END IF;
        IF said ->> 'kind' = 'agreement' THEN
            INSERT INTO coopledger.speaker
            SELECT DISTINCT of, party #>> '{}' FROM (
                SELECT jsonb_path_query(said, '$.terms.programmes.*.provider')
                UNION SELECT jsonb_path_query(said, '$.terms.programmes.*.recipient')
                UNION SELECT jsonb_path_query(said, '$.terms.programmes.**.shares[*].party')
            ) AS named (party) WHERE jsonb_typeof(party) = 'string'
            ON CONFLICT DO NOTHING;
        END IF;
        -- Who names what it may not see itself shows it to nobody.
        INSERT INTO coopledger.exhibit
        SELECT DISTINCT file ->> 'sha256', of
        FROM jsonb_array_elements(said -> 'evidence') AS named (file)
        WHERE coopledger.is_admin() OR coopledger.shown(file ->> 'sha256')
        ON CONFLICT DO NOTHING;
        INSERT INTO coopledger.entry (book, seq, body, hash)
        VALUES (of, following, bodies[n], previous);
        following := following + 1;
    END LOOP;
END $body$;

-- What a login says, in the name of a party it speaks for, now.
CREATE FUNCTION coopledger.append(of text, bodies text[], hashes text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    -- Since when a transaction may have asked what time it is: since it began, and no longer than
    -- many rows take, for somebody may have begun one yesterday.
    begun timestamptz := coopledger.present()
        - LEAST(clock_timestamp() - transaction_timestamp(), interval '15 minutes');
    earlier timestamptz;
    recorded timestamptz;
    said jsonb;
    voice coopledger.speaks;
    writer text;
BEGIN
    PERFORM coopledger.hold(of);
    SELECT person INTO writer FROM coopledger.member WHERE login = session_user;
    SELECT (body::jsonb ->> 'recorded_at')::timestamptz INTO earlier
    FROM coopledger.entry WHERE book = of ORDER BY seq DESC LIMIT 1;
    FOR n IN 1 .. cardinality(bodies) LOOP
        said := bodies[n]::jsonb;
        SELECT * INTO voice FROM coopledger.speaks
        WHERE login = session_user AND party = said ->> 'party';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the login % does not speak for %', session_user, said ->> 'party'
            USING ERRCODE = 'CL001';
        END IF;
        IF said ->> 'kind' <> ALL (voice.kinds) THEN
            RAISE EXCEPTION 'the login % may record no %', session_user, said ->> 'kind'
            USING ERRCODE = 'CL002';
        END IF;
        IF said ->> 'recorded_by' IS DISTINCT FROM writer THEN
            RAISE EXCEPTION 'the login % is %', session_user, writer USING ERRCODE = 'CL003';
        END IF;
        recorded := (said ->> 'recorded_at')::timestamptz;
        IF said ->> 'recorded_at' IS DISTINCT FROM
                to_char(recorded AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                OR recorded > GREATEST(coopledger.present(), earlier)
                OR recorded < begun
                OR recorded < earlier THEN
            RAISE EXCEPTION 'not the time it is recorded at' USING ERRCODE = 'CL003';
        END IF;
        earlier := recorded;
    END LOOP;
    PERFORM coopledger.chain(of, bodies, hashes);
    IF EXISTS (SELECT FROM unnest(bodies) AS body WHERE body::jsonb ->> 'party' NOT IN (
            SELECT party FROM coopledger.speaker WHERE book = of)) THEN
        RAISE EXCEPTION 'a party that has no say in %', of USING ERRCODE = 'CL001';
    END IF;
END $body$;

-- Entries of a copy: said by others, at other times, and whole.
CREATE FUNCTION coopledger.restore(of text, bodies text[], hashes text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM coopledger.ask_admin('restore');
    PERFORM coopledger.hold(of);
    PERFORM coopledger.chain(of, bodies, hashes);
END $body$;

-- Keep a file, under what it is.
CREATE FUNCTION coopledger.keep(content bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    found text := encode(sha256(content), 'hex');
BEGIN
    PERFORM coopledger.ask_writer();
    INSERT INTO coopledger.evidence VALUES (found, content) ON CONFLICT DO NOTHING;
    INSERT INTO coopledger.keeper VALUES (session_user, found, coopledger.present())
    ON CONFLICT DO NOTHING;
END $body$;

CREATE FUNCTION coopledger.grant_to(
    whom text, named text, everything boolean, admin boolean, party text, kinds text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM coopledger.ask_admin('grant');
    EXECUTE format('GRANT coopledger_member TO %I', whom);
    INSERT INTO coopledger.member AS had
    VALUES (whom, COALESCE(named, whom), everything, admin, session_user, coopledger.present())
    ON CONFLICT (login) DO UPDATE SET
        person = COALESCE(named, had.person),
        everything = had.everything OR excluded.everything,
        admin = had.admin OR excluded.admin,
        granted_by = excluded.granted_by,
        granted_at = excluded.granted_at;
    IF party IS NOT NULL THEN
        INSERT INTO coopledger.speaks
        VALUES (whom, party, kinds, session_user, coopledger.present())
        ON CONFLICT ON CONSTRAINT speaks_pkey DO UPDATE SET
            kinds = excluded.kinds,
            granted_by = excluded.granted_by,
            granted_at = excluded.granted_at;
    END IF;
END $body$;

CREATE FUNCTION coopledger.revoke_from(whom text, of text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM coopledger.ask_admin('revoke');
    IF of IS NOT NULL THEN
        DELETE FROM coopledger.speaks WHERE login = whom AND party = of;
        RETURN FOUND;
    END IF;
    DELETE FROM coopledger.member WHERE login = whom;
    IF FOUND AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = whom) THEN
        EXECUTE format('REVOKE coopledger_member FROM %I', whom);
        RETURN true;
    END IF;
    RETURN FOUND;
END $body$;

CREATE FUNCTION coopledger.granted()
RETURNS TABLE (login text, person text, everything boolean, admin boolean, party text, kinds text[], granted_by text, granted_at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT m.login::text, m.person, m.everything, m.admin, s.party, s.kinds,
           COALESCE(s.granted_by, m.granted_by), COALESCE(s.granted_at, m.granted_at)
    FROM coopledger.member m LEFT JOIN coopledger.speaks s USING (login)
    WHERE coopledger.is_admin() OR m.login = session_user
    ORDER BY m.login, s.party $body$;

-- Who may call what: nobody, but for these.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA coopledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    coopledger.sees_all(),
    coopledger.readable(),
    coopledger.shown(text),
    coopledger.speaking(),
    coopledger.keep(bytea),
    coopledger.hold(text),
    coopledger.append(text, text[], text[]),
    coopledger.restore(text, text[], text[]),
    coopledger.grant_to(text, text, boolean, boolean, text, text[]),
    coopledger.revoke_from(text, text),
    coopledger.granted()
TO coopledger_member;

CREATE TRIGGER entry_is_never_changed BEFORE DELETE OR UPDATE ON coopledger.entry
    FOR EACH ROW EXECUTE FUNCTION coopledger.never();
CREATE TRIGGER entries_are_never_emptied BEFORE TRUNCATE ON coopledger.entry
    FOR EACH STATEMENT EXECUTE FUNCTION coopledger.never();
CREATE TRIGGER evidence_is_never_changed BEFORE DELETE OR UPDATE ON coopledger.evidence
    FOR EACH ROW EXECUTE FUNCTION coopledger.never();
CREATE TRIGGER evidence_is_never_emptied BEFORE TRUNCATE ON coopledger.evidence
    FOR EACH STATEMENT EXECUTE FUNCTION coopledger.never();
REVOKE UPDATE, DELETE, TRUNCATE ON coopledger.entry, coopledger.evidence FROM coopledger_owner;

-- Policies are for all: those for a role can be dropped by whoever is in it (DROP OWNED).
GRANT USAGE ON SCHEMA coopledger TO coopledger_member;
GRANT SELECT ON coopledger.version, coopledger.entry, coopledger.evidence TO coopledger_member;
ALTER TABLE coopledger.entry ENABLE ROW LEVEL SECURITY;
-- Who sees all is asked once, and not of each row whether its book is among thousands.
CREATE POLICY readable ON coopledger.entry FOR SELECT TO PUBLIC
    USING ((SELECT coopledger.sees_all()) OR book IN (SELECT coopledger.readable()));

ALTER TABLE coopledger.evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY shown ON coopledger.evidence FOR SELECT TO PUBLIC
    USING (coopledger.shown(digest));

-- Of what is worked out every login has the rows it made itself.
GRANT SELECT, INSERT, UPDATE, DELETE ON coopledger.figure TO coopledger_member;
ALTER TABLE coopledger.figure ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON coopledger.figure TO PUBLIC
    USING (login = session_user) WITH CHECK (login = session_user);
GRANT SELECT, INSERT, UPDATE, DELETE ON coopledger.counted TO coopledger_member;
ALTER TABLE coopledger.counted ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON coopledger.counted TO PUBLIC
    USING (login = session_user) WITH CHECK (login = session_user);
GRANT SELECT, INSERT, UPDATE, DELETE ON coopledger.file TO coopledger_member;
ALTER TABLE coopledger.file ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON coopledger.file TO PUBLIC
    USING (login = session_user) WITH CHECK (login = session_user);
GRANT SELECT, INSERT, UPDATE, DELETE ON coopledger.agreed TO coopledger_member;
ALTER TABLE coopledger.agreed ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON coopledger.agreed TO PUBLIC
    USING (login = session_user) WITH CHECK (login = session_user);
