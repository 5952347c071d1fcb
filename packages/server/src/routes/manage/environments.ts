import {
  dataOf,
  EnvironmentCreation,
  EnvironmentUpdate,
  ManagedEnvironment,
  pageOf,
} from '@whorl/wire'
import { Type } from 'typebox'
import {
  createEnvironment,
  deleteEnvironment,
  showEnvironment,
  updateEnvironment,
} from '../../management/environments'
import { paginate } from '../../management/paginate'
import { environmentsInScope, getEnvironment } from '../../management/scope'
import {
  bodyErrors,
  created,
  defineManaged,
  gone,
  IdParams,
  noContent,
  pageQuery,
} from '../define-managed'

const one = { description: 'The environment.', schema: dataOf(ManagedEnvironment) }

const list = defineManaged({
  method: 'GET',
  path: '/environments',
  summary: 'List the environments of the workspace, oldest first',
  schema: {
    query: Type.Object(pageQuery),
    response: { 200: { description: 'A page.', schema: pageOf(ManagedEnvironment) } },
  },
  errors: ['invalid_limit', 'invalid_management_request'],
  async handle({ query, ...by }) {
    return paginate(environmentsInScope(by), query, showEnvironment)
  },
})

const create = defineManaged({
  method: 'POST',
  path: '/environments',
  summary: 'Make an environment',
  schema: { body: EnvironmentCreation, response: { 201: one } },
  errors: [...bodyErrors, 'management_scope', 'management_conflict'],
  async handle({ body, ...by }) {
    return created(showEnvironment(await createEnvironment(by, body)))
  },
})

const get = defineManaged({
  method: 'GET',
  path: '/environments/:id',
  summary: 'Get an environment',
  schema: { params: IdParams, response: { 200: one } },
  errors: ['management_object_not_found'],
  async handle({ params, ...by }) {
    return { data: showEnvironment(getEnvironment(by, params.id)) }
  },
})

// The published API updates by POST; PATCH does the same, as everywhere else.
const updates = (['POST', 'PATCH'] as const).map((method) =>
  defineManaged({
    method,
    path: '/environments/:id',
    summary: 'Change an environment',
    schema: { params: IdParams, body: EnvironmentUpdate, response: { 200: one } },
    errors: [...bodyErrors, 'management_object_not_found'],
    async handle({ params, body, ...by }) {
      return { data: showEnvironment(await updateEnvironment(by, params.id, body)) }
    },
  }),
)

const remove = defineManaged({
  method: 'DELETE',
  path: '/environments/:id',
  summary: 'Delete an environment with its keys and rules; its events stay',
  schema: { params: IdParams, response: gone },
  errors: ['management_object_not_found', 'management_scope', 'management_conflict'],
  async handle({ params, ...by }) {
    await deleteEnvironment(by, params.id)
    return noContent()
  },
})

export const environmentRoutes = [list, create, get, ...updates, remove]
