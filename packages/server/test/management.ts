import type { FastifyInstance } from 'fastify'

export interface ManagedReply {
  readonly status: number
  // What an answer holds is what the tests are about.
  // biome-ignore lint/suspicious/noExplicitAny: parsed JSON that expectations look into
  readonly json: any
  readonly text: string
}

/** Calls the Management API as its clients do. */
export function createManager(app: FastifyInstance, key: string) {
  return async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ManagedReply> => {
    const reply = await app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${key}`,
        'x-api-version': '2025-11-20',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { payload: JSON.stringify(body) }),
    })
    const text = reply.body
    return { status: reply.statusCode, json: text === '' ? undefined : JSON.parse(text), text }
  }
}

export const managedTenants = {
  workspaces: ['a', 'b'].map((name) => ({
    id: `ws_${name}`,
    name,
    limits: { ingestPerIp: 0, ingestPerKey: 0, apiPerKey: 0, newVisitorsPerMinute: 0 },
    environments: [
      { id: `ae_${name}`, name, publicKeys: [`pk_${name}`] },
      { id: `ae_${name}_side`, name: `${name} side`, publicKeys: [`pk_${name}_side`] },
    ],
    secretKeys: [
      { token: `sk_${name}` },
      { token: `sk_${name}_side`, environment: `ae_${name}_side` },
    ],
    managementKeys: [`mk_${name}`],
    proxyKeys: [`px_${name}`],
  })),
}
