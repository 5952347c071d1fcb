/**
 * How fast the agent is ready, against fingerprintjs 5 in the same browser: cold page loads,
 * alternating. Ours: every early signal settled and the body encoded, no network. Theirs: `load()`
 * and `get()` until the visitor id. Both from the start of the inline script, parsing included.
 *
 *     node bench/agent.mjs [--loads 40] [--browser chromium|firefox] [--signals]
 *
 * Prints median and 90th percentile in milliseconds, and theirs / ours. `--signals` adds the median
 * duration of each of our signals.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { rolldown } from 'rolldown'
import { sourceConditions } from '../packages/agent/build.mjs'

const testing = join(dirname(fileURLToPath(import.meta.url)), '../packages/agent/testing')

const { values: options } = parseArgs({
  options: {
    loads: { type: 'string', default: '40' },
    browser: { type: 'string', multiple: true, default: ['chromium', 'firefox'] },
    signals: { type: 'boolean', default: false },
  },
})

const openers = { chromium: openChromium, firefox: openFirefox }

async function openChromium() {
  const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic']
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
  const page = await browser.newPage()
  return {
    version: browser.version(),
    load: (url) => page.goto(url),
    outcome: async () => {
      await page.waitForFunction(() => window.outcome !== undefined)
      return page.evaluate(() => window.outcome)
    },
    close: () => browser.close(),
  }
}

async function openFirefox() {
  const profile = await mkdtemp(join(tmpdir(), 'bench-agent-'))
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    userDataDir: profile,
  })
  const page = await browser.newPage()
  return {
    version: await browser.version(),
    load: (url) => page.goto(url),
    outcome: async () => {
      await page.waitForFunction(() => window.outcome !== undefined)
      return page.evaluate(() => window.outcome)
    },
    async close() {
      await browser.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

async function bundle(file) {
  const build = await rolldown({
    input: join(testing, file),
    resolve: { conditionNames: sourceConditions },
    platform: 'browser',
    treeshake: { moduleSideEffects: false },
  })
  const { output } = await build.generate({ format: 'iife', minify: true })
  await build.close()
  return output[0].code.replaceAll('</script', '<\\/script')
}

async function serve(scripts) {
  const server = createServer((request, response) => {
    const script = scripts[request.url.slice(1)]
    if (!script) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' })
    const timer = '<script>startedAt = performance.now()</script>'
    return response.end(
      `<!doctype html><title>bench</title><body><p>page</p>${timer}<script>${script}</script></body>`,
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const quantile = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}
const round = (ms) => ms.toFixed(1)

async function measure(name, origin, loads) {
  const browser = await openers[name]()
  const outcomes = { ours: [], theirs: [] }
  try {
    for (let at = -1; at < loads; at++) {
      for (const kind of ['ours', 'theirs']) {
        await browser.load(`${origin}/${kind}`)
        const outcome = await browser.outcome()
        // The first round warms caches of browser and system for both.
        if (at >= 0) outcomes[kind].push(outcome)
      }
    }
    report(name, browser.version, outcomes)
  } finally {
    await browser.close()
  }
}

function report(name, version, { ours, theirs }) {
  const line = (kind, outcomes) => {
    const ms = outcomes.map((outcome) => outcome.ms)
    console.log(
      `  ${kind.padEnd(7)} median ${round(quantile(ms, 0.5))} ms, p90 ${round(quantile(ms, 0.9))} ms`,
    )
    return quantile(ms, 0.5)
  }
  console.log(`${name} ${version}, ${ours.length} cold loads each, alternating`)
  const mine = line('ours', ours)
  const other = line('theirs', theirs)
  const [sample] = ours
  const count = Object.keys(sample.readings).length
  console.log(
    `  theirs / ours ${(other / mine).toFixed(2)}; ${count} signals in ${sample.bytes} bytes; fingerprintjs ${theirs[0].signals} signals`,
  )
  if (options.signals) reportSignals(ours)
}

function reportSignals(ours) {
  for (const name of Object.keys(ours[0].marks)) {
    console.log(
      `    ${round(
        quantile(
          ours.map(({ marks }) => marks[name]),
          0.5,
        ),
      ).padStart(7)} ms until ${name}`,
    )
  }
  const rows = Object.keys(ours[0].readings).map((signal) => {
    const ms = ours.map(({ readings }) => readings[signal]?.ms ?? 0)
    return [signal, quantile(ms, 0.5), ours[0].readings[signal].error?.name ?? '']
  })
  for (const [signal, ms, error] of rows.sort((a, b) => b[1] - a[1]).slice(0, 25)) {
    console.log(`    ${round(ms).padStart(7)} ms ${signal} ${error}`)
  }
}

const scripts = { ours: await bundle('bench-ours.ts'), theirs: await bundle('bench-theirs.ts') }
const server = await serve(scripts)
try {
  for (const name of options.browser) {
    await measure(name, `http://127.0.0.1:${server.address().port}`, Number(options.loads))
  }
} finally {
  server.close()
}
