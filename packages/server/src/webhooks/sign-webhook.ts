import { createHmac } from 'node:crypto'

/**
 * The headers by which a receiver proves where a body comes from, in two forms: as Fingerprint's
 * SDKs read it, and Standard Webhooks, which also covers id and time. Every secret signs, so that
 * a receiver may know the old one or the new one while they are changed.
 *
 * @param unixS time of this attempt, in seconds
 */
export function signWebhook(
  secrets: readonly string[],
  { id, unixS, body }: { id: string; unixS: number; body: string },
): Record<string, string> {
  const ofBody = secrets.map((secret) => createHmac('sha256', secret).update(body).digest('hex'))
  const whole = `${id}.${unixS}.${body}`
  const ofWhole = secrets.map((secret) =>
    createHmac('sha256', standardKey(secret)).update(whole).digest('base64'),
  )
  return {
    // The SDKs split at commas and do not trim.
    'fpjs-event-signature': ofBody.map((signature) => `v1=${signature}`).join(','),
    'webhook-id': id,
    'webhook-timestamp': String(unixS),
    'webhook-signature': ofWhole.map((signature) => `v1,${signature}`).join(' '),
  }
}

/** `whsec_` and base64 stand for bytes in Standard Webhooks; any other secret is its own text. */
function standardKey(secret: string): Buffer {
  const text = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? ''
  const bytes = Buffer.from(text, 'base64')
  return text.length > 0 && text.length % 4 === 0 ? bytes : Buffer.from(secret)
}
