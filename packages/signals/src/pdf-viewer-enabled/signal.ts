import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const pdfViewerEnabled = defineSignal({
  name: 'pdfViewerEnabled',
  label: 'PDF viewer',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Whether the browser opens PDF files itself; users switch it off.',
})
