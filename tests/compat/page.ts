/** What the test pages run: the published packages, unmodified, each behind one function. */

import * as v4 from '@fingerprint/agent'
import { FingerprintProvider, useVisitorData as useVisitorDataV4 } from '@fingerprint/react'
import * as v3 from '@fingerprintjs/fingerprintjs-pro'
import { FpjsProvider, useVisitorData } from '@fingerprintjs/fingerprintjs-pro-react'
import { CacheLocation, FpjsClient, type GetOptions } from '@fingerprintjs/fingerprintjs-pro-spa'
import { createElement, type FunctionComponent, type PropsWithChildren } from 'react'
import { createRoot } from 'react-dom/client'

type StartV4 = Parameters<typeof v4.start>[0]
type OptionsV4 = Omit<StartV4, 'endpoints'> & { endpoint: string | string[] }
type GetV4 = Parameters<v4.Agent['get']>[0]
type LoadV3 = Parameters<typeof v3.load>[0]
type GetV3 = v3.GetOptions<true>

/** What came of one identification. */
export type Outcome = { result: Record<string, unknown> } | { error: Failure }

export interface Failure {
  name: string
  message: string
  code?: unknown
  event_id?: unknown
  requestId?: unknown
}

const asOutcome = (promise: Promise<unknown>): Promise<Outcome> =>
  promise.then(
    // Every package resolves with a plain object; JSON drops what a test could not compare.
    (result) => ({ result: JSON.parse(JSON.stringify(result)) as Record<string, unknown> }),
    (thrown: Failure) => ({
      error: {
        name: thrown.name,
        message: thrown.message,
        code: thrown.code,
        event_id: thrown.event_id,
        requestId: thrown.requestId,
      },
    }),
  )

let kept: v4.Agent | undefined

const packages = {
  /** `endpoint` is wrapped in `withoutDefault`, as the documentation tells self-hosters to do. */
  runV4: ({ endpoint, ...options }: OptionsV4, get?: GetV4) =>
    asOutcome(
      Promise.resolve().then(() =>
        v4.start({ ...options, endpoints: v4.withoutDefault(endpoint) }).get(get),
      ),
    ),

  runV4Twice: async ({ endpoint, ...options }: OptionsV4, get?: GetV4) => {
    const agent = v4.start({ ...options, endpoints: v4.withoutDefault(endpoint) })
    return [await asOutcome(agent.get(get)), await asOutcome(agent.get(get))]
  },

  /** Starts and waits until the script has been loaded. The agent is kept for `getKeptV4`. */
  startKeptV4: async ({ endpoint, ...options }: OptionsV4) => {
    kept = v4.start({ ...options, endpoints: v4.withoutDefault(endpoint) })
    return asOutcome(kept.get())
  },

  getKeptV4: () => asOutcome(kept?.get() ?? Promise.reject(new Error('not started'))),

  isFingerprintError: (error: Failure) =>
    v4.isFingerprintError(Object.assign(new Error(error.message), error)),

  runV3: (options: LoadV3, get?: GetV3) =>
    asOutcome(v3.load(options).then((agent) => agent.get(get))),

  runSpa: (loadOptions: LoadV3, get: GetOptions<true> = {}) =>
    asOutcome(
      (async () => {
        const client = new FpjsClient({ loadOptions, cacheLocation: CacheLocation.Memory })
        await client.init()
        const first = await client.getVisitorData(get)
        const second = await client.getVisitorData(get)
        return { first, second }
      })(),
    ),

  runReactV3: (loadOptions: LoadV3, get: GetV3 = {}) =>
    mount(
      ({ children }) => createElement(FpjsProvider, { loadOptions }, children),
      () => useVisitorData(get, { immediate: true }),
    ),

  runReactV4: ({ endpoint, ...options }: OptionsV4, get?: GetV4) =>
    mount(
      ({ children }) =>
        createElement(
          FingerprintProvider,
          { ...options, endpoints: v4.withoutDefault(endpoint) },
          children,
        ),
      () => useVisitorDataV4({ ...get, immediate: true }),
    ),
}

export type Packages = typeof packages

type UseVisit = () => { data?: unknown; error?: unknown }

interface VisitProps {
  useVisit: UseVisit
  onData: (data: unknown) => void
  onError: (error: unknown) => void
}

function Visit({ useVisit, onData, onError }: VisitProps) {
  const { data, error } = useVisit()
  if (data) onData(data)
  if (error) onError(error)
  return createElement('p', null, data ? 'identified' : 'waiting')
}

/** Renders a component that uses the hook and resolves with what it settles on. */
function mount(
  Provider: FunctionComponent<PropsWithChildren>,
  useVisit: UseVisit,
): Promise<Outcome> {
  const settled = new Promise((onData, onError) => {
    const root = document.body.appendChild(document.createElement('div'))
    const visit = createElement(Visit, { useVisit, onData, onError })
    createRoot(root).render(createElement(Provider, null, visit))
  })
  return asOutcome(settled)
}

Object.assign(window, { packages })
