import { describe, expect, test } from 'vitest'
import type { CrawlerFacts } from '../facts'
import { sampleFacts } from '../identify/sample-facts'
import { declaredBot } from './declared-bot'

const googlebot: CrawlerFacts = {
  name: 'Googlebot',
  provider: 'Google',
  providerUrl: 'https://www.google.com',
  category: 'search_engine_crawler',
  identity: 'verified',
  by: 'ranges',
}

const judge = (crawler: CrawlerFacts) => declaredBot(sampleFacts({ network: { crawler } }))

test('a proven crawler is good, with the published shape', () => {
  expect(judge(googlebot)).toEqual({
    result: 'good',
    type: 'googlebot',
    info: {
      category: 'search_engine_crawler',
      provider: 'Google',
      provider_url: 'https://www.google.com',
      name: 'Googlebot',
      identity: 'verified',
      confidence: 'high',
    },
    evidence: [
      {
        says: 'Googlebot, proven by its address against the ranges that the operator publishes',
        weight: 1,
      },
    ],
  })
})

test('a signed agent is good and names itself as a type', () => {
  const signed = judge({
    name: 'ChatGPT Agent',
    provider: 'OpenAI',
    category: 'ai_agent',
    identity: 'signed',
    by: 'signature',
  })
  expect(signed).toMatchObject({ result: 'good', type: 'chatgpt_agent' })
  expect(signed?.info).not.toHaveProperty('provider_url')
})

describe('is not good', () => {
  test('when the proof failed', () => {
    const judged = judge({ ...googlebot, identity: 'spoofed', by: 'reverse_dns' })
    expect(judged).toMatchObject({
      result: 'bad',
      info: { identity: 'spoofed', confidence: 'high' },
    })
    expect(judged?.evidence[0]).toEqual({
      says: 'the request calls itself Googlebot, but the name of its address says no',
      weight: 1,
    })
  })

  test('when nothing proves the claim', () => {
    const judged = judge({ ...googlebot, identity: 'unknown', by: 'claim' })
    expect(judged).toMatchObject({
      result: 'bad',
      info: { identity: 'unknown', confidence: 'medium' },
    })
  })

  test('when nobody knows the name', () => {
    const judged = judge({
      name: 'mybot',
      provider: 'unknown',
      category: 'unknown',
      identity: 'unknown',
      by: 'claim',
    })
    expect(judged).toMatchObject({ result: 'bad', type: 'mybot', info: { confidence: 'low' } })
  })
})

test('says nothing about a request that claims nothing', () => {
  expect(declaredBot(sampleFacts())).toBeUndefined()
})
