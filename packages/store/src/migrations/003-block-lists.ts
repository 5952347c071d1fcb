import type { Migration } from './define'

/**
 * SQLite: a blocking key's list is one row, since reading an entry's row each was most of a
 * look-up; a list that is full keeps the entries that are read. PostgreSQL keeps a row for each
 * entry: visits of many processes would wait for each other at the row of a common key.
 *
 * No revisions of visitors any more: nothing compared them.
 */
export const blockLists: Migration = {
  number: 3,
  name: 'block-lists',
  sqlite: `
CREATE TABLE block_lists (
  key TEXT PRIMARY KEY, version INTEGER NOT NULL, is_popular INTEGER NOT NULL, owners TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO block_lists
  SELECT key, size, size >= 160, group_concat(visitor, ',' ORDER BY seq) FROM (
    SELECT key, visitor, seq,
      row_number() OVER (PARTITION BY key ORDER BY seq DESC) AS place,
      count(*) OVER (PARTITION BY key) AS size
    FROM blocks
  ) WHERE place <= iif(size >= 160, 24, 160) GROUP BY key;
DROP TABLE blocks;
DELETE FROM meta WHERE key = 'block_seq';
UPDATE visitor_traits SET held_blocks = (
  SELECT json_group_array(json_extract(held.value, '$[0]') ORDER BY held.key)
  FROM json_each(held_blocks) AS held
);
ALTER TABLE visitors DROP COLUMN revision;
`,
  postgres: `
ALTER TABLE visitors DROP COLUMN revision;
`,
}
