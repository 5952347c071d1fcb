import type { Migration } from './define'

/**
 * SQLite: rowids follow time, so that inserts touch the last pages; `bucket` is a plain column.
 * PostgreSQL: every key begins with the column a cluster would distribute by, then the workspace;
 * text is compared bytewise (`COLLATE "C"`).
 *
 * `bucket_of` is `bucketOfVisitor`, so that a visitor can be joined by its id alone.
 *
 * `exact`, `blocks` and `nonces` are found by hashes that hold the workspace (`lookup-keys.ts`);
 * nonces and body hashes share one table. `visitors.content` is the hash of traits and last
 * blocking keys, `held_blocks` the visitor's keys with their places in the lists, as JSON.
 */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  sqlite: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('tenants_version', 1), ('block_seq', 0);

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL, settings TEXT NOT NULL
) STRICT;
CREATE TABLE environments (
  ws TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL,
  settings TEXT NOT NULL, PRIMARY KEY (ws, id)
) STRICT;
CREATE TABLE api_keys (
  ws TEXT NOT NULL, id TEXT NOT NULL, env TEXT, type TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
  token TEXT, last_four TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (ws, id)
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  ws TEXT NOT NULL, bucket INTEGER NOT NULL, ts INTEGER NOT NULL, event_id TEXT NOT NULL,
  env TEXT NOT NULL, visitor_id TEXT NOT NULL, linked_id TEXT, ip TEXT NOT NULL, origin TEXT,
  suspect INTEGER, replayed INTEGER NOT NULL, flags INTEGER NOT NULL, revision INTEGER NOT NULL,
  nonce_key TEXT NOT NULL, body_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_id ON events (ws, ts, event_id);
CREATE INDEX events_by_visitor ON events (ws, visitor_id, ts, event_id);
CREATE TABLE event_docs (id INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT;

CREATE TABLE visitors (
  id INTEGER PRIMARY KEY,
  ws TEXT NOT NULL, bucket INTEGER NOT NULL, visitor_id TEXT NOT NULL, alias_of TEXT,
  first_seen_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, visits INTEGER NOT NULL,
  revision INTEGER NOT NULL, ip TEXT NOT NULL, content TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX visitors_by_id ON visitors (ws, visitor_id);
CREATE INDEX visitors_by_alias ON visitors (ws, alias_of) WHERE alias_of IS NOT NULL;
CREATE TABLE visitor_traits (
  id INTEGER PRIMARY KEY, traits TEXT NOT NULL, held_blocks TEXT NOT NULL
) STRICT;

CREATE TABLE exact (
  key TEXT PRIMARY KEY, ws TEXT NOT NULL, visitor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX exact_by_visitor ON exact (visitor);
CREATE TABLE blocks (
  key TEXT NOT NULL, seq INTEGER NOT NULL, visitor INTEGER NOT NULL, PRIMARY KEY (key, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE nonces (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, ws TEXT NOT NULL, used_at INTEGER NOT NULL, event_id TEXT NOT NULL,
  ip TEXT NOT NULL, answer TEXT NOT NULL
) STRICT;
CREATE INDEX nonces_by_age ON nonces (used_at);

CREATE TABLE tombstones (
  ws TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (ws, hash)
) STRICT, WITHOUT ROWID;
`,
  postgres: `
CREATE TABLE meta (key text COLLATE "C" PRIMARY KEY, value bigint NOT NULL);
INSERT INTO meta VALUES ('tenants_version', 1);
CREATE SEQUENCE block_seq;

CREATE FUNCTION bucket_of(id text) RETURNS smallint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT ((strpos(d, substr(id, 1, 1)) - 1) * 62 + strpos(d, substr(id, 2, 1)) - 1)::smallint
   FROM (VALUES ('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')) AS base62 (d) $$;

CREATE TABLE workspaces (
  id text COLLATE "C" PRIMARY KEY, name text NOT NULL, created_at bigint NOT NULL,
  settings text NOT NULL
);
CREATE TABLE environments (
  ws text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, name text NOT NULL,
  created_at bigint NOT NULL, settings text NOT NULL, PRIMARY KEY (ws, id)
);
CREATE TABLE api_keys (
  ws text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, env text COLLATE "C",
  type text NOT NULL, hash text COLLATE "C" NOT NULL UNIQUE, token text,
  last_four text NOT NULL, status text NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (ws, id)
);

CREATE TABLE events (
  bucket smallint NOT NULL, ws text COLLATE "C" NOT NULL, ts bigint NOT NULL,
  event_id text COLLATE "C" NOT NULL, env text COLLATE "C" NOT NULL,
  visitor_id text COLLATE "C" NOT NULL, linked_id text COLLATE "C", ip text COLLATE "C" NOT NULL,
  origin text COLLATE "C", suspect smallint, replayed smallint NOT NULL, flags integer NOT NULL,
  revision integer NOT NULL, nonce_key text COLLATE "C" NOT NULL,
  body_key text COLLATE "C" NOT NULL, PRIMARY KEY (bucket, ws, ts, event_id)
);
CREATE INDEX events_by_id ON events (ws, ts, event_id);
CREATE INDEX events_by_visitor ON events (ws, visitor_id, ts, event_id);
CREATE TABLE event_docs (
  bucket smallint NOT NULL, ws text COLLATE "C" NOT NULL, ts bigint NOT NULL,
  event_id text COLLATE "C" NOT NULL, doc text NOT NULL, PRIMARY KEY (bucket, ws, ts, event_id)
);

CREATE TABLE visitors (
  bucket smallint NOT NULL, ws text COLLATE "C" NOT NULL, visitor_id text COLLATE "C" NOT NULL,
  alias_of text COLLATE "C", first_seen_at bigint NOT NULL, last_seen_at bigint NOT NULL,
  visits bigint NOT NULL, revision bigint NOT NULL, ip text NOT NULL, content text NOT NULL,
  traits text NOT NULL, held_blocks text NOT NULL, PRIMARY KEY (bucket, ws, visitor_id)
);
CREATE INDEX visitors_by_alias ON visitors (ws, alias_of) WHERE alias_of IS NOT NULL;

CREATE TABLE exact (
  key text COLLATE "C" NOT NULL, ws text COLLATE "C" NOT NULL,
  visitor_id text COLLATE "C" NOT NULL, PRIMARY KEY (key, ws)
);
CREATE INDEX exact_by_visitor ON exact (ws, visitor_id);
CREATE TABLE blocks (
  key text COLLATE "C" NOT NULL, ws text COLLATE "C" NOT NULL, seq bigint NOT NULL,
  visitor_id text COLLATE "C" NOT NULL, PRIMARY KEY (key, ws, seq)
);

CREATE TABLE nonces (
  key text COLLATE "C" NOT NULL, ws text COLLATE "C" NOT NULL, used_at bigint NOT NULL,
  event_id text COLLATE "C" NOT NULL, ip text NOT NULL, answer text NOT NULL,
  PRIMARY KEY (key, ws)
);
CREATE INDEX nonces_by_age ON nonces (used_at);

CREATE TABLE tombstones (
  hash text COLLATE "C" NOT NULL, ws text COLLATE "C" NOT NULL, PRIMARY KEY (hash, ws)
);
`,
}
