import type { Readings } from '@whorl/wire'
import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { developerTools } from './developer-tools'
import { chrome, docked, firefox, firefoxParts, toolsOpen } from './sample-browsers'

const driven = { webdriver: { value: true } }
const detect = (signals: Readings) =>
  developerTools.detect(sampleFacts({ signals: { ...chrome, ...signals } }))?.value.isOpen

test.each<[string, Readings, boolean | undefined]>([
  ['in a window of their own', toolsOpen, true],
  ['docked', { ...toolsOpen, ...docked }, true],
  [
    'a busy machine under Chromium',
    { consoleCost: { value: { tableMs: 40, logMs: 5, getterReads: 0 } } },
    false,
  ],
  ['a driver', { ...toolsOpen, ...driven }, false],
  ['a driver with docked tools', { ...toolsOpen, ...docked, ...driven }, true],
  ['a side bar', docked, false],
  ['closed', {}, false],
  ['no facts', { stackTrap: {}, consoleCost: {} }, undefined],
])('%s', (_, signals, isOpen) => {
  expect(detect(signals)).toBe(isOpen)
})

test.each([
  [46, 1, true],
  [23, 1, true],
  [14, 1, false],
  [60, 40, false],
])('Firefox shows them by the cost alone: %d ms against %d', (tableMs, logMs, isOpen) => {
  const consoleCost = { value: { tableMs, logMs, getterReads: 0 } }
  const facts = sampleFacts({ ...firefoxParts, signals: { ...firefox, consoleCost } })
  expect(developerTools.detect(facts)?.value).toEqual({ isOpen })
})
