import { WhorlError } from '@whorl/wire'
import { defineRoute } from '../define'

/** `GET /healthz`: the process answers. */
export const getHealth = defineRoute({
  method: 'GET',
  path: '/healthz',
  family: 'public',
  access: { key: 'none' },
  summary: 'Tell that the process is alive',
  schema: { response: { 200: { description: 'Alive.' } } },
  errors: [],
  handle: async () => ({ status: 'ok' }),
})

/** `GET /readyz`: it can also read and write. */
export const getReadiness = defineRoute({
  method: 'GET',
  path: '/readyz',
  family: 'public',
  access: { key: 'none' },
  summary: 'Tell that the database reads and writes',
  schema: { response: { 200: { description: 'Ready.' } } },
  errors: ['service_unavailable'],
  async handle({ house }) {
    try {
      await house.store.upkeep.ping()
    } catch (cause) {
      throw new WhorlError('service_unavailable', { cause })
    }
    return { status: 'ready' }
  },
})
