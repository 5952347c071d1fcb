import { expect, test } from 'vitest'
import { createJars } from './jar'
import { accuracyOf } from './metrics/accuracy'
import { openOurs } from './ours'
import { type Contest, runWorld } from './run-world'
import { createWorld } from './world/world'
import { defaultShares } from './world-parameters'

const options = { seed: 3, browsers: 30, days: 40, shares: defaultShares }

test('every linker sees the same visits, and the oracle is always right', async () => {
  const runs = await runWorld(options, 'stateless', 'all')
  expect(runs.map(({ linker }) => linker)).toEqual([
    'whorl',
    'FP-Stalker rules',
    'Eckersley',
    'exact hash',
    'oracle',
  ])
  const truth = runs.map(({ outcomes }) => outcomes.map(({ browser, at }) => [browser, at]))
  for (const visits of truth) expect(visits).toEqual(truth[0])
  const oracle = runs.at(-1)
  expect(accuracyOf(oracle?.outcomes ?? [])).toMatchObject({ strictAccuracy: 1, linkPrecision: 1 })
})

test('a run can be repeated to the last id', async () => {
  const idsOf = async (contest: Contest) =>
    (await runWorld(options, 'cookies', contest)).map(({ outcomes }) =>
      outcomes.map(({ id, confidence }) => [id, confidence]),
    )
  expect(await idsOf('ours')).toEqual(await idsOf('ours'))
})

test('a kept token is believed by our engine', async () => {
  const ours = await openOurs('token')
  const jars = createJars('cookies')
  let kept = 0
  try {
    for (const visit of createWorld({ ...options, browsers: 60 }).visits()) {
      const token = jars.token(visit.snapshot)
      const link = await ours.see(visit, token)
      jars.keep(visit.snapshot, link.token ?? link.id)
      if (token === undefined) continue
      expect(token.startsWith(link.id)).toBe(true)
      kept++
    }
  } finally {
    await ours.close?.()
  }
  expect(kept).toBeGreaterThan(100)
})
