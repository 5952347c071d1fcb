import { createCipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { EventRecord } from '@whorl/core'
import type { Environment } from '@whorl/store'
import { toEventV3 } from '../answer/event-v3'
import { toEventV4 } from '../answer/event-v4'
import type { House } from '../house'
import {
  type EnvironmentSettings,
  type SealedResults,
  workspaceSettings,
} from '../tenants/settings'
import type { Admission } from './admit'

/** Begins every sealed result. */
const header = Buffer.from('9e85dced', 'hex')
const keys = new WeakMap<Environment, Buffer>()

/** What a sealing key of this environment is bound to in the installation's box. */
export const sealContext = (environmentId: string) => `sealed results ${environmentId}`

/** Whether an environment has a sealing key that is enabled. */
export function isSealing(
  settings: EnvironmentSettings,
): settings is EnvironmentSettings & { readonly sealedResults: SealedResults } {
  return settings.sealedResults !== undefined && settings.sealedResults.isDisabled !== true
}

/**
 * The event as the Server API would show it, encrypted for the customer's own server:
 * header, nonce, AES-256-GCM of the raw-deflated JSON, tag; as base64.
 *
 * @param face the v3 agent's callers unseal a v3 event, all others a v4 one
 * @returns `undefined` when the environment does not seal
 */
export function sealResult(
  house: House,
  { environment, settings, workspace }: Admission,
  event: EventRecord,
  face: string | undefined,
): string | undefined {
  if (!isSealing(settings)) return undefined
  const { smartSignals } = workspaceSettings(workspace)
  const shown = (face === 'v3' ? toEventV3 : toEventV4)(event, { smartSignals })
  const key = keyOf(house, environment, settings.sealedResults.sealedKey)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const content = deflateRawSync(JSON.stringify(shown))
  const sealed = [cipher.update(content), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([header, nonce, ...sealed]).toString('base64')
}

function keyOf({ secrets }: House, environment: Environment, sealedKey: string): Buffer {
  const known = keys.get(environment)
  if (known) return known
  const text = secrets.box.open(sealedKey, sealContext(environment.id))
  const key = Buffer.from(text, 'base64')
  keys.set(environment, key)
  return key
}
