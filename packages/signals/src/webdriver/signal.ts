import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const webdriver = defineSignal({
  name: 'webdriver',
  label: 'WebDriver flag',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'navigator.webdriver: true under automation.',
})
