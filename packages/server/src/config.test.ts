import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, settings } from './config'
import { StartError } from './start-error'

test('has a default for everything', () => {
  const { trustedProxies, outboundAllow, ...rest } = readConfig({})
  expect(rest).toEqual({
    port: 8080,
    host: '127.0.0.1',
    dataFolder: resolve('./data'),
    databaseUrl: 'sqlite:',
    searchBudgetMs: 10_000,
    mode: 'production',
    provisionFile: undefined,
    secretKey: undefined,
    webhookTimeoutMs: 10_000,
    demo: 'loopback',
    logLevel: 'info',
    metricsKey: undefined,
    crawlersFolder: undefined,
    crawlerDns: 'off',
    publicHosts: [],
    tlsCert: undefined,
    tlsKey: undefined,
    proxyProtocol: 'off',
    forwardedSignatures: 'off',
    netdata: 'city',
    netdataUpdate: 'off',
    ipDatabases: [],
  })
  expect([trustedProxies.contains('10.0.0.1'), outboundAllow.contains('10.0.0.1')]).toEqual([
    false,
    false,
  ])
})

test('reads every variable', () => {
  const config = readConfig({
    WHORL_PORT: '0',
    WHORL_HOST: '0.0.0.0',
    WHORL_DATA: '/tmp/x',
    WHORL_DATABASE: 'postgres://u:p@h/d',
    WHORL_SEARCH_BUDGET_MS: '2500',
    WHORL_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    WHORL_OUTBOUND_ALLOW: '192.168.0.0/16',
    WHORL_MODE: 'development',
    WHORL_PROVISION: '/tmp/p.json',
    WHORL_SECRET_KEY: 's'.repeat(32),
    WHORL_DEMO: 'off',
    WHORL_LOG_LEVEL: 'debug',
    WHORL_METRICS_KEY: 'm'.repeat(16),
    WHORL_CRAWLERS: '/tmp/c',
    WHORL_CRAWLER_DNS: 'on',
    WHORL_TLS_CERT: '/tmp/tls.pem',
    WHORL_TLS_KEY: '/tmp/tls.key',
    WHORL_PROXY_PROTOCOL: 'on',
    WHORL_FORWARDED_SIGNATURES: 'cloudflare',
    WHORL_NETDATA: 'country',
    WHORL_NETDATA_UPDATE: 'on',
    WHORL_IP_DATABASES: '/tmp/a b.mmdb, /tmp/c.mmdb',
    WHORL_PUBLIC_HOSTS: 'ID.example.com:443, id.example.org:8443',
  })
  expect(config).toMatchObject({
    port: 0,
    mode: 'development',
    demo: 'off',
    databaseUrl: 'postgres://u:p@h/d',
    searchBudgetMs: 2_500,
    crawlersFolder: '/tmp/c',
    netdata: 'country',
    netdataUpdate: 'on',
    ipDatabases: ['/tmp/a b.mmdb', '/tmp/c.mmdb'],
    crawlerDns: 'on',
    tlsCert: '/tmp/tls.pem',
    tlsKey: '/tmp/tls.key',
    proxyProtocol: 'on',
    forwardedSignatures: 'cloudflare',
    publicHosts: ['id.example.com', 'id.example.org:8443'],
  })
  expect(config.trustedProxies.contains('::1')).toBe(true)
  expect(config.outboundAllow.contains('192.168.1.1')).toBe(true)
})

test('empty variables count as unset', () => {
  expect(readConfig({ WHORL_PORT: '', WHORL_MODE: ' ' })).toMatchObject({
    port: 8080,
    mode: 'production',
  })
})

describe('a wrong value', () => {
  test.each([
    ['WHORL_PORT', '65536', 'WHORL_PORT must be an integer from 0 to 65535, not "65536".'],
    ['WHORL_PORT', '80a', 'WHORL_PORT must be an integer from 0 to 65535, not "80a".'],
    [
      'WHORL_SEARCH_BUDGET_MS',
      '0',
      'WHORL_SEARCH_BUDGET_MS must be an integer from 1 to 600000, not "0".',
    ],
    ['WHORL_MODE', 'dev', 'WHORL_MODE must be one of production, development, not "dev".'],
    ['WHORL_DEMO', 'yes', 'WHORL_DEMO must be one of on, loopback, off, not "yes".'],
    [
      'WHORL_TRUSTED_PROXIES',
      '10/8',
      'WHORL_TRUSTED_PROXIES must be a list of addresses and CIDR ranges such as 10.0.0.0/8,::1, not "10/8".',
    ],
    [
      'WHORL_DATABASE',
      'mysql://u:secret@h',
      'WHORL_DATABASE must be a URL that begins with sqlite: or postgres://.',
    ],
    [
      'WHORL_PUBLIC_HOSTS',
      'https://id.example.com',
      'WHORL_PUBLIC_HOSTS must be a list of host names such as id.example.com,id.example.org:8443, not "https://id.example.com".',
    ],
    ['WHORL_CRAWLER_DNS', 'yes', 'WHORL_CRAWLER_DNS must be one of on, off, not "yes".'],
    ['WHORL_SECRET_KEY', 'short', 'WHORL_SECRET_KEY must be at least 32 characters long.'],
    ['WHORL_METRICS_KEY', 'short', 'WHORL_METRICS_KEY must be at least 16 characters long.'],
    ['WHORL_PROT', '1', 'WHORL_PROT is not a setting of Whorl; see `whorl doctor`.'],
  ])('%s=%s is one sentence', (variable, value, sentence) => {
    expect(() => readConfig({ [variable]: value })).toThrow(new StartError(sentence))
  })
})

test('every setting is described', () => {
  for (const { variable, type, defaultText, docs } of Object.values(settings)) {
    expect(variable).toMatch(/^WHORL_[A-Z_]+$/)
    expect([type, defaultText].every((text) => text.length > 0)).toBe(true)
    expect(docs).toMatch(/\.$/)
  }
})
