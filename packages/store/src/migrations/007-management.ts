import type { Migration } from './define'

/**
 * What people say about a key (name, expiry, limit) is JSON of the server's; when it was last used
 * stands apart, because it is written without a new version of the tenants.
 */
export const management: Migration = {
  number: 7,
  name: 'management',
  sqlite: `
ALTER TABLE api_keys ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
`,
  postgres: `
ALTER TABLE api_keys ADD COLUMN settings text NOT NULL DEFAULT '{}';
ALTER TABLE api_keys ADD COLUMN last_used_at bigint;
`,
}
