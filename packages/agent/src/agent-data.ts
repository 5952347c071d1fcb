import { fromBase64 } from './base64'
import { type Failure, failure } from './failure'
import { createMemory } from './remember'

/**
 * Takes over what a server handed to the page: base64 of JSON `{visitorToken?, notifications}`,
 * where notifications are `{level, message}`. Keeps the token; says nothing on the console.
 */
export function takeAgentData(data: unknown, storageName: string): Failure | undefined {
  const parsed = parse(data)
  if (!parsed) return failure('handle_agent_data')
  if (parsed.visitorToken) void createMemory(storageName).keep(parsed.visitorToken)
  return
}

function parse(data: unknown): { visitorToken?: string } | undefined {
  if (typeof data !== 'string') return
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(fromBase64(data)))
    if (typeof json !== 'object' || json === null) return
    if (!('notifications' in json) || !Array.isArray(json.notifications)) return
    if (!('visitorToken' in json) || json.visitorToken === undefined) return {}
    return typeof json.visitorToken === 'string' ? { visitorToken: json.visitorToken } : undefined
  } catch {
    // Neither base64 nor JSON.
    return
  }
}
