import { expect, test } from 'vitest'
import { networksOf } from '../networks'
import { countNetworks, strangerChance } from './places'
import { Population } from './population'

const classIndex = 0
const office = networksOf('198.51.100.7')

test('the credit of an address falls with every visitor that is seen behind it', () => {
  const population = new Population()
  for (let other = 0; other < 200; other++) {
    countNetworks(population, classIndex, networksOf(`10.${other}.0.1`), [])
  }
  let before = 0
  for (let visitor = 0; visitor < 20; visitor++) {
    countNetworks(population, classIndex, office, [])
    const chance = strangerChance(population, 'last', classIndex, office)
    expect(chance).toBeGreaterThan(before)
    before = chance
  }
  expect(strangerChance(population, 'last', 1, office)).toBeLessThan(before)
})

test('a visitor counts once on a network', () => {
  const population = new Population()
  countNetworks(population, classIndex, office, [])
  const once = strangerChance(population, 'last', classIndex, office)
  countNetworks(population, classIndex, office, office)
  expect(strangerChance(population, 'last', classIndex, office)).toBe(once)
})
