import { type ClientHttp2Session, connect } from 'node:http2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestFront, type TestFront } from '../../test/front'
import { edgeRequest } from '../../test/sample-edge'

let front: TestFront
let session: ClientHttp2Session
beforeAll(async () => {
  front = await openTestFront()
  session = connect(`https://localhost:${front.port}`, { ca: front.cert })
})
afterAll(async () => {
  session.destroy()
  await front.close()
})

/** The answer over HTTP/2, where bodies come as frames and nothing announces their length. */
function post(body: string, authorization = 'Bearer sk_a'): Promise<string> {
  const stream = session.request({ ':method': 'POST', ':path': '/v4/edge', authorization })
  return new Promise((resolve, reject) => {
    let text = ''
    stream.on('response', ({ ':status': status }) => {
      text = `${status} `
    })
    stream.on('data', (piece) => {
      text += piece
    })
    stream.on('end', () => resolve(text)).on('error', reject)
    stream.end(body)
  })
}

test('a body over HTTP/2 is read', async () => {
  expect(await post(JSON.stringify(edgeRequest()))).toMatch(/^200 \{"event_id":/)
  expect(await post('{')).toMatch(/^400 .*request body is not valid/)
})

test('one that is too large is refused, and the connection serves on', async () => {
  expect(await post('x'.repeat(70_000))).toMatch(/^413 .*payload too large/)
  expect(await post('x'.repeat(70_000), 'Bearer sk_none')).toMatch(/^403 /)
  expect(await post(JSON.stringify(edgeRequest()))).toMatch(/^200 /)
})
