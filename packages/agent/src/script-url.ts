/** What the script learns from its own URL, being the same bytes for every key. */
export interface ScriptUrl {
  /** The public key. */
  readonly key: string | undefined
  /** Where the server is: origin and the path before `/web/v4/…`, no slash at the end. */
  readonly base: string
  /** Version of the loader that asked for the script. */
  readonly version: string | undefined
}

/**
 * Reads `/web/v4/KEY?ci=jsl/4.1.5`, `/v4/KEY`, `/v3/KEY/loader_v3.12.15.js`, `/v3/KEY/iife.min.js`,
 * all below any path, and the proxies' form `?apiKey=KEY&loaderVersion=3.12.15`.
 */
export function readScriptUrl(text: string): ScriptUrl {
  const url = new URL(text)
  const query = url.searchParams
  const path = /^(.*?)(?:\/web)?\/v[34]\/([^/]+)(?:\/loader_v([^/]+)\.js|\/.*)?$/.exec(url.pathname)
  return {
    key: path?.[2] ? decodeURIComponent(path[2]) : (query.get('apiKey') ?? undefined),
    base: url.origin + (path?.[1] ?? ''),
    version: path?.[3] ?? versionOf(query),
  }
}

function versionOf(query: URLSearchParams): string | undefined {
  return query.get('loaderVersion') ?? /^jsl\/(.{1,40})$/.exec(query.get('ci') ?? '')?.[1]
}
