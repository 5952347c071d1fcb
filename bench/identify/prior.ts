/**
 * What `tools/prior.mjs` runs: learns from worlds whose truth is known what the engine assumes
 * before a workspace has taught it anything. Two steps, each of which writes one population:
 * `values` (how common, how lasting), and with those built in, `shadows` (what scores are worth).
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { encodePopulation, makePrior, type Population } from '@whorl/core'
import { type DrivenVisit, openDrive } from './drive'
import { toDriven } from './ours'
import { stretchWorld } from './stretch'
import { createWorld } from './world/world'
import { defaultShares } from './world-parameters'

const { values: options } = parseArgs({
  options: {
    // Seed, number of the stretched world, and whether only what the rows hold is there.
    worlds: { type: 'string', default: '11,12/21,13/22/plain' },
    browsers: { type: 'string', default: '1000' },
    days: { type: 'string', default: '180' },
    out: { type: 'string' },
    shadows: { type: 'boolean', default: false },
  },
})
if (options.out === undefined) throw new Error('--out wants a file')

const newcomers: DrivenVisit[] = []
const populations: Population[] = []
for (const world of options.worlds.split(',')) {
  const [seed, number, plain] = world.split('/')
  const restore = number === undefined ? () => {} : stretchWorld(Number(number))
  populations.push(await live(Number(seed), plain === 'plain'))
  restore()
}
writeFileSync(options.out, encodePopulation(makePrior(populations, newcomers)))

/** Every browser brings its own token, always: all pairs are proven. */
async function live(seed: number, isPlain: boolean): Promise<Population> {
  const { browsers, days } = options
  const world = createWorld({
    seed,
    browsers: Number(browsers),
    days: Number(days),
    shares: defaultShares,
    isPlain,
  })
  const drive = await openDrive(`prior/${seed}`)
  const ids = new Map<number, string>()
  try {
    for (const visit of world.visits()) {
      const { index } = visit.snapshot.browser
      const driven = toDriven(visit, ids.get(index))
      const isNew = !ids.has(index)
      if (isNew) newcomers.push(driven)
      const { visitorId } = await drive.see(driven, { isNew, isShadowed: options.shadows })
      ids.set(index, visitorId)
    }
  } finally {
    await drive.close()
  }
  return drive.population
}
