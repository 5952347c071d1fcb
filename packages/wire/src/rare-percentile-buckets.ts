/** How rare a device is, in the words of both generations of the Server API. */
export const rarePercentileBuckets = [
  '<p95',
  'p95-p99',
  'p99-p99.5',
  'p99.5-p99.9',
  'p99.9+',
  'not_seen',
] as const
