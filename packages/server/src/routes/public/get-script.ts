import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { WhorlError } from '@whorl/wire'
import { Type } from 'typebox'
import { type AgentFile, readAgentFile } from '../../shipped-files'
import { defineRoute, type RouteReply, reply } from '../define'

/** The fixed words of Server API v4: no public key. */
const reserved = ['events', 'visitors', 'edge']
/** The v3 loader asks for `loader_v3.12.15.js`. */
const loaderFile = /^loader_v[0-9A-Za-z.-]{1,20}\.js$/

/** One file of the agent, ready to send: the same bytes for every public key. */
interface Script {
  readonly etag: string
  readonly bytes: Readonly<Record<'br' | 'gzip' | 'identity', Buffer>>
}

const scripts = new Map<AgentFile, Script>()

/** Read and compressed once, at the first request. */
function findScript(file: AgentFile): Script {
  const known = scripts.get(file)
  if (known) return known
  const identity = readAgentFile(file)
  if (!identity)
    throw new WhorlError('service_unavailable', { details: { reason: `${file} is not built` } })
  const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 27)
  const script = {
    // Weak: one tag for all its compressed forms.
    etag: `W/"${digest}"`,
    bytes: { identity, br: brotliCompressSync(identity), gzip: gzipSync(identity, { level: 9 }) },
  }
  scripts.set(file, script)
  return script
}

function answerScript(file: AgentFile, headers: Record<string, unknown>): RouteReply {
  const { etag, bytes } = findScript(file)
  const shared = {
    etag,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'public, max-age=3600, s-maxage=60',
    vary: 'Accept-Encoding',
  }
  if (headers['if-none-match'] === etag) return reply({ status: 304, headers: shared })
  const encoding = chooseEncoding(String(headers['accept-encoding'] ?? ''))
  return reply({
    status: 200,
    headers: {
      ...shared,
      'content-type': 'text/javascript; charset=utf-8',
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    },
    body: bytes[encoding],
  })
}

function chooseEncoding(accepted: string): 'br' | 'gzip' | 'identity' {
  const names = accepted
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0])
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity'
}

const common = {
  method: 'GET',
  family: 'public',
  access: { key: 'none' },
  errors: ['route_not_found', 'service_unavailable'],
} as const
const response = { 200: { description: 'JavaScript.', contentType: 'text/javascript' } }

function defineModule(path: string, file: AgentFile, summary: string) {
  return defineRoute({
    ...common,
    path,
    summary,
    schema: { params: Type.Object({ key: Type.String() }), response },
    async handle({ params, request }) {
      if (reserved.includes(params.key)) throw new WhorlError('route_not_found')
      return answerScript(file, request.headers)
    },
  })
}

/** `/v3/{key}/iife.min.js` and `/v3/{key}/loader_v{version}.js`. */
function defineV3File(path: string) {
  return defineRoute({
    ...common,
    path,
    summary: 'Get the v3 agent as a classic script',
    schema: { params: Type.Object({ key: Type.String(), file: Type.String() }), response },
    async handle({ params, request }) {
      if (params.file === 'iife.min.js') return answerScript('fp-v3.iife.js', request.headers)
      if (!loaderFile.test(params.file)) throw new WhorlError('route_not_found')
      return answerScript('fp-v3-loader.js', request.headers)
    },
  })
}

/** The agent under every address that the loaders ask for. */
export const getScripts = [
  defineModule('/web/v4/:key', 'fp-v4.js', 'Get the v4 agent, behind an endpoint'),
  defineModule('/v4/:key', 'fp-v4.js', 'Get the v4 agent'),
  defineModule('/web/v3/:key', 'fp-v3.esm.js', 'Get the v3 agent, behind an endpoint'),
  defineModule('/v3/:key', 'fp-v3.esm.js', 'Get the v3 agent as a module'),
  defineV3File('/web/v3/:key/:file'),
  defineV3File('/v3/:key/:file'),
]
