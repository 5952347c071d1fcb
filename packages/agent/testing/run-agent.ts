import type { Page } from 'playwright-core'
import type { Post } from './loopback-server'
import type { Room } from './room'

declare const window: { room: Room }

export interface RunOptions {
  gets?: number
  timeout?: number
  lateMs?: number
  urlHashing?: { path?: boolean; query?: boolean; fragment?: boolean }
}

/** Starts an agent with two or three sources and calls `get()`; returns results or error codes. */
export const runAgent = (page: Page, options: RunOptions = {}) =>
  page.evaluate(async ({ gets = 1, timeout = 10_000, lateMs, urlHashing }) => {
    const { defineSource, openAgent } = window.room
    const wait = (ms: number) => new Promise<number>((done) => setTimeout(done, ms, ms))
    const agent = openAgent({
      key: 'pk',
      endpoints: [`${location.origin}/in`],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: ['spa-sdk/1.3.3'] },
      urlHashing,
      sources: [
        defineSource('hanging', () => new Promise<number>(() => {}), { timeoutMs: 50 }),
        defineSource('depth', () => screen.colorDepth),
        ...(lateMs === undefined
          ? []
          : [defineSource('slow', () => wait(lateMs), { stage: 'late', timeoutMs: 3000 })]),
      ],
    })
    const results: unknown[] = []
    for (let at = 0; at < gets; at++) {
      const got = agent.get({ timeout, linkedId: 'order', tags: { a: [1] } })
      results.push(await got.catch(({ name, code, message }) => ({ name, code, message })))
    }
    return results
  }, options)

export const isIdentify = ({ decoded }: Post) => decoded?.payload.kind === 'identify'

export const isLate = ({ decoded }: Post) => decoded?.payload.kind === 'late'
