import { randomBytes } from 'node:crypto'
import type { Environment } from '@whorl/store'
import type { EncryptionKeyCreation, EncryptionKeyUpdate, ManagedEncryptionKey } from '@whorl/wire'
import type { Static } from 'typebox'
import { sealContext } from '../pipeline/sealed-result'
import { changeTenants } from '../tenants/change-tenants'
import { environmentSettings, type SealedResults } from '../tenants/settings'
import { conflict, notFound, toMaybeTime, toTime } from './refusals'
import { environmentsInScope, getEnvironment, type Manager, putSettings } from './scope'

/** An environment has one encryption key, so the key's id says whose it is. */
const idOf = (environmentId: string): string => `ek_${environmentId}`

/** An encryption key with its environment. */
export interface HeldKey {
  readonly id: string
  readonly createdAt: number
  readonly environment: Environment
  readonly sealed: SealedResults
}

/** The encryption keys that this key may see. */
export function encryptionKeysInScope(by: Pick<Manager, 'house' | 'owner'>): HeldKey[] {
  return environmentsInScope(by).flatMap((environment) => {
    const { sealedResults: sealed } = environmentSettings(environment)
    if (!sealed) return []
    const createdAt = sealed.createdAt ?? environment.createdAt
    return [{ id: idOf(environment.id), createdAt, environment, sealed }]
  })
}

/** @throws WhorlError management_object_not_found */
export function getEncryptionKey(by: Pick<Manager, 'house' | 'owner'>, id: string): HeldKey {
  const held = encryptionKeysInScope(by).find((one) => one.id === id)
  if (!held) throw notFound('encryption key')
  return held
}

/** With its secrets: whoever holds a management key gives them to the servers that unseal. */
export function showEncryptionKey(
  { house }: Pick<Manager, 'house'>,
  { id, createdAt, environment, sealed }: HeldKey,
): ManagedEncryptionKey {
  const open = (text: string) => house.secrets.box.open(text, sealContext(environment.id))
  const maybeOpen = (text: string | undefined) => (text === undefined ? null : open(text))
  return {
    id,
    name: sealed.name ?? '',
    description: sealed.description ?? '',
    status: sealed.isDisabled ? 'disabled' : 'enabled',
    environment: environment.id,
    previous_token: maybeOpen(sealed.sealedPrevious),
    token: open(sealed.sealedKey),
    next_token: maybeOpen(sealed.sealedNext),
    created_at: toTime(createdAt),
    last_activated_at: toMaybeTime(sealed.lastActivatedAt),
    last_rotated_at: toMaybeTime(sealed.lastRotatedAt),
    last_deactivated_at: toMaybeTime(sealed.lastDeactivatedAt),
  }
}

/**
 * Makes an environment seal its results.
 *
 * @throws WhorlError management_object_not_found, management_conflict when it has a key already
 */
export function createEncryptionKey(
  by: Manager,
  { environment: id, name, description }: Static<typeof EncryptionKeyCreation>,
): Promise<HeldKey> {
  return changeTenants(by.house, async () => {
    const environment = getEnvironment(by, id)
    if (environmentSettings(environment).sealedResults)
      throw conflict('the environment has an encryption key: rotate it instead')
    return put(by, environment, {
      sealedKey: sealNew(by, environment),
      sealedNext: sealNew(by, environment),
      isManaged: true,
      createdAt: by.now,
      lastActivatedAt: by.now,
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
    })
  })
}

/** @throws WhorlError management_object_not_found */
export function updateEncryptionKey(
  by: Manager,
  id: string,
  { name, description, status }: Static<typeof EncryptionKeyUpdate>,
): Promise<HeldKey> {
  return change(by, id, ({ sealed }) => {
    const isDisabled = sealed.isDisabled ?? false
    return {
      ...sealed,
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(status === 'enabled' && isDisabled && { isDisabled: false, lastActivatedAt: by.now }),
      ...(status === 'disabled' && !isDisabled && { isDisabled: true, lastDeactivatedAt: by.now }),
    }
  })
}

/**
 * Makes the next token the token. A server that knows token and next token beforehand, or token
 * and previous token afterwards, can unseal every result meanwhile.
 *
 * @throws WhorlError management_object_not_found
 */
export function rotateEncryptionKey(by: Manager, id: string): Promise<HeldKey> {
  return change(by, id, ({ sealed, environment }) => ({
    ...sealed,
    sealedPrevious: sealed.sealedKey,
    // A key of the provisioning file has no next one before its first rotation.
    sealedKey: sealed.sealedNext ?? sealNew(by, environment),
    sealedNext: sealNew(by, environment),
    lastRotatedAt: by.now,
  }))
}

/**
 * Takes the last rotation back: the next one brings the same token again.
 *
 * @throws WhorlError management_object_not_found, management_conflict when there was no rotation
 */
export function revertEncryptionKey(by: Manager, id: string): Promise<HeldKey> {
  return change(by, id, ({ sealed }) => {
    const { sealedPrevious, ...rest } = sealed
    if (sealedPrevious === undefined) throw conflict('there is no rotation to take back')
    return {
      ...rest,
      sealedKey: sealedPrevious,
      sealedNext: sealed.sealedKey,
      lastRotatedAt: by.now,
    }
  })
}

function change(
  by: Manager,
  id: string,
  update: (held: HeldKey) => SealedResults,
): Promise<HeldKey> {
  return changeTenants(by.house, async () => {
    const held = getEncryptionKey(by, id)
    return put(by, held.environment, update(held))
  })
}

async function put(by: Manager, environment: Environment, sealed: SealedResults): Promise<HeldKey> {
  await putSettings(by, environment, { sealedResults: sealed })
  const createdAt = sealed.createdAt ?? environment.createdAt
  return { id: idOf(environment.id), createdAt, environment, sealed }
}

function sealNew({ house }: Manager, { id }: Environment): string {
  return house.secrets.box.seal(randomBytes(32).toString('base64'), sealContext(id))
}
