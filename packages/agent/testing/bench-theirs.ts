/** The same page with fingerprintjs: `load()` and `get()` until the visitor id is there. */
import FingerprintJS from '@fingerprintjs/fingerprintjs'

async function run() {
  const agent = await FingerprintJS.load()
  const { visitorId, components } = await agent.get()
  const ms = performance.now() - window.startedAt
  window.outcome = { ms, visitorId, signals: Object.keys(components).length }
}

declare global {
  interface Window {
    startedAt: number
    outcome: unknown
  }
}

run()
