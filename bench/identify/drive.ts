import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Anchor,
  chooseShadow,
  type Facts,
  type Identification,
  identify,
  learn,
  learnFromShadow,
  Population,
  profileAfter,
  visitKeys,
} from '@whorl/core'
import { type HistoryQuery, openStore, type RecordExpectations, type Store } from '@whorl/store'
import { createDraw, digest } from './world/draw'

/** What a visit brings, as the pipeline of the server has it after enrichment. */
export interface DrivenVisit {
  readonly payload: Facts['payload']
  readonly network: Facts['network']
  readonly anchors: readonly Anchor[]
  readonly now: number
}

/** The production engine on the production store: history, identify, record. */
export interface Drive {
  see(visit: DrivenVisit, options?: DriveOptions): Promise<Identification>
  /**
   * Somebody who is known to be new: recorded and learned from, but neither looked up nor weighed.
   * For filling a store; many may be under way. It is not found by all its device signals at once,
   * which another may have.
   */
  add(visit: DrivenVisit): Promise<Identification>
  /** Asks and decides, but keeps nothing: what a look-up costs. */
  lookUp(visit: DrivenVisit): Promise<Identification>
  /** What the workspace has learned so far. */
  readonly population: Population
  /** Size of the database file. */
  databaseBytes(): Promise<number>
  close(): Promise<void>
}

/** For runs whose truth is known. */
export interface DriveOptions {
  /** Decide as if nobody were known. */
  readonly isNew?: boolean
  /** Score every proven visit without its token too, not only a sample. */
  readonly isShadowed?: boolean
}

const workspaceId = 'ws_bench'
const environmentId = 'ae_0123456789abcdef'
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * A new store in a folder of its own, in memory where the system has such a folder.
 *
 * @param seed fresh ids are drawn from it, so that a run can be repeated
 */
export async function openDrive(seed: string): Promise<Drive> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'whorl-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const store = await openStore(`sqlite:${join(folder, 'bench.db')}`, {
    tombstoneKey: randomBytes(32),
  })
  await prepare(store)
  const draw = createDraw(`${seed}/ids`)
  const text = (length: number) =>
    Array.from({ length }, () => digits[draw.integer(0, digits.length - 1)]).join('')
  let count = 0
  const population = new Population()

  const queryOf = ({ payload, network, anchors, now }: DrivenVisit) => {
    count++
    return {
      workspaceId,
      anchors: [...new Set(anchors.flatMap(({ visitorId }) => visitorId ?? []))],
      keys: visitKeys({ payload, network }),
      nonce: `nonce-${count}`,
      bodyHash: digest(`body-${count}`).repeat(2),
      noncesSince: now - 86_400_000,
    }
  }

  const record = (
    query: HistoryQuery,
    { facts, identification }: { facts: Facts; identification: Identification },
    expects: Pick<RecordExpectations, 'versions' | 'checkBlocks'>,
  ) =>
    store.visits.record({
      query,
      event: eventOf(facts, identification, `${facts.now}.${text(6)}`),
      profile: profileAfter(facts, identification),
      isNewVisitor: !identification.isFound,
      ...(identification.merge && { merge: identification.merge }),
      answer: '{}',
      usedAt: facts.now,
      expects: { ...expects, isNonceUsed: false, isBodyUsed: false },
    })

  const ask = async (
    visit: DrivenVisit,
    { isNew = false, isShadowed = false }: DriveOptions = {},
  ) => {
    const freshVisitorId = text(20)
    const asked = queryOf(visit)
    const choose = (text: string) => {
      if (visit.anchors.length === 0) return undefined
      return isShadowed ? { isHidden: count % 3 === 0 } : chooseShadow(population, text)
    }
    const shadow = choose(asked.nonce)
    let query: HistoryQuery = { ...asked, candidates: shadow ? 'always' : 'unless_anchored' }
    let answer = await store.visits.history(query)
    let decision = decide(visit, answer.history, freshVisitorId, population)
    if (answer.areCandidatesLeftOut && decision.identification.why.method !== 'anchor') {
      // As in the pipeline: the token is of a known visitor but does not fit this browser.
      query = { ...query, candidates: 'always' }
      answer = await store.visits.history(query)
      decision = decide(visit, answer.history, freshVisitorId, population)
    }
    if (isNew) {
      const history = { anchored: [], candidates: [] }
      decision = decide(visit, history, freshVisitorId, population)
    }
    return { query, answer, shadow, ...decision }
  }

  return {
    population,
    async see(visit, options = {}) {
      const { query, answer, shadow, ...decided } = await ask(visit, options)
      const { facts, identification } = decided
      const outcome = await record(query, decided, { versions: answer.versions, checkBlocks: true })
      // One visit at a time: nothing can have moved in between.
      if (outcome.kind !== 'recorded') throw new Error(`record answered ${outcome.kind}`)
      learn(population, facts, identification)
      if (shadow && identification.why.method === 'anchor') {
        learnFromShadow(population, facts, shadow.isHidden)
      }
      return identification
    },
    async add(visit) {
      const history = { anchored: [], candidates: [] }
      const decided = decide(visit, history, text(20), population)
      const versions = { exactOwner: null, blocks: [], visitors: [] }
      const { keys, ...asked } = queryOf(visit)
      const query = { ...asked, keys: { blocks: keys.blocks } }
      const outcome = await record(query, decided, { versions, checkBlocks: false })
      if (outcome.kind !== 'recorded') throw new Error(`record answered ${outcome.kind}`)
      learn(population, decided.facts, decided.identification)
      return decided.identification
    },
    lookUp: async (visit) => (await ask(visit)).identification,
    databaseBytes: async () => (await store.upkeep.stats()).databaseBytes ?? 0,
    async close() {
      await store.close()
      process.off('exit', remove)
      remove()
    },
  }
}

/** The one place that calls the engine. */
function decide(
  { payload, network, anchors, now }: DrivenVisit,
  history: Facts['history'],
  freshVisitorId: string,
  population: Population,
): { facts: Facts; identification: Identification } {
  const ingest = { challenge: 'valid', isReplayed: false, isEncrypted: true } as const
  const facts: Facts = { payload, network, ingest, anchors, history, population, now }
  return { facts, identification: identify(facts, freshVisitorId) }
}

/** The event as it is kept; without its readings, which no decision reads again. */
function eventOf(facts: Facts, identification: Identification, eventId: string) {
  const { visitorId, isFound, confidence, why } = identification
  return {
    eventId,
    timestamp: facts.now,
    workspaceId,
    environmentId,
    source: 'device' as const,
    revision: 1,
    url: facts.payload.url,
    referrer: '',
    ip: facts.network.ip,
    userAgent: facts.network.userAgent,
    sdk: { platform: 'js' as const, version: facts.payload.sdk.version },
    replayed: false,
    identification: { visitorId, visitorFound: isFound, confidence },
    browser: facts.network.browser,
    readings: {},
    verdicts: {},
    why,
  }
}

async function prepare(store: Store): Promise<void> {
  const settings = {}
  await store.tenants.putWorkspace({ id: workspaceId, name: 'bench', createdAt: 0, settings })
  await store.tenants.putEnvironment({
    ...{ id: environmentId, workspaceId, name: 'bench', createdAt: 0, settings },
  })
}
