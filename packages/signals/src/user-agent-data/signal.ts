import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const userAgentData = defineSignal({
  name: 'userAgentData',
  label: 'Client hints',
  schema: Type.Object({
    brands: Type.Array(
      Type.Object({
        brand: Type.String({ maxLength: 100 }),
        version: Type.String({ maxLength: 40 }),
      }),
      { maxItems: 10 },
    ),
    mobile: Type.Boolean(),
    platform: Type.Optional(Type.String({ maxLength: 100 })),
    architecture: Type.Optional(Type.String({ maxLength: 100 })),
    bitness: Type.Optional(Type.String({ maxLength: 100 })),
    model: Type.Optional(Type.String({ maxLength: 100 })),
    platformVersion: Type.Optional(Type.String({ maxLength: 100 })),
    wow64: Type.Optional(Type.Boolean()),
    formFactors: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
    fullVersionList: Type.Optional(
      Type.Array(
        Type.Object({
          brand: Type.String({ maxLength: 100 }),
          version: Type.String({ maxLength: 40 }),
        }),
        { maxItems: 10 },
      ),
    ),
  }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  attribute: { name: 'device_model', to: (hints: { model?: string }) => hints.model || undefined },
  docs: 'Brands, platform and hardware of the high-entropy client hints; Chromium on secure pages only.',
})
