import type { ApiHouse } from './open-api-house'

/** How each generation of the API deletes a visitor. */
export interface DeleteCalls {
  /** @param path what follows the address, from its slash on */
  remove(api: ApiHouse, path: string, key?: string): Promise<DeleteReply>
}

export interface DeleteReply {
  readonly status: number
  readonly text: string
  readonly json: unknown
  readonly retryAfter: string | undefined
}

function calls(base: string, carry: (key: string) => Record<string, string>): DeleteCalls {
  return {
    async remove({ app }, path, key = 'sk_a') {
      const url = base + path
      const answer = await app.inject({ method: 'DELETE', url, headers: carry(key) })
      const { statusCode: status, body: text, headers } = answer
      const retryAfter = headers['retry-after']
      return {
        status,
        text,
        json: text === '' ? undefined : JSON.parse(text),
        retryAfter: retryAfter === undefined ? undefined : String(retryAfter),
      }
    },
  }
}

export const deleteV4 = calls('/v4/visitors', (key) => ({ authorization: `Bearer ${key}` }))
export const deleteV3 = calls('/visitors', (key) => ({ 'auth-api-key': key }))
