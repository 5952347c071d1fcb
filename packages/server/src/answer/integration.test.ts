import { expect, test } from 'vitest'
import { toIntegration } from './integration'

test.each([
  ['spa-sdk', { name: 'spa-sdk' }],
  ['spa-sdk/1.3.3', { name: 'spa-sdk', version: '1.3.3' }],
  ['native/3.17.1/web', { name: 'native', version: '3.17.1', subintegration: { name: 'web' } }],
  [
    'react-sdk/2.7.1/react/19.3.1/rest',
    {
      name: 'react-sdk',
      version: '2.7.1',
      subintegration: { name: 'react', version: '19.3.1' },
    },
  ],
])('reads %s', (text, integration) => {
  expect(toIntegration(text)).toEqual(integration)
})
