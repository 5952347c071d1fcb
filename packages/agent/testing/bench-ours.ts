/** One cold collection, from script start until the encoded body is ready. */
import { sources } from '@whorl/signals/sources'
import { prepare } from '../src/agent'
import { startBackground } from '../src/background'
import { createConsent } from '../src/consent'
import { importKey } from '../src/encode'
import { createMemory } from '../src/remember'

async function run() {
  const memory = createMemory('_vid_t')
  const marks: Record<string, number> = {}
  const mark = (name: string) => () => {
    marks[name] = performance.now() - window.startedAt
  }
  mark('start')()
  const background = startBackground(sources, memory)
  mark('begun')()
  background.early().then(mark('collected'))
  const readTokens = background.tokens()
  readTokens.then(mark('tokens'))
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const ticket = { keyId: 'k1', nonce: 'bench', key: await importKey(raw), isAbsent: false }
  const challenges = {
    warm() {},
    take: async () => ticket,
    keep() {},
    isOneMessage: () => false,
  }
  const settings = {
    line: { endpoints: [], key: 'pk' },
    sdk: { platform: 'js', version: '0', face: 'v4' },
    storageName: '_vid_t',
    sources,
    consent: createConsent('granted'),
  } as const
  const signal = new AbortController().signal
  const { bytes } = await prepare(
    {
      settings,
      memory,
      challenges,
      background: { ...background, tokens: () => readTokens },
      signal,
    },
    {},
    false,
  )
  const ms = performance.now() - window.startedAt
  window.outcome = { ms, marks, bytes: bytes.length, readings: await background.early() }
}

declare global {
  interface Window {
    startedAt: number
    outcome: unknown
  }
}

run()
