import {
  dataOf,
  EncryptionKeyCreation,
  EncryptionKeyUpdate,
  ManagedEncryptionKey,
  pageOf,
} from '@whorl/wire'
import { Type } from 'typebox'
import {
  createEncryptionKey,
  encryptionKeysInScope,
  getEncryptionKey,
  revertEncryptionKey,
  rotateEncryptionKey,
  showEncryptionKey,
  updateEncryptionKey,
} from '../../management/encryption-keys'
import { paginate } from '../../management/paginate'
import { bodyErrors, created, defineManaged, IdParams, pageQuery } from '../define-managed'

const one = { description: 'The key with its tokens.', schema: dataOf(ManagedEncryptionKey) }

const list = defineManaged({
  method: 'GET',
  path: '/encryption-keys',
  summary: 'List the keys that seal results, one for each environment that seals',
  schema: {
    query: Type.Object({
      status: Type.Optional(Type.Enum(['enabled', 'disabled'])),
      environment: Type.Optional(Type.String({ description: 'Id of an environment.' })),
      ...pageQuery,
    }),
    response: { 200: { description: 'A page.', schema: pageOf(ManagedEncryptionKey) } },
  },
  errors: ['invalid_limit', 'invalid_management_request'],
  async handle({ query: { status, environment, ...page }, ...by }) {
    const keys = encryptionKeysInScope(by).filter(
      (key) =>
        (status === undefined || (status === 'disabled') === (key.sealed.isDisabled ?? false)) &&
        (environment === undefined || key.environment.id === environment),
    )
    return paginate(keys, page, (key) => showEncryptionKey(by, key))
  },
})

const create = defineManaged({
  method: 'POST',
  path: '/encryption-keys',
  summary: 'Make an environment seal its results',
  schema: { body: EncryptionKeyCreation, response: { 201: one } },
  errors: [...bodyErrors, 'management_object_not_found', 'management_conflict'],
  async handle({ body, ...by }) {
    return created(showEncryptionKey(by, await createEncryptionKey(by, body)))
  },
})

const get = defineManaged({
  method: 'GET',
  path: '/encryption-keys/:id',
  summary: 'Get an encryption key',
  schema: { params: IdParams, response: { 200: one } },
  errors: ['management_object_not_found'],
  async handle({ params, ...by }) {
    return { data: showEncryptionKey(by, getEncryptionKey(by, params.id)) }
  },
})

const update = defineManaged({
  method: 'PATCH',
  path: '/encryption-keys/:id',
  summary: 'Change, disable or enable an encryption key',
  schema: { params: IdParams, body: EncryptionKeyUpdate, response: { 200: one } },
  errors: [...bodyErrors, 'management_object_not_found'],
  async handle({ params, body, ...by }) {
    return { data: showEncryptionKey(by, await updateEncryptionKey(by, params.id, body)) }
  },
})

const rotate = defineManaged({
  method: 'POST',
  path: '/encryption-keys/:id/rotate',
  summary: 'Make the next token the token',
  schema: { params: IdParams, response: { 200: one } },
  errors: ['management_object_not_found', 'service_unavailable'],
  async handle({ params, ...by }) {
    return { data: showEncryptionKey(by, await rotateEncryptionKey(by, params.id)) }
  },
})

const revert = defineManaged({
  method: 'POST',
  path: '/encryption-keys/:id/revert',
  summary: 'Take the last rotation back',
  schema: { params: IdParams, response: { 200: one } },
  errors: ['management_object_not_found', 'management_conflict', 'service_unavailable'],
  async handle({ params, ...by }) {
    return { data: showEncryptionKey(by, await revertEncryptionKey(by, params.id)) }
  },
})

export const encryptionKeyRoutes = [list, create, get, update, rotate, revert]
