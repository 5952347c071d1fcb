import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

const ms = Type.Number({ minimum: 0, maximum: 60_000 })

export const fileAccess = defineSignal({
  name: 'fileAccess',
  label: 'Cost of the private file system',
  schema: Type.Object({ writeMs: ms, flushMs: ms }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Milliseconds of one write to a file of the page’s own and of one flush, in a worker. In private windows the file lives in the memory of another process.',
})
