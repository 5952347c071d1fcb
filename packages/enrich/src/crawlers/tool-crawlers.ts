import { type Row, rowsOf } from './crawler'

export const toolCrawlers = [
  ...rowsOf(
    {
      provider: 'Ahrefs',
      providerUrl: 'https://ahrefs.com',
      source: 'https://ahrefs.com/robot',
    },
    ['AhrefsSiteAudit', 'AhrefsBot'].map(
      (name): Row => ({
        name,
        token: name,
        category: 'search_engine_optimization',
        dnsSuffixes: ['ahrefs.com', 'ahrefs.net'],
        rangeUrl: 'https://api.ahrefs.com/v3/public/crawler-ip-ranges',
      }),
    ),
  ),
  ...rowsOf(
    {
      provider: 'Semrush',
      providerUrl: 'https://www.semrush.com',
      source: 'https://www.semrush.com/bot/',
    },
    [
      {
        name: 'SemrushBot',
        token: 'SemrushBot',
        category: 'search_engine_optimization',
        dnsSuffixes: ['semrush.com'],
      },
    ],
  ),
  ...rowsOf(
    { provider: 'Majestic', providerUrl: 'https://majestic.com', source: 'https://mj12bot.com/' },
    [{ name: 'MJ12bot', token: 'MJ12bot', category: 'search_engine_optimization' }],
  ),
  ...rowsOf(
    {
      provider: 'Moz',
      providerUrl: 'https://moz.com',
      source: 'https://moz.com/help/moz-procedures/crawlers/rogerbot',
    },
    [{ name: 'DotBot', token: 'DotBot', category: 'search_engine_optimization' }],
  ),
  ...rowsOf(
    {
      provider: 'UptimeRobot',
      providerUrl: 'https://uptimerobot.com',
      source: 'https://uptimerobot.com/help/locations/',
    },
    [
      {
        name: 'UptimeRobot',
        token: 'UptimeRobot',
        category: 'monitoring_and_analytics',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Pingdom',
      providerUrl: 'https://www.pingdom.com',
      source:
        'https://documentation.solarwinds.com/en/success_center/pingdom/content/topics/pingdom-probe-servers-ip-addresses.htm',
    },
    [
      { name: 'PingdomPageSpeed', token: 'PingdomPageSpeed', category: 'monitoring_and_analytics' },
      { name: 'Pingdom.com_bot', token: 'Pingdom.com_bot', category: 'monitoring_and_analytics' },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Datadog',
      providerUrl: 'https://www.datadoghq.com',
      source: 'https://docs.datadoghq.com/synthetics/guide/identify_synthetics_bots/',
    },
    [
      {
        name: 'DatadogSynthetics',
        token: 'DatadogSynthetics',
        category: 'monitoring_and_analytics',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Stripe',
      providerUrl: 'https://stripe.com',
      source: 'https://docs.stripe.com/stripebot-crawler',
    },
    [
      {
        name: 'Stripebot',
        token: 'Stripebot',
        category: 'ecommerce',
        dnsSuffixes: ['crawl.stripe.com'],
      },
    ],
  ),
]
