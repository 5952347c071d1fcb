import type { AddressFacts } from '@whorl/core'
import { expect, test } from 'vitest'
import { addressesOf, findAddresses } from './find-addresses'
import { openNetworkData } from './network-data'

const noData = openNetworkData({ folder: '/nonexistent', complain: () => {} })

const shown = (ips: readonly string[]) => {
  const addresses = addressesOf(noData, ips)
  const text = (facts: AddressFacts | undefined) => facts?.address
  return addresses && [text(addresses.v4), text(addresses.v6)]
}

test.each([
  [['81.20.0.7'], ['81.20.0.7', undefined]],
  [['2A02:0::7'], [undefined, '2a02::7']],
  [
    ['81.20.0.7', '2a02::7'],
    ['81.20.0.7', '2a02::7'],
  ],
  [['::ffff:81.20.0.7'], ['81.20.0.7', undefined]],
  [
    ['81.20.0.7', '::ffff:81.30.0.7'],
    ['81.20.0.7', undefined],
  ],
  [
    ['nonsense', '2a02::7'],
    [undefined, '2a02::7'],
  ],
  [['nonsense'], undefined],
  [[], undefined],
])('%j are the addresses %j', (ips, expected) => {
  expect(shown(ips)).toEqual(expected)
})

test('without data nothing is found about a visitor', () => {
  expect(findAddresses(noData, '81.20.0.7')).toBeUndefined()
})
