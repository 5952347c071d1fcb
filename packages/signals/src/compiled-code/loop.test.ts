import { expect, test } from 'vitest'
import { createLoop } from './loop'

test('is a module that can be compiled and run', () => {
  const loop = createLoop(2)
  expect(() => loop(1_000)).not.toThrow()
})
