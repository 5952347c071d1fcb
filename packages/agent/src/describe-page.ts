import type { IdentifyPayload } from '@whorl/wire'
import type { AgentSettings } from './agent-settings'
import type { Background } from './background'
import type { Ticket } from './challenge'
import { canEncrypt } from './encode'
import { hashedParts, hashUrl } from './hash-url'

/** Longest address that a payload may carry. */
const urlLengthMax = 4096

/** The part of the payload that says where it comes from. */
export async function describePage({ line, sdk, urlHashing }: AgentSettings) {
  const [url, referrer] = await Promise.all([
    hashUrl(location.href, urlHashing),
    hashUrl(document.referrer, urlHashing),
  ])
  return {
    v: 1,
    kind: 'identify',
    key: line.key,
    platform: 'browser',
    sdk,
    url: url.slice(0, urlLengthMax),
    referrer: referrer.slice(0, urlLengthMax),
  } as const
}

/** How the agent ran. */
export function agentFacts(
  settings: AgentSettings,
  background: Background,
  { isAbsent }: Ticket,
): NonNullable<IdentifyPayload['facts']> {
  const hashed = hashedParts(settings.urlHashing)
  return {
    ...(isAbsent && { challenge: 'absent' as const }),
    ...(!canEncrypt() && { insecureContext: true }),
    ...(window.self !== window.top && { framed: true }),
    ...(hashed.length > 0 && { urlHashing: hashed }),
    ...(settings.remoteControlDetection && { remoteControlDetection: true }),
    startedAt: background.startedAt,
    collectMs: background.collectMs(),
  }
}
