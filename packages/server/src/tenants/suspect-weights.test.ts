import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSuspectWeights } from '@whorl/core'
import { afterAll, describe, expect, test } from 'vitest'
import { openTestHouse, twoTenants } from '../../test/house'
import { readProvisionFile } from './provision-file'
import { suspectWeightsOf } from './suspect-weights'

const folder = mkdtempSync(join(tmpdir(), 'whorl-weights-'))
afterAll(() => rmSync(folder, { recursive: true }))

function readWith(suspectWeights: unknown) {
  const path = join(folder, 'provision.json')
  const [workspace] = twoTenants.workspaces
  writeFileSync(path, JSON.stringify({ workspaces: [{ ...workspace, suspectWeights }] }))
  return readProvisionFile(path)
}

describe('suspectWeights in a provisioning file', () => {
  test.each([
    ['an unknown name', { version: 1, weights: { bots: 3 } }, /a weight for "bots", .* bot, /],
    ['a fraction', { version: 1, weights: { bot: 1.5 } }, /suspectWeights\.weights\.bot/],
    ['less than nothing', { version: 1, weights: { bot: -1 } }, /suspectWeights\.weights\.bot/],
    ['no version', { weights: { bot: 1 } }, /suspectWeights/],
    ['another key', { version: 1, weights: {}, scale: 2 }, /unknown key "scale"/],
  ])('%s is refused', (_what, weights, sentence) => {
    expect(() => readWith(weights)).toThrow(sentence)
  })

  test('weights that are right are read', () => {
    const weights = { version: 9, weights: { bot: 0 } }
    expect(readWith(weights).workspaces[0]?.suspectWeights).toEqual(weights)
  })
})

test('are the default ones where a workspace has none of its own', () => {
  const workspace = { id: 'ws_a', name: 'a', createdAt: 0, settings: {} }
  expect(suspectWeightsOf(workspace)).toBe(defaultSuspectWeights)
  const own = { version: 9, weights: { bot: 5 } }
  expect(suspectWeightsOf({ ...workspace, settings: { suspectWeights: own } })).toEqual({
    version: 9,
    weights: { ...defaultSuspectWeights.weights, bot: 5 },
  })
})

test('score the events of their workspace and stand with them, first and late facts alike', async () => {
  const weights = Object.fromEntries(
    Object.keys(defaultSuspectWeights.weights).map((name) => [name, 100]),
  )
  const workspaces = twoTenants.workspaces.map((workspace) =>
    workspace.id === 'ws_a'
      ? { ...workspace, suspectWeights: { version: 77, weights } }
      : workspace,
  )
  const house = await openTestHouse({ tenants: { workspaces } })
  const signals = { webdriver: { value: true } }
  const nonce = 'first-and-late'
  const { eventId } = await house.identify({ nonce, signals, late: ['audio'] })
  const first = await house.event(eventId)
  expect(first.suspectScore?.weightsVersion).toBe(77)
  for (const weight of Object.values(first.suspectScore?.contributions ?? {})) {
    expect(weight).toBe(100)
  }
  const late = { v: 1, kind: 'late', key: 'pk_a', nonce, signals: { audio: { value: 124.04 } } }
  const reply = await house.post(late)
  expect(reply.status).toBe(200)
  expect(await house.event(eventId)).toMatchObject({
    revision: 2,
    velocity: first.velocity,
    suspectScore: { weightsVersion: 77 },
  })
  const other = await house.identify({ key: 'pk_b', signals }, { key: 'pk_b' })
  const { suspectScore } = await house.event(other.eventId, 'ws_b')
  expect(suspectScore?.weightsVersion).toBe(defaultSuspectWeights.version)
  await house.close()
})
