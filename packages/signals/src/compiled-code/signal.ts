import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const compiledCode = defineSignal({
  name: 'compiledCode',
  label: 'Speed of compiled code',
  schema: Type.Object({
    firstMs: Type.Number({ minimum: 0, maximum: 60_000 }),
    bestMs: Type.Number({ minimum: 0, maximum: 60_000 }),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Milliseconds of the first call of a small compiled loop and of its fastest one. A debugger, as developer tools have one, keeps it as slow as at first. Chromium only, and only while something formats logged errors.',
})
