import { type Row, rowsOf } from './crawler'

const googleLists = 'https://developers.google.com/static/crawling/ipranges/'
const googlebotProof = {
  dnsSuffixes: ['googlebot.com'],
  rangeUrl: 'https://developers.google.com/static/search/apis/ipranges/googlebot.json',
}
const googleSpecialProof = {
  dnsSuffixes: ['google.com'],
  rangeUrl: `${googleLists}special-crawlers.json`,
}
/** Not user-triggered-fetchers.json nor gae.googleusercontent.com: customers of the cloud use these. */
const googleFetcherProof = {
  dnsSuffixes: ['google.com'],
  rangeUrl: `${googleLists}user-triggered-fetchers-google.json`,
}

export const googleCrawlers = rowsOf(
  {
    provider: 'Google',
    providerUrl: 'https://www.google.com',
    source: 'https://developers.google.com/search/docs/crawling-indexing/verifying-googlebot',
  },
  [
    ...['Googlebot-Image', 'Googlebot-News', 'Googlebot-Video', 'Storebot-Google'].map(
      (name): Row => ({ name, token: name, category: 'search_engine_crawler', ...googlebotProof }),
    ),
    {
      name: 'Google-InspectionTool',
      token: 'Google-InspectionTool',
      category: 'search_engine_optimization',
      ...googlebotProof,
    },
    {
      name: 'Google-CloudVertexBot',
      token: 'Google-CloudVertexBot',
      category: 'ai_crawler',
      ...googlebotProof,
    },
    { name: 'GoogleOther', token: 'GoogleOther', category: 'other', ...googlebotProof },
    { name: 'Google-Safety', token: 'Google-Safety', category: 'security', ...googleSpecialProof },
    ...['AdsBot-Google-Mobile', 'AdsBot-Google', 'Mediapartners-Google'].map(
      (name): Row => ({
        name,
        token: name,
        category: 'advertising_and_marketing',
        ...googleSpecialProof,
      }),
    ),
    { name: 'APIs-Google', token: 'APIs-Google', category: 'other', ...googleSpecialProof },
    {
      name: 'FeedFetcher-Google',
      token: 'FeedFetcher-Google',
      category: 'aggregator',
      ...googleFetcherProof,
    },
    {
      name: 'Google-Site-Verification',
      token: 'Google-Site-Verification',
      category: 'search_engine_optimization',
      ...googleFetcherProof,
    },
    {
      name: 'Google-Read-Aloud',
      token: 'Google-Read-Aloud',
      category: 'other',
      ...googleFetcherProof,
    },
    {
      name: 'Google-NotebookLM',
      token: 'Google-NotebookLM',
      category: 'ai_assistant',
      ...googleFetcherProof,
    },
    {
      name: 'Google-Agent',
      token: 'Google-Agent',
      category: 'ai_agent',
      dnsSuffixes: ['google.com'],
      rangeUrl: `${googleLists}user-triggered-agents.json`,
    },
    { name: 'Googlebot', token: 'Googlebot', category: 'search_engine_crawler', ...googlebotProof },
  ],
)
