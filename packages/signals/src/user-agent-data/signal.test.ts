import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { userAgentData } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(userAgentData, {
      brands: [
        { brand: 'Not:A-Brand', version: '8' },
        { brand: 'Chromium', version: '156' },
      ],
      mobile: false,
      platform: 'Linux',
      architecture: 'x86',
      bitness: '64',
      model: '',
      platformVersion: '',
      wow64: false,
      formFactors: ['Desktop'],
      fullVersionList: [
        { brand: 'Not:A-Brand', version: '8.0.0.0' },
        { brand: 'Chromium', version: '156.0.8078.79' },
      ],
    }),
  ).toBe(true)
  expect(accepts(userAgentData, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      userAgentData,
      {
        brands: [
          { brand: 'Not:A-Brand', version: '8' },
          { brand: 'Chromium', version: '156' },
        ],
        mobile: false,
        platform: 'Linux',
        architecture: 'x86',
        bitness: '64',
        model: '',
        platformVersion: '',
        wow64: false,
        formFactors: ['Desktop'],
        fullVersionList: [
          { brand: 'Not:A-Brand', version: '8.0.0.0' },
          { brand: 'Chromium', version: '156.0.8078.79' },
        ],
      },
      {
        brands: [
          { brand: 'Not:A-Brand', version: '8' },
          { brand: 'Chromium', version: '156' },
        ],
        mobile: false,
        platform: 'Linux',
        architecture: 'x86',
        bitness: '64',
        model: '',
        platformVersion: '',
        wow64: false,
        formFactors: ['Desktop'],
        fullVersionList: [
          { brand: 'Not:A-Brand', version: '8.0.0.0' },
          { brand: 'Chromium', version: '156.0.8078.79' },
        ],
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      userAgentData,
      {
        brands: [
          { brand: 'Not:A-Brand', version: '8' },
          { brand: 'Chromium', version: '156' },
        ],
        mobile: false,
        platform: 'Linux',
        architecture: 'x86',
        bitness: '64',
        model: '',
        platformVersion: '',
        wow64: false,
        formFactors: ['Desktop'],
        fullVersionList: [
          { brand: 'Not:A-Brand', version: '8.0.0.0' },
          { brand: 'Chromium', version: '156.0.8078.79' },
        ],
      },
      [],
    ),
  ).toBe(0)
})

test('is published as device_model', () => {
  expect(userAgentData.attribute?.name).toBe('device_model')
  expect(attributeOf(userAgentData, { brands: [], mobile: true, model: 'Pixel 9' })).toEqual(
    'Pixel 9',
  )
  expect(attributeOf(userAgentData, { brands: [], mobile: false, model: '' })).toBeUndefined()
})
