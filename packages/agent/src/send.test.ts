import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { aPage, openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

const sendFrom = async (endpoints: string[], path = '/room') => {
  const page = await house.open({ path })
  return page.evaluate(
    (endpoints) =>
      window.room.send({ endpoints, key: 'pk' }, new Uint8Array(0), {
        nonce: 'n1',
        backoffMs: 10,
        attemptMs: 1000,
        attemptsMax: 3,
      }),
    endpoints,
  )
}

test('posts text/plain without preflight and with the key', async () => {
  const sent = await sendFrom([`http://localhost:${house.server.port}/a`])
  expect(sent).toMatchObject({ answer: { sealed: false } })
  const [post] = house.server.posts
  expect(post?.path).toBe('/a')
  expect(post?.headers['content-type']).toBe('text/plain')
  expect(post?.headers.origin).toBe(house.server.origin)
  expect(post?.query.toString()).toBe('key=pk')
  expect(house.server.gets.filter((get) => get.startsWith('OPTIONS'))).toEqual([])
})

test('a lost connection and a 503 are tried again, marked with the nonce', async () => {
  // Chromium 156 itself repeats a POST once, unmarked, when a reused connection breaks.
  let isBusy = true
  house.server.answer = ({ query }) => {
    if (!query.has('retry')) return 'destroy'
    const busy = { status: 503, body: 'busy' }
    const answer = isBusy ? busy : undefined
    isBusy = false
    return answer
  }
  const sent = await sendFrom([`${house.server.origin}/a`])
  expect(sent).toMatchObject({ answer: { sealed: false } })
  const marks = house.server.posts.map(({ query }) => query.get('retry'))
  expect(marks[0]).toBeNull()
  expect(marks.slice(-2)).toEqual(['n1', 'n1'])
})

test('the next endpoint is tried when one does not answer', async () => {
  const sent = await sendFrom(['http://127.0.0.1:1', `${house.server.origin}/second`])
  expect(sent).toMatchObject({ endpoint: `${house.server.origin}/second` })
})

test('an endpoint that hangs gives way to the next one', async () => {
  house.server.answer = ({ path }) => (path === '/hangs' ? 'hang' : undefined)
  const { origin } = house.server
  const sent = await sendFrom([`${origin}/hangs`, `${origin}/second`])
  expect(sent).toMatchObject({ endpoint: `${origin}/second` })
  expect(house.server.posts.map(({ path }) => path)).toEqual(['/hangs', '/second'])
})

test.each([
  [{ status: 200, body: 'no json' }, 'bad_response_format', 'Response cannot be parsed', 1],
  [{ status: 200, body: '[1' }, 'bad_response_format', 'Response cannot be parsed', 1],
  [{ status: 502, body: '<html>' }, 'server_error', 'Request failed', 3],
  [
    {
      status: 403,
      body: { error: { code: 'wrong_region', message: 'wrong region', v3: 'Wrong region' } },
    },
    'wrong_region',
    'Wrong region',
    1,
  ],
])('the answer %j is the failure %s', async (answer, failed, v3, posts) => {
  house.server.answer = () => answer
  expect(await sendFrom([house.server.origin])).toMatchObject({ failed, v3 })
  expect(house.server.posts).toHaveLength(posts)
})

test('a dead server is network_connection', async () => {
  expect(await sendFrom(['http://127.0.0.1:1'])).toMatchObject({ failed: 'network_connection' })
})

test('a policy that forbids the endpoint is csp_block', async () => {
  const policy = "default-src 'self'; connect-src 'self'"
  const headers = { 'content-security-policy': policy }
  house.server.assets.set('/strict', aPage('<script src="/room.js"></script>', headers))
  const sent = await sendFrom([`http://localhost:${house.server.port}/x`], '/strict')
  expect(sent).toMatchObject({ failed: 'csp_block', message: 'Blocked by CSP' })
})
