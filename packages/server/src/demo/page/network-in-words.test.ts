import { expect, test } from 'vitest'
import { sampleEvent } from '../../../test/sample-event'
import { networkVerdicts } from '../../../test/sample-network'
import { toDemoView } from '../../answer/demo-view'
import { networkInWords } from './network-in-words'

test('names what is known of the network', () => {
  expect(networkInWords(toDemoView(sampleEvent({ verdicts: networkVerdicts })))).toEqual([
    ['Place of the address', 'Berlin, Germany'],
    ['Network', 'Example Net, AS64500'],
    ['Data centre', 'yes: Example Cloud'],
    ['VPN', 'yes: time zone of another country, confidence medium'],
    ['Proxy', 'yes: data center'],
    ['Tor', 'no'],
  ])
})

test('says nothing where nothing is known', () => {
  const rows = networkInWords(toDemoView(sampleEvent()))
  expect(rows.map(([, text]) => text)).toEqual(rows.map(() => undefined))
})
