import type { World } from './open-world'
import { worldKeys } from './tenants'
import { edgeReports, visits } from './visits'

/**
 * Every kind of visit and report once; of the first two visits an update says whether they are
 * suspect.
 *
 * @returns ids, oldest first
 */
export async function sendWorld({ endpoint, visit }: World) {
  const headers = { authorization: `Bearer ${worldKeys.secret}` }
  const eventIds: string[] = []
  for (const parts of Object.values(visits)) eventIds.push((await visit(parts)).eventId)
  for (const [index, suspect] of [true, false].entries()) {
    const body = JSON.stringify({ suspect })
    const answer = await fetch(`${endpoint}/v4/events/${eventIds[index]}`, {
      method: 'PATCH',
      headers,
      body,
    })
    if (!answer.ok) throw new Error(`an update was answered with ${answer.status}`)
  }
  const edgeIds: string[] = []
  for (const report of edgeReports) {
    const body = JSON.stringify(report)
    const answer = await fetch(`${endpoint}/v4/edge`, { method: 'POST', headers, body })
    const { event_id } = (await answer.json()) as { event_id: string }
    edgeIds.push(event_id)
  }
  return { eventIds, edgeIds }
}
