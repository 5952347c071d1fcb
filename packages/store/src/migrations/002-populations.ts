import type { Migration } from './define'

/**
 * Adds what a workspace has learned about its visitors, and empties what was derived from the
 * traits of the first release, which had another shape: visitors are found by their token and learn
 * anew. `content` must be no hash of theirs and differ from visitor to visitor: parsed traits are
 * kept by it.
 *
 * PostgreSQL's JSON functions refuse a text with U+0000, which old signals may hold, so the old
 * traits are cut before the signals, their last member. A text in JSON escapes its quotes: the cut
 * is never inside one. Lists go first, in the order in which a visit takes its locks.
 */
export const populations: Migration = {
  number: 2,
  name: 'populations',
  sqlite: `
CREATE TABLE populations (
  ws TEXT PRIMARY KEY, revision INTEGER NOT NULL, content TEXT NOT NULL
) STRICT;

DELETE FROM blocks;
UPDATE visitor_traits SET held_blocks = '[]', traits = json_object(
    'engine', json_extract(traits, '$.engine'), 'os', json_extract(traits, '$.os'),
    'traits', json_object(
      'product', '', 'version', 0, 'last', json('[]'), 'earlier', json('{}'),
      'changes', json('{}'), 'fonts', json('[]'), 'networks', json('[]'), 'tokenless', 0, 'moves', 0, 'doubt', 0,
      'highRecall', json_object('id', v.visitor_id || '_hr', 'firstSeenAt', v.first_seen_at)))
  FROM visitors v WHERE v.id = visitor_traits.id;
UPDATE visitors SET content = '002-' || id;
DELETE FROM exact;
`,
  postgres: `
CREATE TABLE populations (
  ws text COLLATE "C" PRIMARY KEY, revision bigint NOT NULL, content text NOT NULL
);

DELETE FROM blocks;
UPDATE visitors SET content = '002-' || visitor_id, held_blocks = '[]',
  traits = split_part(traits, ',"signals":', 1) || ',"traits":' || jsonb_build_object(
    'product', '', 'version', 0, 'last', '[]'::jsonb, 'earlier', '{}'::jsonb,
    'changes', '{}'::jsonb, 'fonts', '[]'::jsonb, 'networks', '[]'::jsonb, 'tokenless', 0, 'moves', 0, 'doubt', 0,
    'highRecall', jsonb_build_object('id', visitor_id || '_hr', 'firstSeenAt', first_seen_at)
  )::text || '}';
DELETE FROM exact;
`,
}
