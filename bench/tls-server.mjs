// The two servers that `bench/tls.mjs` compares, over one application: ours with the front, and
// plain node:https. Tells its ports, then its CPU time whenever it is asked.
import { createServer } from 'node:https'
import { importTypeScript } from '../tools/import-typescript.mjs'

const { createLocalCertificate } = await importTypeScript(
  'packages/server/src/network/local-certificate.ts',
)
const { openFront } = await importTypeScript('packages/server/src/network/front.ts')
const { serverLimits } = await importTypeScript('packages/server/src/server-limits.ts')
const { createMetrics } = await importTypeScript('packages/server/src/observe/metrics.ts')

const identity = createLocalCertificate(Date.now())
// As little as an application can do, so that what stands before it shows.
const app = { routing: (_request, response) => response.end('ok') }

const log = { debug() {}, warn: console.error, error: console.error }
const config = { proxyProtocol: 'off', trustedProxies: { contains: () => false } }
const house = { config, log, metrics: createMetrics() }
const front = await openFront({ app, house, identity, limits: serverLimits })

const plain = createServer(
  { ...identity, ALPNProtocols: ['http/1.1'], keepAliveTimeout: serverLimits.keepAliveMs },
  (request, response) => app.routing(request, response),
)
const ports = {
  ours: await listen(front.createListener()),
  plain: await listen(plain),
  certificate: identity.cert,
}
process.on('message', () => process.send(process.cpuUsage()))
process.on('disconnect', () => process.exit(0))
process.send(ports)

function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port))
  })
}
