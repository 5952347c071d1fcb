import { randomBytes } from 'node:crypto'
import type { Webhook, WebhookSettings } from '@whorl/store'
import type { Box } from '../secrets'

export interface BasicAuth {
  readonly username: string
  readonly password: string
}

type Owner = Pick<WebhookSettings, 'workspaceId' | 'id'>

const secretsContext = ({ workspaceId, id }: Owner) => `webhook secrets ${workspaceId} ${id}`
const basicContext = ({ workspaceId, id }: Owner) => `webhook basic auth ${workspaceId} ${id}`

/** A new signing secret in the form of Standard Webhooks: 32 random bytes. */
export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** @param secrets the newest first */
export function sealSecrets(box: Box, owner: Owner, secrets: readonly string[]): string {
  return box.seal(JSON.stringify(secrets), secretsContext(owner))
}

/** @throws Error when they were sealed with another key of the installation */
export function openSecrets(box: Box, webhook: Webhook): string[] {
  // Sealed by `sealSecrets`; the seal proves it.
  return JSON.parse(box.open(webhook.secrets, secretsContext(webhook))) as string[]
}

export function sealBasicAuth(box: Box, owner: Owner, basicAuth: BasicAuth): string {
  return box.seal(JSON.stringify(basicAuth), basicContext(owner))
}

/** @throws Error when it was sealed with another key of the installation */
export function openBasicAuth(box: Box, webhook: Webhook): BasicAuth | undefined {
  if (webhook.basicAuth === undefined) return undefined
  // Sealed by `sealBasicAuth`; the seal proves it.
  return JSON.parse(box.open(webhook.basicAuth, basicContext(webhook))) as BasicAuth
}
