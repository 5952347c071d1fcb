import { readEngine } from '../browser/engine'
import { nextTask } from '../browser/next-task'
import { withQuietConsole } from '../browser/quiet-console'
import { defineSource } from '../define'

const rows = 50
const columns = 10
const roundsMax = 10
/** Somebody reads the console when the tables cost this much: no need to spend more. */
const dearMs = 50

/**
 * Total time of up to ten small tables on the console against the same as plain text: slow while a
 * protocol client or developer tools read along (Firefox 153: 4.6 to 11 ms each against 0 to 1.4). All values
 * are blank. `getterReads` counts how often a getter of a logged object was read: in Firefox 153 by a
 * BiDi session that listens to the log, by nobody else.
 *
 * Only in Firefox, and only once the id is out: in Chromium the formatting trap decides, while a busy
 * machine makes the tables slow as well, and in WebKit they tell nothing.
 */
export const consoleCost = defineSource(
  'consoleCost',
  async (isIdOut = false) => {
    if (!isIdOut || readEngine() !== 'gecko') return undefined
    return measure()
  },
  { stage: 'late', timeoutMs: 3_000 },
)

async function measure() {
  const table = Array.from({ length: rows }, () => Array<string>(columns).fill(''))
  let tableMs = 0
  let logMs = 0
  let getterReads = 0
  const logged = {
    get a() {
      getterReads++
      return ''
    },
  }
  withQuietConsole(({ console }) => console.debug(logged))
  for (let round = 0; round < roundsMax; round++) {
    await nextTask()
    const cost = withQuietConsole(({ console }) => {
      const startedAt = performance.now()
      console.table(table)
      const tabledAt = performance.now()
      console.log(table)
      return { table: tabledAt - startedAt, log: performance.now() - tabledAt }
    })
    if (!cost) return undefined
    tableMs += cost.table
    logMs += cost.log
    if (tableMs >= dearMs || logMs >= dearMs) break
  }
  await nextTask()
  return { tableMs: round(tableMs), logMs: round(logMs), getterReads }
}

const round = (ms: number) => Math.round(ms * 10) / 10
