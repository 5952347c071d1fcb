import { describe, expect, test } from 'vitest'
import { compileExpression } from './expression'
import { findRule } from './filter'
import type { FilterFacts } from './nodes'

const facts: FilterFacts = {
  headers: new Map([
    ['origin', ['https://subdomain.example.com']],
    ['x-forwarded-proto', ['https', 'http']],
  ]),
  ip: '123.0.44.9',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  isAiBot: false,
  isCrawlerBot: true,
  platform: 'android',
  sdkVersion: '2.7.0',
  appPackageName: 'com.acme.default',
}
/** Enough of a network for these tests: the room above brings the real one. */
const parseNetwork = (text: string) =>
  /^\d+(\.\d+){3}\/\d+$/.test(text)
    ? (ip: string) => ip.startsWith(`${text.split('.')[0]}.`)
    : undefined

function evaluate(expression: string): boolean | string {
  const compiled = compileExpression(expression, parseNetwork)
  return 'error' in compiled ? compiled.error : compiled.matches(facts)
}

// The first five are the examples of the vendor's guide to request filtering.
test.each([
  [`http.request.headers['Origin'][0] == 'https://subdomain.example.com'`, true],
  [`http.request.ip in cidr('123.0.0.1/16')`, true],
  [`http.request.ip in cidr('10.0.0.1/32')`, false],
  [`sdk.platform.app_package_name == 'com.acme.default'`, true],
  [`http.user_agent.is_crawler_bot`, true],
  [`!http.user_agent.is_ai_bot && sdk.platform.is_android`, true],
  [`http.request.headers["origin"][0] endsWith ".example.com"`, true],
  [`http.request.headers['origin'][0] matches '^https://[a-z]+\\\\.example\\\\.com$'`, true],
  ['http.request.headers["origin"][0] matches `^https://[a-z]+\\.example\\.com$`', true],
  [`http.request.headers['Referer'][0] == ''`, false],
  [`http.request.headers['Referer'][0] != 'x'`, true],
  [`http.request.headers['X-Forwarded-Proto'][1] == 'http'`, true],
  [`http.request.headers['X-Forwarded-Proto'][2] == 'http'`, false],
  [`len(http.request.headers['Referer']) == 0`, true],
  [`len(http.user_agent.string) > 10 and len(http.user_agent.string) <= 31`, true],
  [`sdk.platform.name in ['ios', "android"]`, true],
  [`sdk.platform.name not in ['ios', 'android']`, false],
  [`not (http.request.ip not in cidr('123.0.0.0/8'))`, true],
  [`lower(http.user_agent.string) contains 'linux'`, true],
  [`http.user_agent.string not contains 'linux'`, true],
  [`false || sdk.version startsWith '2.'`, true],
  [`true && false || true`, true],
  [`true || true && false`, true],
])('%s is %s', (expression, result) => {
  expect(evaluate(expression)).toBe(result)
})

test.each([
  ['', 'empty'],
  ['1', 'true or false'],
  [`http.request.ip == '10.0.0.1'`, "in cidr('192.0.2.0/24')"],
  [`http.request.ip in cidr('nonsense')`, 'cidr()'],
  [`http.request.url == 'x'`, 'no field "http.request.url"'],
  [`constructor == 'x'`, 'no field "constructor"'],
  [`toString('x') == 'x'`, 'no function "toString"'],
  [`sdk.version == 2`, 'one kind'],
  [`sdk.version matches sdk.version`, 'in quotes'],
  [`sdk.version matches '('`, ') is missing'],
  [`sdk.version == 'x`, 'no end'],
  [`sdk.version == 'x' }`, 'cannot hold "}"'],
  [`sdk.version == 'x' true`, 'goes on'],
  [`(sdk.version == 'x'`, ') is missing'],
  ['sdk.version not', '"not" must stand'],
  ['true &&', 'ends too early'],
  [`${'('.repeat(100)}true${')'.repeat(100)}`, 'too deep'],
  [`${'!'.repeat(100)}true`, 'too deep'],
  ['x'.repeat(5_000), '4096'],
])('%s is refused with a sentence', (expression, part) => {
  const result = evaluate(expression)
  expect(result).toBeTypeOf('string')
  expect(result).toContain(part)
})

describe('rules', () => {
  const rule = (action: 'allow' | 'deny', expression: string) => {
    const compiled = compileExpression(expression, parseNetwork)
    if ('error' in compiled) throw new Error(compiled.error)
    return { action, ...compiled }
  }
  test('the first that matches decides', () => {
    const rules = [
      rule('allow', 'sdk.platform.is_ios'),
      rule('deny', 'true'),
      rule('allow', 'sdk.platform.is_android'),
    ]
    expect(findRule(rules, facts)?.action).toBe('deny')
    expect(findRule(rules, { ...facts, platform: 'ios' })?.action).toBe('allow')
    expect(findRule([], facts)).toBeUndefined()
  })
})
