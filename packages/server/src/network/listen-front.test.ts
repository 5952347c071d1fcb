import { writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/house'
import { listen } from '../listen'
import { StartError } from '../start-error'
import { createLocalCertificate } from './local-certificate'

const { cert, key } = createLocalCertificate(Date.now())
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ env: { WHORL_PORT: '0' } })
  writeFileSync(join(house.folder, 'tls.pem'), cert)
  writeFileSync(join(house.folder, 'tls.key'), key)
})
afterAll(() => house.close())

const houseWith = (settings: { tlsCert?: string; tlsKey?: string; port?: number }) => {
  const paths = Object.entries(settings).map(([name, value]) => {
    return [name, typeof value === 'string' ? join(house.folder, value) : value]
  })
  return { ...house.house, config: { ...house.house.config, ...Object.fromEntries(paths) } }
}

test('one file without the other stops the start', async () => {
  const listening = listen(house.app, houseWith({ tlsCert: 'tls.pem' }))
  await expect(listening).rejects.toThrow(StartError)
  await expect(listening).rejects.toThrow('Set both WHORL_TLS_CERT and WHORL_TLS_KEY, or neither.')
})

test('a taken port stops the start', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' ? address?.port : undefined
  if (port === undefined) throw new Error('not a TCP port')
  const settings = { tlsCert: 'tls.pem', tlsKey: 'tls.key', port }
  await expect(listen(house.app, houseWith(settings))).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken; set WHORL_PORT to another one.`,
  )
  taken.close()
})

test('with a certificate the server speaks https', async () => {
  const settings = { tlsCert: 'tls.pem', tlsKey: 'tls.key' }
  const listening = await listen(house.app, houseWith(settings))
  for (const url of listening.urls) {
    const status = await new Promise((resolve, reject) => {
      get(`${url}/healthz`, { ca: cert, agent: false }, (reply) => {
        reply.resume().once('end', () => resolve(reply.statusCode))
      }).once('error', reject)
    })
    expect(status).toBe(200)
  }
  expect(listening.urls.map((url) => url.replace(/\d+$/, 'PORT'))).toEqual([
    'https://127.0.0.1:PORT',
    'https://[::1]:PORT',
  ])
  await listening.close()
})
