import { catalog } from '@whorl/signals'
import type { Linker } from '../linker'
import type { Visit } from '../world/browser'
import { digest } from '../world/draw'

/** The id is a hash of all identity signals, as open-source fingerprint libraries do it. */
export function createExactHash(): Linker {
  return {
    name: 'exact hash',
    see: (visit, token) => ({ id: token ?? digest(identityText(visit)) }),
  }
}

/** What moves by the hour, by zoom or with a plug: a hash of it would be worth nothing. */
const moving: ReadonlySet<string> = new Set([
  'devicePixelRatio',
  'screenFrame',
  'colorScheme',
  'pointer',
  'doNotTrack',
  'globalPrivacyControl',
  'mediaDevices',
  'voices',
  'keyboardLayoutHash',
])

/** Without the client hints, which hold the browser's version, and without what is noise. */
function identityText({ readings, snapshot }: Visit): string {
  const { engine } = snapshot.browser.row
  const parts = catalog
    .filter(({ identity, noisyIn }) => identity !== 'none' && !noisyIn.includes(engine))
    .filter(({ name }) => name !== 'userAgentData' && !moving.has(name))
    .map(({ name }) => readings[name]?.value)
  return JSON.stringify([engine, ...parts])
}
