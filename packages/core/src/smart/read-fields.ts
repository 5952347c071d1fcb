import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'

/** One signal's value as an object; empty where it has none, so that its fields read as absent. */
export function readFields({ payload }: Facts, name: string): Readonly<Record<string, unknown>> {
  const value = readValue(payload.signals, name)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // any object is a record of unknowns
    : {}
}

export function readText({ payload }: Facts, name: string): string | undefined {
  const value = readValue(payload.signals, name)
  return typeof value === 'string' ? value : undefined
}

export function readNumber({ payload }: Facts, name: string): number | undefined {
  return asNumber(readValue(payload.signals, name))
}

/** The texts of a list; empty where there is none. */
export function readTexts({ payload }: Facts, name: string): readonly string[] {
  return asTexts(readValue(payload.signals, name))
}

/** Whether the signal was tried and did not fail, be its value absent or not. */
export function wasRead({ payload }: Facts, name: string): boolean {
  const reading = Object.hasOwn(payload.signals, name) ? payload.signals[name] : undefined
  return reading !== undefined && reading.error === undefined
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
}

/** What imitations leave in the page: as the agent found it, and two states of one permission. */
export function imitations(facts: Facts): readonly string[] {
  const checks = readTexts(facts, 'nativeChecks')
  return hasTwoStates(facts) ? [...checks, 'permissionState'] : checks
}

/** Frames of other origins and insecure pages are refused in one place and not asked in the other. */
function hasTwoStates(facts: Facts): boolean {
  const { framed, insecureContext } = facts.payload.facts ?? {}
  if (framed || insecureContext) return false
  const { Notification: older, notifications: newer } = readFields(facts, 'permissions')
  return (newer === 'denied' && older === 'default') || (newer === 'prompt' && older === 'denied')
}
