import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const userAgent = defineSignal({
  name: 'userAgent',
  label: 'User agent',
  schema: Type.String({ maxLength: 1000 }),
  identity: 'none',
  stability: 'build',
  compare: equal,
  docs: 'navigator.userAgent as the page sees it.',
})
