import { describe, expect, test } from 'vitest'
import { compileRuleExpression } from './rule-expression'
import type { RuleEvent } from './rule-fields'

const event: RuleEvent = {
  bot: 'bad',
  bot_info: { category: 'ai_agent', identity: 'spoofed' },
  incognito: false,
  vpn: true,
  vpn_confidence: 'high',
  vpn_methods: { public_vpn: true, relay: false },
  suspect_score: 17,
  ip_address: '203.0.113.9',
  ip_info: { v4: { address: '203.0.113.9', asn: '64496', geolocation: { country_code: 'DE' } } },
  velocity: { events: { '5_minutes': 4, '1_hour': 40 } },
  identification: { visitor_id: 'a'.repeat(20), confidence: { score: 0.9 }, visitor_found: true },
  tags: { plan: 'free', age: 3, paid: false, deep: { a: 1 } },
  sdk: { platform: 'js', version: '4.1.5' },
  url: 'https://shop.example/login?next=1',
}
const parseNetwork = (text: string) =>
  /^\d+(\.\d+){3}\/\d+$/.test(text)
    ? (ip: string) => ip.startsWith(`${text.split('.')[0]}.`)
    : undefined

function evaluate(expression: string, facts: RuleEvent = event): boolean | string {
  const compiled = compileRuleExpression(expression, parseNetwork)
  return 'error' in compiled ? compiled.error : compiled.matches(facts)
}

test.each([
  // The published example.
  ['bot in ["bad"] || incognito', true],
  ['bot == "good" || incognito', false],
  ['!incognito && vpn', true],
  ['vpn_methods.public_vpn and not vpn_methods.relay', true],
  ['vpn_confidence in ["medium", "high"]', true],
  ['bot_info.identity != "verified"', true],
  ['suspect_score >= 17 && suspect_score < 18', true],
  ["ip_address in cidr('203.0.113.0/24')", true],
  ["ip_info.v4.address not in cidr('10.0.0.0/8')", true],
  ["ip_info.v4.geolocation.country_code in ['DE', 'AT']", true],
  ["ip_info.v6.asn == '64496'", false],
  ['velocity.events.5_minutes > 3', true],
  ['velocity.events.1_hour>=40', true],
  ['velocity.events.24_hours > 0', false],
  ['velocity.distinct_ip.5_minutes <= 100', false],
  ['identification.visitor_found && identification.confidence.score > 0.8', true],
  ["tags['plan'] == 'free'", true],
  ["tags['age'] == '3' && tags['paid'] == 'false'", true],
  ["tags['deep'] == '1' || tags['none'] == '' || tags['__proto__'] == ''", false],
  ["sdk.platform == 'js' && sdk.version startsWith '4.'", true],
  ['url matches `^https://[a-z.]+/login`', true],
  ['true', true],
])('%s is %s', (expression, result) => {
  expect(evaluate(expression)).toBe(result)
})

describe('what an event does not have', () => {
  test.each([
    ['tampering', false],
    ['!tampering', true],
    ['tampering == false', false],
    ["proxy_confidence == 'high'", false],
    ["proxy_confidence != 'high'", true],
    ["linked_id in ['']", false],
    ["linked_id not in ['']", true],
    ["ip_address in cidr('0.0.0.0/0')", false],
    ['suspect_score < 1', false],
    ['len(url) == 0', true],
  ])('%s is %s', (expression, result) => {
    expect(evaluate(expression, {})).toBe(result)
  })
})

test.each([
  { bot: 7, incognito: 'true', suspect_score: '17', ip_info: 'x', velocity: [], tags: null },
  { ip_info: { v4: null }, identification: 4, vpn: {}, bot_info: ['bad'] },
])('%j breaks nothing and matches nothing', (odd) => {
  for (const expression of [
    "bot in ['bad', 'good', 'not_detected']",
    'incognito || vpn',
    'suspect_score > 0',
    "ip_info.v4.asn contains ''",
    'velocity.events.1_hour >= 0',
    "tags['plan'] contains ''",
    "bot_info.name contains ''",
    'identification.confidence.score >= 0',
  ])
    expect(evaluate(expression, odd)).toBe(false)
})

test.each([
  ['incogntio', 'no field "incogntio"'],
  ['vpn_methods.publc_vpn', 'no field "vpn_methods.publc_vpn"'],
  ['vpn_methods', 'no field "vpn_methods"'],
  ['velocity.events.6_minutes > 1', 'no field "velocity.events.6_minutes"'],
  ['http.request.ip in cidr("10.0.0.0/8")', 'no field "http.request.ip"'],
  ['constructor', 'no field "constructor"'],
  ['bot', 'true or false'],
  ["bot in ['bda']", 'bot is never "bda"'],
  ["bot == 'bda'", 'bot is never "bda"'],
  ["'bda' != bot", 'bot is never "bda"'],
  ["vpn_confidence not in ['high', 'hihg']", 'vpn_confidence is never "hihg"'],
  ['suspect_score == "17"', 'one kind'],
  ['incognito > 1', 'two numbers'],
  ["ip_address == '203.0.113.9'", 'ip_address in cidr('],
  ["ip_address in cidr('nonsense')", 'cidr()'],
  ["url['x'] == 'y'", 'only tags have keys'],
  ['tags[0] == "x"', 'only tags have keys'],
  ["tags == 'x'", 'one kind'],
  ['len(tags) == 0', 'len() takes a text'],
])('%s is refused with a sentence', (expression, part) => {
  const result = evaluate(expression)
  expect(result).toBeTypeOf('string')
  expect(result).toContain(part)
})
