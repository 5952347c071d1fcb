import {
  ApiKeyCreation,
  ApiKeyUpdate,
  apiKeyTypes,
  dataOf,
  ManagedApiKey,
  pageOf,
} from '@whorl/wire'
import { Type } from 'typebox'
import {
  createKey,
  deleteKey,
  getKey,
  keysInScope,
  openKeyView,
  updateKey,
} from '../../management/api-keys'
import { paginate } from '../../management/paginate'
import {
  bodyErrors,
  created,
  defineManaged,
  gone,
  IdParams,
  noContent,
  pageQuery,
} from '../define-managed'

const one = { description: 'The key.', schema: dataOf(ManagedApiKey) }

const list = defineManaged({
  method: 'GET',
  path: '/api-keys',
  summary: 'List API keys, oldest first',
  schema: {
    query: Type.Object({
      type: Type.Optional(Type.Enum([...apiKeyTypes])),
      status: Type.Optional(Type.Enum(['enabled', 'disabled'])),
      environment: Type.Optional(Type.String({ description: 'Id of an environment.' })),
      ...pageQuery,
    }),
    response: { 200: { description: 'A page.', schema: pageOf(ManagedApiKey) } },
  },
  errors: ['invalid_limit', 'invalid_management_request', 'service_unavailable'],
  async handle({ query: { type, status, environment, ...page }, ...by }) {
    const keys = keysInScope(by).filter(
      (key) =>
        (type === undefined || key.type === type) &&
        (status === undefined || key.status === status) &&
        (environment === undefined || key.environmentId === environment),
    )
    const show = await openKeyView(by)
    return paginate(keys, page, (key) => show(key))
  },
})

const create = defineManaged({
  method: 'POST',
  path: '/api-keys',
  summary: 'Make an API key; this answer alone shows its secret',
  schema: { body: ApiKeyCreation, response: { 201: one } },
  errors: [...bodyErrors, 'management_object_not_found', 'management_conflict'],
  async handle({ body, ...by }) {
    const { key, token } = await createKey(by, body)
    const show = await openKeyView(by)
    return created(show(key, token))
  },
})

const get = defineManaged({
  method: 'GET',
  path: '/api-keys/:id',
  summary: 'Get an API key',
  schema: { params: IdParams, response: { 200: one } },
  errors: ['management_object_not_found', 'service_unavailable'],
  async handle({ params, ...by }) {
    const key = getKey(by, params.id)
    const show = await openKeyView(by)
    return { data: show(key) }
  },
})

const update = defineManaged({
  method: 'PATCH',
  path: '/api-keys/:id',
  summary: 'Change, disable or enable an API key',
  schema: { params: IdParams, body: ApiKeyUpdate, response: { 200: one } },
  errors: [...bodyErrors, 'management_object_not_found', 'management_conflict'],
  async handle({ params, body, ...by }) {
    const key = await updateKey(by, params.id, body)
    const show = await openKeyView(by)
    return { data: show(key) }
  },
})

const remove = defineManaged({
  method: 'DELETE',
  path: '/api-keys/:id',
  summary: 'Delete an API key for good',
  schema: { params: IdParams, response: gone },
  errors: ['management_object_not_found', 'management_conflict', 'service_unavailable'],
  async handle({ params, ...by }) {
    await deleteKey(by, params.id)
    return noContent()
  },
})

export const apiKeyRoutes = [list, create, get, update, remove]
