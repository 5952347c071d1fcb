import { rowsOf } from './crawler'

/** Meta publishes its networks as a geofeed, not in Google's form: nothing here can prove them. */
export const socialCrawlers = [
  ...rowsOf(
    {
      provider: 'Meta',
      providerUrl: 'https://www.meta.com',
      source: 'https://developers.facebook.com/docs/sharing/webmasters/web-crawlers',
    },
    [
      { name: 'meta-externalagent', token: 'meta-externalagent', category: 'ai_crawler' },
      { name: 'meta-externalfetcher', token: 'meta-externalfetcher', category: 'ai_assistant' },
      { name: 'meta-webindexer', token: 'meta-webindexer', category: 'ai_search' },
      { name: 'facebookexternalhit', token: 'facebookexternalhit', category: 'aggregator' },
      { name: 'facebookcatalog', token: 'facebookcatalog', category: 'ecommerce' },
      { name: 'FacebookBot', token: 'FacebookBot', category: 'ai_crawler' },
    ],
  ),
  ...rowsOf(
    {
      provider: 'X',
      providerUrl: 'https://x.com',
      source: 'https://developer.x.com/en/docs/x-for-websites/cards/guides/troubleshooting-cards',
    },
    [{ name: 'Twitterbot', token: 'Twitterbot', category: 'aggregator' }],
  ),
  ...rowsOf(
    {
      provider: 'LinkedIn',
      providerUrl: 'https://www.linkedin.com',
      source: 'https://www.linkedin.com/robots.txt',
    },
    [{ name: 'LinkedInBot', token: 'LinkedInBot', category: 'aggregator' }],
  ),
  ...rowsOf(
    {
      provider: 'Pinterest',
      providerUrl: 'https://www.pinterest.com',
      source: 'https://help.pinterest.com/en/business/article/pinterestbot',
    },
    [
      {
        name: 'Pinterestbot',
        token: 'Pinterestbot',
        category: 'aggregator',
        dnsSuffixes: ['pinterest.com', 'pinterestcrawler.com'],
      },
    ],
  ),
  ...rowsOf(
    { provider: 'Slack', providerUrl: 'https://slack.com', source: 'https://api.slack.com/robots' },
    [
      { name: 'Slackbot-LinkExpanding', token: 'Slackbot-LinkExpanding', category: 'aggregator' },
      { name: 'Slackbot', token: 'Slackbot', category: 'aggregator' },
    ],
  ),
  ...rowsOf(
    { provider: 'Discord', providerUrl: 'https://discord.com', source: 'https://discord.com' },
    [{ name: 'Discordbot', token: 'Discordbot', category: 'aggregator' }],
  ),
  ...rowsOf(
    { provider: 'Telegram', providerUrl: 'https://telegram.org', source: 'https://telegram.org' },
    [{ name: 'TelegramBot', token: 'TelegramBot', category: 'aggregator' }],
  ),
]
