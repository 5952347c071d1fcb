import type { Migration } from './define'

/**
 * Velocity is counted from the events themselves: each of its three kinds of key is answered by one
 * covering index. Events of before have no country, so that distinct countries are complete a day
 * after the upgrade. Events of edges stand in none of the two new indexes.
 *
 * PostgreSQL: several processes remember the visits of a busy key. `version` counts them, so that
 * each sees what it has missed; `epoch` tells a row from the one that stood here before a deletion.
 */
export const velocity: Migration = {
  number: 5,
  name: 'velocity',
  sqlite: `
ALTER TABLE events ADD COLUMN country TEXT;
DROP INDEX IF EXISTS events_by_visitor;
CREATE INDEX events_by_visitor
  ON events (ws, visitor_id, ts, event_id, ip, linked_id, country);
CREATE INDEX events_velocity_ip ON events (ws, ip, ts) WHERE visitor_id <> '';
CREATE INDEX events_velocity_linked ON events (ws, linked_id, ts, ip, visitor_id)
  WHERE linked_id IS NOT NULL AND visitor_id <> '';
`,
  postgres: `
ALTER TABLE events ADD COLUMN country text COLLATE "C";
DROP INDEX IF EXISTS events_by_visitor;
CREATE INDEX events_by_visitor
  ON events (ws, visitor_id, ts, event_id) INCLUDE (ip, linked_id, country);
CREATE INDEX events_velocity_ip ON events (ws, ip, ts) WHERE visitor_id <> '';
CREATE INDEX events_velocity_linked ON events (ws, linked_id, ts) INCLUDE (ip, visitor_id)
  WHERE linked_id IS NOT NULL AND visitor_id <> '';
CREATE TABLE velocity_keys (
  key text COLLATE "C" NOT NULL, ws text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL,
  epoch uuid NOT NULL DEFAULT gen_random_uuid(), version bigint NOT NULL, used_at bigint NOT NULL,
  PRIMARY KEY (key, ws, kind)
);
`,
}
