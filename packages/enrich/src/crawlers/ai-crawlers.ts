import { rowsOf } from './crawler'

export const aiCrawlers = [
  ...rowsOf(
    {
      provider: 'OpenAI',
      providerUrl: 'https://openai.com',
      source: 'https://platform.openai.com/docs/bots',
    },
    [
      {
        name: 'GPTBot',
        token: 'GPTBot',
        category: 'ai_crawler',
        rangeUrl: 'https://openai.com/gptbot.json',
      },
      {
        name: 'OAI-SearchBot',
        token: 'OAI-SearchBot',
        category: 'ai_search',
        rangeUrl: 'https://openai.com/searchbot.json',
      },
      {
        name: 'ChatGPT-User',
        token: 'ChatGPT-User',
        category: 'ai_assistant',
        rangeUrl: 'https://openai.com/chatgpt-user.json',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Anthropic',
      providerUrl: 'https://www.anthropic.com',
      source:
        'https://support.claude.com/en/articles/8896518-does-anthropic-crawl-data-from-the-web-and-how-can-site-owners-block-the-crawler',
    },
    [
      {
        name: 'ClaudeBot',
        token: 'ClaudeBot',
        category: 'ai_crawler',
        rangeUrl: 'https://claude.com/crawling/bots.json',
      },
      // The list is not said to cover these two.
      { name: 'Claude-SearchBot', token: 'Claude-SearchBot', category: 'ai_search' },
      { name: 'Claude-User', token: 'Claude-User', category: 'ai_assistant' },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Perplexity',
      providerUrl: 'https://www.perplexity.ai',
      source: 'https://docs.perplexity.ai/docs/resources/perplexity-crawlers',
    },
    [
      {
        name: 'PerplexityBot',
        token: 'PerplexityBot',
        category: 'ai_search',
        rangeUrl: 'https://www.perplexity.ai/perplexitybot.json',
      },
      {
        name: 'Perplexity-User',
        token: 'Perplexity-User',
        category: 'ai_assistant',
        rangeUrl: 'https://www.perplexity.ai/perplexity-user.json',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Mistral AI',
      providerUrl: 'https://mistral.ai',
      source: 'https://docs.mistral.ai/robots',
    },
    [
      {
        name: 'MistralAI-User',
        token: 'MistralAI-User',
        category: 'ai_assistant',
        rangeUrl: 'https://mistral.ai/mistralai-user-ips.json',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Amazon',
      providerUrl: 'https://www.amazon.com',
      source: 'https://developer.amazon.com/amazonbot',
    },
    [
      {
        name: 'Amazonbot',
        token: 'Amazonbot',
        category: 'ai_crawler',
        dnsSuffixes: ['crawl.amazonbot.amazon'],
      },
      {
        name: 'AmazonAdBot',
        token: 'AmazonAdBot',
        category: 'advertising_and_marketing',
        source: 'https://adbot.amazon.com/',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'Common Crawl',
      providerUrl: 'https://commoncrawl.org',
      source: 'https://commoncrawl.org/ccbot',
    },
    [
      {
        name: 'CCBot',
        token: 'CCBot',
        category: 'ai_crawler',
        dnsSuffixes: ['crawl.commoncrawl.org'],
        rangeUrl: 'https://index.commoncrawl.org/ccbot.json',
      },
    ],
  ),
  ...rowsOf(
    {
      provider: 'ByteDance',
      providerUrl: 'https://www.bytedance.com',
      source: 'https://bytespider.bytedance.com',
    },
    [{ name: 'Bytespider', token: 'Bytespider', category: 'ai_crawler' }],
  ),
]
