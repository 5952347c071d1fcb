import { WhorlError } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { toDemoView } from '../../answer/demo-view'
import { mayOpenDemo } from '../../demo/may-open-demo'
import type { House } from '../../house'
import { findDeviceEvent } from '../../pipeline/find-device-event'
import { type DemoFile, readDemoFile } from '../../shipped-files'
import { readViewToken } from '../../view-token'
import { defineRoute, reply } from '../define'

/** Nothing but our own files, and no way to run or send anything else. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
    "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; " +
    "base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-cache',
}

const contentTypes = {
  'index.html': 'text/html; charset=utf-8',
  'demo.js': 'text/javascript; charset=utf-8',
  'demo.css': 'text/css; charset=utf-8',
} as const satisfies Record<DemoFile, string>

/** Whoever may not open the demo cannot tell that it exists. */
function requireDemo(house: House, request: FastifyRequest): void {
  if (!mayOpenDemo(house, request)) throw new WhorlError('route_not_found')
}

function defineDemoFile(path: string, file: DemoFile) {
  return defineRoute({
    method: 'GET',
    path,
    family: 'public',
    access: { key: 'none' },
    summary: 'Get a file of the demo',
    schema: { response: { 200: { description: file, contentType: contentTypes[file] } } },
    errors: ['route_not_found'],
    async handle({ house, request }) {
      requireDemo(house, request)
      const body = readDemoFile(file)
      if (!body) throw new WhorlError('route_not_found', { details: { reason: 'not built' } })
      return reply({
        status: 200,
        headers: { ...pageHeaders, 'content-type': contentTypes[file] },
        body,
      })
    },
  })
}

export const getDemoPage = defineDemoFile('/demo', 'index.html')
export const getDemoPageFolder = defineDemoFile('/demo/', 'index.html')
export const getDemoScript = defineDemoFile('/demo/demo.js', 'demo.js')
export const getDemoStyle = defineDemoFile('/demo/demo.css', 'demo.css')

/** `GET /demo/config`: the environment that the demo identifies with. */
export const getDemoConfig = defineRoute({
  method: 'GET',
  path: '/demo/config',
  family: 'public',
  access: { key: 'none' },
  summary: 'Get the public key that the demo uses',
  schema: { response: { 200: { description: 'A public key.' } } },
  errors: ['route_not_found', 'public_api_key_not_found'],
  async handle({ house, request }) {
    requireDemo(house, request)
    const publicKey = house.tenants.firstEnvironment()?.key.token
    if (publicKey === undefined) throw new WhorlError('public_api_key_not_found')
    return { publicKey }
  },
})

/** `GET /demo/events/{event_id}?view=`: one event, for who just made it on the demo page. */
export const getDemoEvent = defineRoute({
  method: 'GET',
  path: '/demo/events/:event_id',
  family: 'public',
  access: { key: 'none' },
  summary: 'Get the event that the demo just made',
  schema: {
    params: Type.Object({ event_id: Type.String() }),
    query: Type.Object({ view: Type.Optional(Type.String()) }),
    response: { 200: { description: 'The event and what is known about each signal.' } },
  },
  errors: ['route_not_found', 'event_not_found'],
  async handle({ house, request, params, query, now }) {
    requireDemo(house, request)
    const { secrets, store, late } = house
    const workspaceId = readViewToken(secrets, query.view ?? '', params.event_id, now)
    if (workspaceId === undefined) throw new WhorlError('event_not_found')
    const event = await findDeviceEvent(store, workspaceId, params.event_id)
    if (!event) throw new WhorlError('event_not_found')
    if (!event.late || event.late.completedAt !== undefined) return toDemoView(event)
    await late.settled(workspaceId, event.eventId)
    return toDemoView((await findDeviceEvent(store, workspaceId, event.eventId)) ?? event)
  },
})
