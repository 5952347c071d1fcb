import type { Migration } from './define'

/**
 * Bit 32 of `flags` in the events whose id ends so, one in 961: there a search in SQLite asks the
 * clock. The bit costs other events nothing, because a search reads `flags` first anyway.
 */
export const milestones: Migration = {
  number: 8,
  name: 'milestones',
  sqlite: `
UPDATE events SET flags = flags | 32 WHERE substr(event_id, -2) IN ('00', '01', '10', '11');
`,
  postgres: `
UPDATE events SET flags = flags | 32 WHERE right(event_id, 2) IN ('00', '01', '10', '11');
`,
}
