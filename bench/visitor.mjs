import { Agent, request as httpRequest } from 'node:http'
import { createDevice, toPayload, userAgent } from './devices.mjs'
import { seal } from './envelope.mjs'

/**
 * Sends visits as browsers do: encrypted with a challenge, which the answer before brought along.
 *
 * @param {{endpoint: string, key: string, sockets: number}} options
 */
export function createSender({ endpoint, key, sockets }) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, maxTotalSockets: sockets })
  const challenges = []
  const tokens = new Map()
  let target = endpoint

  const post = (body, { retry, token, from } = {}) =>
    new Promise((resolve, reject) => {
      const query = retry ? `&retry=${encodeURIComponent(retry)}` : ''
      const outgoing = httpRequest(
        `${target}/?key=${key}${query}`,
        {
          method: 'POST',
          agent,
          headers: {
            'content-type': 'text/plain',
            'content-length': body.length,
            'user-agent': userAgent,
            'accept-language': 'en-US,en;q=0.9',
            origin: 'https://shop.example',
            // For a server that trusts its loopback neighbours to name the client.
            ...(from && { 'x-forwarded-for': from }),
            ...(token && { cookie: `_iidt=${token}` }),
          },
        },
        (incoming) => {
          let text = ''
          incoming.setEncoding('utf8')
          incoming.on('data', (chunk) => {
            text += chunk
          })
          incoming.once('error', reject)
          incoming.once('end', () =>
            resolve({ status: incoming.statusCode, json: JSON.parse(text) }),
          )
        },
      )
      outgoing.once('error', reject)
      outgoing.end(body)
    })

  const takeChallenge = async () => {
    const last = challenges.pop()
    if (last) return last
    const { status, json } = await post(Buffer.alloc(0))
    if (status !== 200) throw new Error(`no challenge: ${status} ${JSON.stringify(json)}`)
    return json.challenge
  }

  return {
    tokens,
    /** Where to send from now on: a restarted server has another port. */
    moveTo(endpoint) {
      target = endpoint
    },
    close: () => agent.destroy(),
    takeChallenge,
    /** A visit ready to be sent, and sent again if need be. */
    async prepare(index, { withToken, from, linkedId }) {
      const token = withToken ? tokens.get(index) : undefined
      const challenge = await takeChallenge()
      const payload = {
        ...toPayload(createDevice(index), { key, now: Date.now(), token }),
        ...(linkedId && { linkedId }),
      }
      return { index, token, from, nonce: challenge.id, body: seal(payload, challenge) }
    },
    async send(visit, { isRetry = false } = {}) {
      const { token, nonce, body, from } = visit
      const answer = await post(body, { token, from, ...(isRetry && { retry: nonce }) })
      if (answer.status !== 200) return answer
      if (answer.json.challenge) challenges.push(answer.json.challenge)
      if (answer.json.token) tokens.set(visit.index, answer.json.token)
      return answer
    },
  }
}
