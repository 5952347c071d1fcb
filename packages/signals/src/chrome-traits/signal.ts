import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const chromeTraits = defineSignal({
  name: 'chromeTraits',
  label: 'Traits of a browser with windows',
  schema: Type.Object({
    chrome: Type.Boolean(),
    pdfPlugins: Type.Integer({ minimum: 0, maximum: 10_000 }),
    notificationPermission: Type.Optional(Type.String({ maxLength: 20 })),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Whether window.chrome is there, how many plugins there are, and the permission for notifications; a browser shell without windows lacks them.',
})
