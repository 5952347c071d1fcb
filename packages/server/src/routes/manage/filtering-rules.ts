import {
  dataOf,
  FilteringRuleCreation,
  FilteringRulesBulk,
  FilteringRulesTest,
  FilteringRulesTestResult,
  FilteringRuleUpdate,
  listOf,
  ManagedFilteringRule,
} from '@whorl/wire'
import { Type } from 'typebox'
import {
  createRule,
  deleteRule,
  getRule,
  putBulk,
  rulesInScope,
  showRule,
  updateRule,
} from '../../management/filtering-rules'
import { testRules } from '../../management/test-rules'
import { bodyErrors, created, defineManaged, gone, IdParams, noContent } from '../define-managed'

const one = { description: 'The rule.', schema: dataOf(ManagedFilteringRule) }
const all = { description: 'Rules in their order.', schema: listOf(ManagedFilteringRule) }

const list = defineManaged({
  method: 'GET',
  path: '/filtering-rules',
  summary: 'List filtering rules in the order in which they are tried',
  schema: {
    query: Type.Object({
      environment: Type.Optional(Type.String({ description: 'Id of an environment.' })),
      status: Type.Optional(Type.Enum(['enabled', 'disabled'])),
      name: Type.Optional(Type.String({ description: 'Part of the name.' })),
    }),
    response: { 200: all },
  },
  errors: [],
  async handle({ query: { environment, status, name }, ...by }) {
    const rules = rulesInScope(by).filter(
      (placed) =>
        (environment === undefined || placed.environment.id === environment) &&
        (status === undefined || placed.rule.status === status) &&
        (name === undefined || placed.rule.name.toLowerCase().includes(name.toLowerCase())),
    )
    return { data: rules.map(showRule) }
  },
})

const create = defineManaged({
  method: 'POST',
  path: '/filtering-rules',
  summary: 'Make a filtering rule, by default the last of its environment',
  schema: { body: FilteringRuleCreation, response: { 201: one } },
  errors: [...bodyErrors, 'management_object_not_found', 'management_conflict'],
  async handle({ body, ...by }) {
    return created(showRule(await createRule(by, body)))
  },
})

const bulk = defineManaged({
  method: 'POST',
  path: '/filtering-rules/bulk',
  summary: 'Change many rules of an environment at once',
  schema: { body: FilteringRulesBulk, response: { 200: all } },
  errors: [...bodyErrors, 'management_object_not_found', 'management_conflict'],
  async handle({ body, ...by }) {
    return { data: (await putBulk(by, body)).map(showRule) }
  },
})

const test = defineManaged({
  method: 'POST',
  path: '/filtering-rules/test',
  summary: 'Ask what rules would say of a request',
  schema: {
    body: FilteringRulesTest,
    response: { 200: { description: 'The outcome.', schema: FilteringRulesTestResult } },
  },
  errors: [...bodyErrors, 'management_object_not_found'],
  async handle({ body, ...by }) {
    return testRules(by, body)
  },
})

const get = defineManaged({
  method: 'GET',
  path: '/filtering-rules/:id',
  summary: 'Get a filtering rule',
  schema: { params: IdParams, response: { 200: one } },
  errors: ['management_object_not_found'],
  async handle({ params, ...by }) {
    return { data: showRule(getRule(by, params.id)) }
  },
})

// The published API updates by POST; PATCH does the same, as everywhere else.
const updates = (['POST', 'PATCH'] as const).map((method) =>
  defineManaged({
    method,
    path: '/filtering-rules/:id',
    summary: 'Change or move a filtering rule',
    schema: { params: IdParams, body: FilteringRuleUpdate, response: { 200: one } },
    errors: [...bodyErrors, 'management_object_not_found', 'management_conflict'],
    async handle({ params, body, ...by }) {
      return { data: showRule(await updateRule(by, params.id, body)) }
    },
  }),
)

const remove = defineManaged({
  method: 'DELETE',
  path: '/filtering-rules/:id',
  summary: 'Delete a filtering rule',
  schema: { params: IdParams, response: gone },
  errors: ['management_object_not_found', 'service_unavailable'],
  async handle({ params, ...by }) {
    await deleteRule(by, params.id)
    return noContent()
  },
})

export const filteringRuleRoutes = [list, create, bulk, test, get, ...updates, remove]
