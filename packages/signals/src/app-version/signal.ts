import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const appVersion = defineSignal({
  name: 'appVersion',
  label: 'App version',
  schema: Type.String({ maxLength: 1000 }),
  identity: 'none',
  stability: 'build',
  compare: equal,
  docs: 'navigator.appVersion; overrides of the user agent often forget it.',
})
