import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { webgpu } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(webgpu, {
      vendor: 'nvidia',
      architecture: 'ampere',
      device: '',
      description: '',
      isFallback: false,
    }),
  ).toBe(true)
  expect(accepts(webgpu, { vendor: 7 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      webgpu,
      {
        vendor: 'nvidia',
        architecture: 'ampere',
        device: '',
        description: '',
        isFallback: false,
      },
      {
        vendor: 'nvidia',
        architecture: 'ampere',
        device: '',
        description: '',
        isFallback: false,
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      webgpu,
      {
        vendor: 'nvidia',
        architecture: 'ampere',
        device: '',
        description: '',
        isFallback: false,
      },
      { vendor: 7 },
    ),
  ).toBe(0)
})
