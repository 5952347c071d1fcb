import type { ApiHouse } from './open-api-house'

/** How each generation of the API changes an event. */
export interface UpdateCalls {
  readonly name: string
  /** @param now Unix ms of the call */
  update(
    api: ApiHouse,
    eventId: string,
    body: object | string | undefined,
    options?: { key?: string; now?: number; headers?: Record<string, string> },
  ): Promise<{ status: number; text: string; json: unknown }>
  /** A body with these fields, by the names of the generation. */
  body(parts: { linkedId?: unknown; tag?: unknown; suspect?: unknown }): object
  /** What is shown of the event. */
  read(
    api: ApiHouse,
    eventId: string,
  ): Promise<{ linkedId: unknown; tag: unknown; suspect: unknown }>
}

async function send(
  { app }: ApiHouse,
  method: 'PATCH' | 'PUT',
  url: string,
  { body, headers }: { body: object | string | undefined; headers: Record<string, string> },
) {
  const payload = typeof body === 'object' ? JSON.stringify(body) : body
  const answer = await app.inject({
    method,
    url,
    headers,
    ...(payload !== undefined && { payload }),
  })
  const text = answer.body
  return { status: answer.statusCode, text, json: text === '' ? undefined : JSON.parse(text) }
}

const clock = (now: number | undefined) => (now === undefined ? {} : { 'x-whorl-now': `${now}` })

export const v4: UpdateCalls = {
  name: 'PATCH /v4/events/{event_id}',
  update: (api, eventId, body, { key = 'sk_a', now, headers = {} } = {}) =>
    send(api, 'PATCH', `/v4/events/${eventId}`, {
      body,
      headers: { authorization: `Bearer ${key}`, ...clock(now), ...headers },
    }),
  body: ({ linkedId, tag, suspect }) => ({ linked_id: linkedId, tags: tag, suspect }),
  async read({ app }, eventId) {
    const headers = { authorization: 'Bearer sk_a' }
    const event = (await app.inject({ url: `/v4/events/${eventId}`, headers })).json()
    return { linkedId: event.linked_id, tag: event.tags, suspect: event.suspect }
  },
}

export const v3: UpdateCalls = {
  name: 'PUT /events/{request_id}',
  update: (api, eventId, body, { key = 'sk_a', now, headers = {} } = {}) =>
    send(api, 'PUT', `/events/${eventId}`, {
      body,
      headers: { 'auth-api-key': key, ...clock(now), ...headers },
    }),
  body: ({ linkedId, tag, suspect }) => ({ linkedId, tag, suspect }),
  async read({ app }, eventId) {
    const headers = { 'auth-api-key': 'sk_a' }
    const answer = (await app.inject({ url: `/events/${eventId}`, headers })).json()
    const { linkedId, tag, suspect } = answer.products.identification.data
    return { linkedId, tag, suspect }
  },
}
