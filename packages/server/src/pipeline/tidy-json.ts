import { ingestLimits } from '@whorl/wire'
import { unreadable } from './unreadable'

/** Keys that could reach an object's prototype. The documentation says that they are dropped. */
const droppedKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** With the `u` flag only surrogates without their partner match. */
const unstorable = /[\0\p{Surrogate}]/u
const everyUnstorable = /[\0\p{Surrogate}]/gu

/**
 * What is in no text that can be kept as it is: an escape, without which valid UTF-8 can write
 * neither NUL nor a lone surrogate, or one of the dropped keys.
 */
const needsTidying = /\\u|__proto__|constructor|prototype/

/**
 * A parsed JSON value without keys that could pollute, and with text that every database takes:
 * NUL and lone surrogates become U+FFFD. Copied only when there is something to change.
 *
 * @param text the JSON text of `value`
 * @throws WhorlError request_cannot_be_parsed over a limit of `ingestLimits`
 */
export function tidyJson(value: unknown, text: string): unknown {
  checkLimits(value, 1, { keys: ingestLimits.keysMax })
  return needsTidying.test(text) ? tidy(value) : value
}

function checkLimits(value: unknown, depth: number, budget: { keys: number }): void {
  if (typeof value === 'string') checkText(value)
  if (typeof value !== 'object' || value === null) return
  if (depth > ingestLimits.depthMax) throw unreadable('too deep')
  if (!Array.isArray(value)) {
    const keys = Object.keys(value)
    budget.keys -= keys.length
    if (budget.keys < 0) throw unreadable('too many keys')
    for (const key of keys) checkText(key)
  }
  for (const item of Object.values(value)) checkLimits(item, depth + 1, budget)
}

function checkText(text: string): void {
  if (text.length > ingestLimits.stringMax) throw unreadable('too long a text')
}

function tidy(value: unknown): unknown {
  if (typeof value === 'string') return tidyText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(tidy)
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (!droppedKeys.has(key)) copy[tidyText(key)] = tidy(item)
  }
  return copy
}

function tidyText(text: string): string {
  return unstorable.test(text) ? text.replace(everyUnstorable, '\uFFFD') : text
}

/**
 * JSON text with sorted keys: equal for equal values, however they were written.
 *
 * @param value without the keys that `tidyJson` drops
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value)) ?? 'null'
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortKeys)
  // An object's keys are properties of the value's own, read by their own names.
  const object = value as Readonly<Record<string, unknown>>
  const sorted: Record<string, unknown> = {}
  for (const key of Object.keys(object).sort()) sorted[key] = sortKeys(object[key])
  return sorted
}
