import { Type } from 'typebox'
import { defineSignal } from '../define'
import { jaccard } from '../jaccard'

export const fonts = defineSignal({
  name: 'fonts',
  label: 'Installed fonts',
  schema: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 80 }),
  identity: 'strong',
  stability: 'device',
  compare: jaccard,
  attribute: { name: 'fonts' },
  docs: 'Which of about fifty telling fonts are installed; Firefox private windows hide fonts that the user added.',
})
