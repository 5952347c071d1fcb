// `npm run bench:tls`: what looking at clients costs. CPU time of our front against plain node:https
// with the same certificate and application, per new connection and per request of a kept one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:https'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.env.BENCH_ROUNDS ?? 9)
const connections = Number(process.env.BENCH_CONNECTIONS ?? 300)
const requests = Number(process.env.BENCH_REQUESTS ?? 4_000)
const lanes = 8

const serverPath = fileURLToPath(new URL('tls-server.mjs', import.meta.url))
const [program, ...args] = ['taskset', '-c', '0', process.execPath, serverPath]
const server = spawn(program, args, {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
const [{ certificate, ...ports }] = await once(server, 'message')
console.log(
  `Node ${process.versions.node}, server on core 0 of ${cpus().length} (${cpus()[0]?.model}); ` +
    `${rounds} alternating rounds, medians; ${lanes} lanes; no session is resumed`,
)
report('new connection', await compare(connections, connectAnew))
report('kept request', await compare(requests, keepConnections))
server.disconnect()

/** Microseconds of the server's CPU for each call, alternating, after one round that warms up. */
async function compare(calls, open) {
  const spent = { ours: [], plain: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? ['ours', 'plain'] : ['plain', 'ours']) {
      const micros = await measure(ports[name], calls, open)
      if (round > 0) spent[name].push(micros)
    }
  }
  return { ours: median(spent.ours), plain: median(spent.plain) }
}

async function measure(port, calls, open) {
  const { call, close } = open(port)
  // Connections that are kept are made before the clock starts.
  await Promise.all(Array.from({ length: lanes }, call))
  const before = await cpuOfServer()
  let left = calls
  const lane = async () => {
    while (left-- > 0) await call()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const after = await cpuOfServer()
  close()
  return (after.user + after.system - before.user - before.system) / calls
}

async function cpuOfServer() {
  server.send('cpu')
  const [usage] = await once(server, 'message')
  return usage
}

function connectAnew(port) {
  // Without the cache every handshake is a full one.
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 })
  return { call: () => ask(port, agent), close: () => agent.destroy() }
}

function keepConnections(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes })
  return { call: () => ask(port, agent), close: () => agent.destroy() }
}

function ask(port, agent) {
  const options = { host: '127.0.0.1', port, servername: 'localhost', ca: certificate, agent }
  return new Promise((resolve, reject) => {
    get({ ...options, ALPNProtocols: ['http/1.1'] }, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`answered ${reply.statusCode}`))
      reply.resume().once('end', resolve)
    }).once('error', reject)
  })
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function report(what, { ours, plain }) {
  const [left, right] = [ours, plain].map((micros) => `${micros.toFixed(0)} us`)
  const difference = (ours - plain).toFixed(0)
  console.log(
    `${what}: ours ${left}, node:https ${right} of CPU; ratio ${(ours / plain).toFixed(2)}, ` +
      `difference ${difference} us`,
  )
}
