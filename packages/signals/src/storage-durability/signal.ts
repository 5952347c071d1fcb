import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const storageDurability = defineSignal({
  name: 'storageDurability',
  label: 'Storage durability',
  schema: Type.Union([
    Type.Literal('blocked'),
    Type.Object({
      ratio: Type.Number({ minimum: 0 }),
      strictMs: Type.Number({ minimum: 0 }),
      relaxedMs: Type.Number({ minimum: 0 }),
      openMs: Type.Optional(Type.Number({ minimum: 0 })),
    }),
  ]),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Time of strictly durable writes over relaxed ones, near 1 where the storage lives in memory, as in private windows; and milliseconds of one write of each kind and of a new database.',
})
