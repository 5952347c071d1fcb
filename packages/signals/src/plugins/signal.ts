import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const plugins = defineSignal({
  name: 'plugins',
  label: 'Plugins',
  schema: Type.Array(
    Type.Object({
      name: Type.String({ maxLength: 200 }),
      description: Type.Optional(Type.String({ maxLength: 500 })),
      mimeTypes: Type.Optional(
        Type.Array(
          Type.Object({
            type: Type.Optional(Type.String({ maxLength: 100 })),
            suffixes: Type.Optional(Type.String({ maxLength: 100 })),
            description: Type.Optional(Type.String({ maxLength: 200 })),
          }),
          { maxItems: 20 },
        ),
      ),
    }),
    { maxItems: 40 },
  ),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  attribute: { name: 'plugins' },
  docs: 'Plugins with their file types; modern browsers list only the PDF viewer.',
})
