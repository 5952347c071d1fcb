import type { Migration } from './define'

/**
 * What the Management API tells of a webhook besides. When webhooks of before were switched is not
 * known and stays empty until they are switched again.
 */
export const webhookFields: Migration = {
  number: 9,
  name: 'webhook-fields',
  sqlite: `
ALTER TABLE webhooks ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE webhooks ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhooks ADD COLUMN last_enabled_at INTEGER;
ALTER TABLE webhooks ADD COLUMN last_disabled_at INTEGER;
ALTER TABLE webhooks ADD COLUMN broken_reason TEXT;
`,
  postgres: `
ALTER TABLE webhooks ADD COLUMN description text NOT NULL DEFAULT '',
  ADD COLUMN verified smallint NOT NULL DEFAULT 0, ADD COLUMN last_enabled_at bigint,
  ADD COLUMN last_disabled_at bigint, ADD COLUMN broken_reason text;
`,
}
