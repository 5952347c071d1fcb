import type { Payload, Readings } from '@whorl/wire'

/**
 * The payload as JSON text. A value that JSON cannot hold (a hostile page can plant one) costs only
 * its own signal.
 */
export function payloadJson(payload: Payload): string {
  try {
    return JSON.stringify(payload)
  } catch {
    return JSON.stringify({ ...payload, signals: onlyJson(payload.signals) })
  }
}

function onlyJson(readings: Readings): Readings {
  const kept: Readings = {}
  for (const [name, reading] of Object.entries(readings)) {
    try {
      JSON.stringify(reading)
      kept[name] = reading
    } catch {
      kept[name] = { error: { name: 'not-json' } }
    }
  }
  return kept
}
