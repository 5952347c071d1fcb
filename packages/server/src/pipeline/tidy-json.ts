import { ingestLimits } from '@whorl/wire'
import { unreadable } from './unreadable'

/** Keys that could reach an object's prototype. The documentation says that they are dropped. */
const droppedKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** With the `u` flag only surrogates without their partner match. */
const unstorable = /[\0\p{Surrogate}]/u
const everyUnstorable = /[\0\p{Surrogate}]/gu

/**
 * Copies a parsed JSON value without keys that could pollute, and with text that every database
 * takes: NUL and lone surrogates become U+FFFD.
 *
 * @throws WhorlError request_cannot_be_parsed over a limit of `ingestLimits`
 */
export function tidyJson(value: unknown): unknown {
  const budget = { keys: ingestLimits.keysMax }
  return tidy(value, 1, budget)
}

function tidy(value: unknown, depth: number, budget: { keys: number }): unknown {
  if (typeof value === 'string') return tidyText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > ingestLimits.depthMax) throw unreadable('too deep')
  if (Array.isArray(value)) return value.map((item) => tidy(item, depth + 1, budget))
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    budget.keys -= 1
    if (budget.keys < 0) throw unreadable('too many keys')
    if (!droppedKeys.has(key)) copy[tidyText(key)] = tidy(item, depth + 1, budget)
  }
  return copy
}

function tidyText(text: string): string {
  if (text.length > ingestLimits.stringMax) throw unreadable('too long a text')
  return unstorable.test(text) ? text.replace(everyUnstorable, '\uFFFD') : text
}

/** JSON text with sorted keys: equal for equal values, however they were written. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join()}}`
}
