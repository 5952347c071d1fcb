import { randomBytes, scryptSync } from 'node:crypto'
import cors from '@fastify/cors'
import { FingerprintJsServerApiClient, Region } from '@fingerprintjs/fingerprintjs-pro-server-api'
import Fastify from 'fastify'
import { openDatabase } from '../open-database.mjs'

/** An event that is older than this was not made by the form that was just sent. */
const eventAgeMsMax = 120_000

/**
 * A sign-up that takes one account for each device and none from bots. The SDK is the published one;
 * its `fetch` option sends it to an own server.
 *
 * @param {{endpoint: string, secretKey: string, databasePath: string, log?: (line: string) => void}}
 *   options `log`: takes one line for each answer
 */
export async function createSignup({ endpoint, secretKey, databasePath, log = console.log }) {
  const client = new FingerprintJsServerApiClient({
    apiKey: secretKey,
    region: Region.Global,
    fetch: (input, init) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      return fetch(endpoint + pathname + search, init)
    },
  })

  const db = await openDatabase(databasePath)
  db.exec(`CREATE TABLE IF NOT EXISTS accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL UNIQUE, password TEXT NOT NULL,
    visitorId TEXT NOT NULL, requestId TEXT NOT NULL UNIQUE
  )`)
  const countOfDevice = db.prepare('SELECT count(*) AS count FROM accounts WHERE visitorId = ?')
  const countOfRequest = db.prepare('SELECT count(*) AS count FROM accounts WHERE requestId = ?')
  const insert = db.prepare(
    'INSERT INTO accounts (username, password, visitorId, requestId) VALUES (?, ?, ?, ?)',
  )

  const app = Fastify()
  // The page is served from another origin.
  await app.register(cors)

  app.post('/api/create-account', async (request, reply) => {
    const { requestId, username, password } = request.body ?? {}
    if (![requestId, username, password].every((text) => typeof text === 'string' && text !== ''))
      return reply.code(400).send({ error: 'Send requestId, username and password.' })

    const event = await client.getEvent(requestId).catch((error) => {
      // Anything else is no fault of the browser: Fastify logs it and answers 500.
      if (error.statusCode !== 404) throw error
      return undefined
    })
    const identification = event?.products.identification?.data
    if (!identification) return reply.code(400).send({ error: 'Unknown requestId.' })

    // The browser brought the id, so it may be anybody's: it must be fresh, and used once.
    const isFresh = Date.now() - identification.timestamp < eventAgeMsMax
    const isUsed = countOfRequest.get(requestId).count > 0
    if (!isFresh || isUsed || identification.replayed)
      return reply.code(403).send({ error: 'Failed to create account.' })

    const botDetected = event.products.botd?.data?.bot.result !== 'notDetected'
    if (botDetected) return reply.code(403).send({ error: 'Failed to create account.' })

    const { visitorId } = identification
    if (countOfDevice.get(visitorId).count > 0)
      return reply.code(429).send({ error: 'Failed to create account.' })

    try {
      insert.run(username, hashPassword(password), visitorId, requestId)
    } catch (error) {
      if (!/UNIQUE/.test(String(error))) throw error
      return reply.code(409).send({ error: 'This name is taken.' })
    }
    return reply.send({ status: 'Account created!' })
  })

  app.addHook('onResponse', async ({ method, url, body }, { statusCode }) => {
    log(`${method} ${url} ${body?.username ?? ''}: ${statusCode}`)
  })
  app.addHook('onClose', () => db.close())
  return app
}

function hashPassword(password) {
  const salt = randomBytes(16)
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32).toString('hex')}`
}
