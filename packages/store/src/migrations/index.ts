import { firstTables } from './001-first-tables'
import { populations } from './002-populations'
import { blockLists } from './003-block-lists'
import { search } from './004-search'
import { velocity } from './005-velocity'
import { webhooks } from './006-webhooks'
import { management } from './007-management'
import { milestones } from './008-milestones'
import { webhookFields } from './009-webhook-fields'
import type { Migration } from './define'

/** Every step, in order. */
export const migrations: readonly Migration[] = [
  firstTables,
  populations,
  blockLists,
  search,
  velocity,
  webhooks,
  management,
  milestones,
  webhookFields,
]
