import type { IdentifyPayload } from '@whorl/wire'

const integrationsMax = 20
const integrationLengthMax = 200

/** How the payload names the SDK that collected. */
export function describeSdk(
  face: 'v3' | 'v4' | 'whorl',
  version: string,
  integrationInfo: unknown,
): IdentifyPayload['sdk'] {
  const given = Array.isArray(integrationInfo) ? integrationInfo : []
  const integrations = given
    .filter((text): text is string => typeof text === 'string')
    .slice(0, integrationsMax)
    .map((text) => text.slice(0, integrationLengthMax))
  return { platform: 'js', version, face, ...(integrations.length > 0 && { integrations }) }
}
