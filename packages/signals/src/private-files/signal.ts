import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const privateFiles = defineSignal({
  name: 'privateFiles',
  label: 'Private file system',
  schema: Type.String({ maxLength: 60 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: "`ok`, or the error that opening the page's private file system gave; Firefox refuses it in private windows.",
})
