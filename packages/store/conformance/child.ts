import { argv, stdout } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../src/open-store'
import type { Store } from '../src/store'
import { testOptions } from './backend'
import { aProfile, aQuery, someTraits, visit } from './sample'

/**
 * A process of its own for tests of how processes end: `child.js <how> <path>`. It prints `open`,
 * then the id of every event after its record was acknowledged.
 */
const [how, path] = argv.slice(2)
const store = await openStore(`sqlite:${path}`, testOptions)
stdout.write('open\n')
let acknowledged = 0

/** Records without end, several at a time, with documents of some size. */
async function load(store: Store): Promise<void> {
  for (;;) {
    const profile = aProfile({ traits: { ...someTraits, product: 'x'.repeat(3_000) } })
    const { event } = await visit(store, aQuery('ws_a'), profile)
    stdout.write(`${event.eventId}\n`)
    acknowledged += 1
  }
}

/** Resolves in the middle of the load, on a busy machine too. */
async function someOfIt(): Promise<void> {
  await sleep(200)
  while (acknowledged <= 40) await sleep(5)
}

switch (how) {
  case 'close':
    await visit(store, aQuery('ws_a'), aProfile())
    await store.close()
    break
  case 'forget':
    await visit(store, aQuery('ws_a'), aProfile())
    break
  case 'exit':
    for (let at = 0; at < 20; at += 1) load(store).catch(() => {})
    await someOfIt()
    process.exit(0)
    break
  case 'exitInSearch':
  case 'closeInSearch':
    for (let at = 0; at < 4; at += 1) store.events.count('ws_many').catch(() => {})
    await sleep(3)
    if (how === 'exitInSearch') process.exit(0)
    await store.close()
    break
  case 'closeUnderLoad':
    for (let at = 0; at < 20; at += 1) load(store).catch(() => {})
    await someOfIt()
    await store.close()
    break
  default:
    for (let at = 0; at < 20; at += 1) load(store).catch(() => {})
}
