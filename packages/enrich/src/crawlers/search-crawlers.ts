import { type Row, rowsOf } from './crawler'

const bingProof = {
  dnsSuffixes: ['search.msn.com'],
  rangeUrl: 'https://www.bing.com/toolbox/bingbot.json',
}

export const searchCrawlers = [
  ...rowsOf(
    {
      provider: 'Microsoft',
      providerUrl: 'https://www.bing.com',
      source: 'https://www.bing.com/webmasters/help/how-to-verify-bingbot-3905dc26',
    },
    [
      { name: 'Bingbot', token: 'bingbot', category: 'search_engine_crawler', ...bingProof },
      { name: 'AdIdxBot', token: 'adidxbot', category: 'advertising_and_marketing', ...bingProof },
      { name: 'BingPreview', token: 'BingPreview', category: 'aggregator', ...bingProof },
      { name: 'MicrosoftPreview', token: 'MicrosoftPreview', category: 'aggregator', ...bingProof },
    ],
  ),
  ...rowsOf(
    {
      provider: 'DuckDuckGo',
      providerUrl: 'https://duckduckgo.com',
      source: 'https://duckduckgo.com/duckduckgo-help-pages/results/duckduckbot',
    },
    [
      {
        name: 'DuckDuckBot',
        token: 'DuckDuckBot',
        category: 'search_engine_crawler',
        rangeUrl: 'https://duckduckgo.com/duckduckbot.json',
      },
      {
        name: 'DuckAssistBot',
        token: 'DuckAssistBot',
        category: 'ai_search',
        rangeUrl: 'https://duckduckgo.com/duckassistbot.json',
        source: 'https://duckduckgo.com/duckduckgo-help-pages/results/duckassistbot',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Yandex',
      providerUrl: 'https://yandex.com',
      source: 'https://yandex.com/support/webmaster/en/robot-workings/check-yandex-robots',
    },
    ['YandexRenderResourcesBot', 'YandexImages', 'YandexMobileBot', 'YandexBot'].map(
      (name): Row => ({
        name,
        token: name,
        category: 'search_engine_crawler',
        dnsSuffixes: ['yandex.ru', 'yandex.net', 'yandex.com'],
      }),
    ),
  ),
  ...rowsOf(
    {
      provider: 'Baidu',
      providerUrl: 'https://www.baidu.com',
      source: 'https://help.baidu.com/question?prod_id=99&class=476&id=2996',
    },
    ['Baiduspider-render', 'Baiduspider-image', 'Baiduspider'].map(
      (name): Row => ({
        name,
        token: name,
        category: 'search_engine_crawler',
        dnsSuffixes: ['crawl.baidu.com', 'crawl.baidu.jp'],
      }),
    ),
  ),
  ...rowsOf(
    {
      provider: 'Apple',
      providerUrl: 'https://www.apple.com',
      source: 'https://support.apple.com/en-us/119829',
    },
    [
      {
        name: 'Applebot',
        token: 'Applebot',
        category: 'search_engine_crawler',
        dnsSuffixes: ['applebot.apple.com'],
        rangeUrl: 'https://search.developer.apple.com/applebot.json',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Yahoo',
      providerUrl: 'https://www.yahoo.com',
      source: 'https://help.yahoo.com/kb/SLN22600.html',
    },
    [
      {
        name: 'Yahoo! Slurp',
        token: 'Slurp',
        category: 'search_engine_crawler',
        dnsSuffixes: ['crawl.yahoo.net'],
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Seznam',
      providerUrl: 'https://www.seznam.cz',
      source: 'https://o-seznam.cz/napoveda/vyhledavani/en/seznambot-crawler/',
    },
    [
      {
        name: 'SeznamBot',
        token: 'SeznamBot',
        category: 'search_engine_crawler',
        dnsSuffixes: ['seznam.cz'],
      },
    ],
  ),
]
