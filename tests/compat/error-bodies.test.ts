import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from './world/open-world'
import { type RefusalIds, refusals } from './world/refusals'
import { sendRefusal } from './world/send-refusal'
import { worldKeys } from './world/tenants'

let world: World
let ids: RefusalIds
beforeAll(async () => {
  world = await openWorld()
  const { eventId, visitorId = '' } = await world.visit()
  const fresh = await world.visit({ key: worldKeys.publicPlain })
  ids = { eventId, visitorId, freshEventId: fresh.eventId }
})
afterAll(() => world.close())

/** The rows without what is only known once there are events: their names. */
const rows = refusals({ eventId: 'EVENT', visitorId: 'VISITOR', freshEventId: 'FRESH' }).map(
  ({ generation, method, path, status, body = '' }, index) => {
    const what = `${method} ${path} ${body}`.slice(0, 90)
    return [`${index}: ${generation} ${what} is ${status}`, index] as const
  },
)

test.each(rows)('%s', async (_, index) => {
  const refusal = refusals(ids)[index]
  if (!refusal) throw new Error('there is no such row')
  const answer = await sendRefusal(world.endpoint, refusal)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect({ status: answer.status, body: await answer.text() }).toEqual({
    status: refusal.status,
    body: JSON.stringify(refusal.expected),
  })
  if (refusal.status === 429) expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
})

test('v4 POST /v4/edge whose body does not come within 5 s is 400', async () => {
  const answer = await new Promise<{ status?: number; body: string }>((resolve, reject) => {
    const stalling = request(
      `${world.endpoint}/v4/edge`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${worldKeys.secret}`, 'content-length': 100 },
      },
      async (response) => {
        const pieces: Buffer[] = []
        for await (const piece of response) pieces.push(piece as Buffer)
        const { statusCode: status } = response
        resolve({ ...(status && { status }), body: Buffer.concat(pieces).toString() })
        stalling.destroy()
      },
    )
    stalling.once('error', reject)
    stalling.write('{"headers":')
  })
  expect(answer).toEqual({
    status: 400,
    body: '{"error":{"code":"request_read_timeout","message":"request read timeout"}}',
  })
})
