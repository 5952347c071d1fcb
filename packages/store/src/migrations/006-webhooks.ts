import type { Migration } from './define'

/**
 * Webhooks, and what is to be delivered to them. A delivery is written in the transaction of its
 * event, so its id is made of what that transaction knows: webhook and event.
 */
export const webhooks: Migration = {
  number: 6,
  name: 'webhooks',
  sqlite: `
CREATE TABLE webhooks (
  ws TEXT NOT NULL, id TEXT NOT NULL, env TEXT, url TEXT NOT NULL, version INTEGER NOT NULL,
  status TEXT NOT NULL, secrets TEXT NOT NULL, basic_auth TEXT, created_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0, broken_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (ws, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_deliveries (
  ws TEXT NOT NULL, id TEXT NOT NULL, webhook_id TEXT NOT NULL, event_id TEXT NOT NULL,
  kind TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, started_at INTEGER NOT NULL DEFAULT 0, ended_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0, lease TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL DEFAULT '[]', PRIMARY KEY (ws, id)
) STRICT;
CREATE INDEX deliveries_due ON webhook_deliveries (ws, webhook_id, due_at) WHERE state = 'pending';
CREATE INDEX deliveries_by_webhook ON webhook_deliveries (ws, webhook_id, created_at, id);
CREATE INDEX deliveries_by_event ON webhook_deliveries (ws, event_id) WHERE state = 'pending';
CREATE INDEX deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;
`,
  postgres: `
CREATE TABLE webhooks (
  ws text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, env text COLLATE "C",
  url text NOT NULL, version smallint NOT NULL, status text NOT NULL, secrets text NOT NULL,
  basic_auth text, created_at bigint NOT NULL, failures integer NOT NULL DEFAULT 0,
  broken_until bigint NOT NULL DEFAULT 0, PRIMARY KEY (ws, id)
);

CREATE TABLE webhook_deliveries (
  ws text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
  webhook_id text COLLATE "C" NOT NULL, event_id text COLLATE "C" NOT NULL, kind text NOT NULL,
  state text NOT NULL, reason text, created_at bigint NOT NULL, due_at bigint NOT NULL,
  started_at bigint NOT NULL DEFAULT 0, ended_at bigint, attempts integer NOT NULL DEFAULT 0,
  lease text NOT NULL DEFAULT '', log text NOT NULL DEFAULT '[]', PRIMARY KEY (ws, id)
);
CREATE INDEX deliveries_due ON webhook_deliveries (ws, webhook_id, due_at) WHERE state = 'pending';
CREATE INDEX deliveries_by_webhook ON webhook_deliveries (ws, webhook_id, created_at, id);
CREATE INDEX deliveries_by_event ON webhook_deliveries (ws, event_id) WHERE state = 'pending';
CREATE INDEX deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;
`,
}
