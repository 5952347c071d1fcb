import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPayload, openTestHouse, type TestHouse } from '../../test/house'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ env: { WHORL_TRUSTED_PROXIES: '10.0.0.0/8' } })
})
afterAll(() => house.close())

const http = 'HttpOnly; SameSite=Lax'
const sameSite = 'HttpOnly; SameSite=Lax; Secure'
const crossSite = 'HttpOnly; SameSite=None; Secure; Partitioned'
const proxy = '10.0.0.1'
const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.1' }

test.each<
  [string, { origin?: string; headers?: Record<string, string>; remoteAddress?: string }, string]
>([
  ['plain http', { origin: 'http://localhost:3000', headers: { host: 'localhost:8080' } }, http],
  [
    'an https page calling this machine',
    { origin: 'https://shop.example', headers: { host: '127.0.0.1:8080' } },
    http,
  ],
  ['a stranger who claims https', { headers: { ...https, host: 'id.example' } }, http],
  [
    'a trusted proxy that speaks http',
    { remoteAddress: proxy, headers: { ...https, 'x-forwarded-proto': 'http' } },
    http,
  ],
  [
    'https, same host',
    {
      remoteAddress: proxy,
      origin: 'https://shop.example',
      headers: { ...https, host: 'shop.example' },
    },
    sameSite,
  ],
  [
    'https, subdomain',
    {
      remoteAddress: proxy,
      origin: 'https://www.shop.example',
      headers: { ...https, host: 'id.shop.example' },
    },
    sameSite,
  ],
  [
    'https, elsewhere',
    {
      remoteAddress: proxy,
      origin: 'https://shop.example',
      headers: { ...https, host: 'id.vendor.example' },
    },
    crossSite,
  ],
  [
    'https, two shops under one public suffix',
    { remoteAddress: proxy, origin: 'https://a.co.uk', headers: { ...https, host: 'b.co.uk' } },
    crossSite,
  ],
  [
    'the browser says same-site',
    {
      remoteAddress: proxy,
      origin: 'https://a.co.uk',
      headers: { ...https, host: 'b.a.co.uk', 'sec-fetch-site': 'same-site' },
    },
    sameSite,
  ],
  [
    'the browser says cross-site',
    {
      remoteAddress: proxy,
      origin: 'https://shop.example',
      headers: { ...https, host: 'id.shop.example', 'sec-fetch-site': 'cross-site' },
    },
    crossSite,
  ],
  [
    'an https page without a proxy header',
    { origin: 'https://www.shop.example', headers: { host: 'id.shop.example' } },
    sameSite,
  ],
  [
    'a proxy integration',
    {
      origin: 'https://shop.example',
      headers: {
        'fpjs-proxy-secret': 'px_a',
        'fpjs-proxy-client-ip': '198.51.100.1',
        'fpjs-proxy-forwarded-host': 'shop.example',
      },
    },
    sameSite,
  ],
])('%s', async (_, options, attributes) => {
  const { headers } = await house.post(aPayload(), options)
  const [cookie] = [headers['set-cookie']].flat()
  expect(String(cookie)).toMatch(/^_iidt=[0-9A-Za-z._-]+; Path=\/; Max-Age=31536000; /)
  expect(String(cookie).split('; ').slice(3).join('; ')).toBe(attributes)
})
