import { describe, expect, test } from 'vitest'
import { crawlers, listNameOf } from './crawlers'
import { findCrawler } from './find-crawler'

const agents = [
  ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ['Googlebot-Image', 'Googlebot-Image/1.0'],
  [
    'Bingbot',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
  ],
  [
    'GPTBot',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  ],
  ['ChatGPT-User', 'Mozilla/5.0 (compatible; ChatGPT-User/1.0; +https://openai.com/bot)'],
  ['ClaudeBot', 'Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)'],
  [
    'Applebot',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
  ],
  ['AdsBot-Google-Mobile', 'AdsBot-Google-Mobile (+http://www.google.com/mobile/adsbot.html)'],
  ['TelegramBot', 'TelegramBot (like TwitterBot)'],
] as const

describe('findCrawler', () => {
  test.each(agents)('knows %s', (name, userAgent) => {
    expect(findCrawler(userAgent)?.name).toBe(name)
  })

  test('takes a stranger at its word when it leaves an address', () => {
    expect(findCrawler('mybot/1.0 (+https://example.com/bot)')).toEqual({
      name: 'mybot',
      provider: 'unknown',
      category: 'unknown',
    })
  })

  test.each([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    'Mozilla/5.0 (Linux; Android 13; CUBOT X18) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/300.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36 [FBAN/EMA;FBLC/en_US]',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Robotics/2 https://example.com',
    '',
  ])('leaves people alone: %s', (userAgent) => {
    expect(findCrawler(userAgent)).toBeUndefined()
  })

  test('is quick with a hostile text', () => {
    const startedAt = performance.now()
    for (const part of ['bot', '.-a', 'https://', 'spider-', '-']) findCrawler(part.repeat(20_000))
    expect(performance.now() - startedAt).toBeLessThan(100)
  })
})

describe('the table', () => {
  test('finds every row by its own token, so that none hides another', () => {
    for (const { name, token } of crawlers) expect(findCrawler(`${token}/1.0`)?.name).toBe(name)
  })

  test('has a source for every row and one file name for every list', () => {
    for (const { source } of crawlers) expect(URL.canParse(source)).toBe(true)
    const urls = new Set(crawlers.flatMap(({ rangeUrl }) => rangeUrl ?? []))
    expect(new Set([...urls].map(listNameOf)).size).toBe(urls.size)
    expect(urls.size).toBeGreaterThan(10)
  })
})
