import type { Migration } from './define'

/**
 * One index holds all that events are searched by: the search walks it in the order of time and
 * reads rows of what it found only. New events go to its end, which costs an ingest little.
 * PostgreSQL had an index that began alike; SQLite's is unique and stays.
 */
export const search: Migration = {
  number: 4,
  name: 'search',
  fillsSearch: true,
  sqlite: `
ALTER TABLE events ADD COLUMN signals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN kinds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN score INTEGER;
ALTER TABLE events ADD COLUMN ip_key TEXT;
ALTER TABLE events ADD COLUMN asn4 INTEGER;
ALTER TABLE events ADD COLUMN asn6 INTEGER;
ALTER TABLE events ADD COLUMN url_hash INTEGER;
ALTER TABLE events ADD COLUMN origin_hash INTEGER;
ALTER TABLE events ADD COLUMN recall_hash INTEGER;
ALTER TABLE events ADD COLUMN sdk_hash INTEGER;
ALTER TABLE events ADD COLUMN area_hash INTEGER;
ALTER TABLE events ADD COLUMN provider_hash INTEGER;
ALTER TABLE events ADD COLUMN program_hash INTEGER;
CREATE INDEX events_by_time ON events (ws, ts, event_id, flags, signals, kinds, score, env, ip_key,
  asn4, asn6, url_hash, origin_hash, recall_hash, sdk_hash, area_hash, provider_hash, program_hash);
CREATE INDEX events_by_linked ON events (ws, linked_id, ts, event_id)
  WHERE linked_id IS NOT NULL;
`,
  postgres: `
ALTER TABLE events ADD COLUMN signals integer NOT NULL DEFAULT 0,
  ADD COLUMN kinds integer NOT NULL DEFAULT 0, ADD COLUMN score integer,
  ADD COLUMN ip_key text COLLATE "C", ADD COLUMN asn4 bigint, ADD COLUMN asn6 bigint,
  ADD COLUMN url_hash bigint, ADD COLUMN origin_hash bigint, ADD COLUMN recall_hash bigint,
  ADD COLUMN sdk_hash bigint, ADD COLUMN area_hash bigint, ADD COLUMN provider_hash bigint,
  ADD COLUMN program_hash bigint;
DROP INDEX events_by_id;
CREATE INDEX events_by_time ON events (ws, ts, event_id) INCLUDE (flags, signals, kinds, score,
  env, ip_key, asn4, asn6, url_hash, origin_hash, recall_hash, sdk_hash, area_hash, provider_hash,
  program_hash);
CREATE INDEX events_by_linked ON events (ws, linked_id, ts, event_id)
  WHERE linked_id IS NOT NULL;
`,
}
