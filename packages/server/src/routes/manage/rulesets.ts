import {
  dataOf,
  ManagedRuleset,
  pageOf,
  RulesetCreation,
  RulesetTest,
  RulesetTestResult,
  RulesetUpdate,
} from '@whorl/wire'
import { Type } from 'typebox'
import { paginate } from '../../management/paginate'
import {
  createRuleset,
  deleteRuleset,
  getRuleset,
  rulesetsInScope,
  showRuleset,
  testRuleset,
  updateRuleset,
} from '../../management/rulesets'
import {
  bodyErrors,
  created,
  defineManaged,
  gone,
  IdParams,
  noContent,
  pageQuery,
} from '../define-managed'

const one = { description: 'The ruleset.', schema: dataOf(ManagedRuleset) }

/** Rulesets belong to the workspace: a key of one environment does not reach them. */
const scopeErrors = ['management_scope', 'management_object_not_found'] as const

const list = defineManaged({
  method: 'GET',
  path: '/rulesets',
  summary: 'List rulesets',
  schema: {
    query: Type.Object(pageQuery),
    response: { 200: { description: 'A page.', schema: pageOf(ManagedRuleset) } },
  },
  errors: ['invalid_limit', 'invalid_management_request', 'management_scope'],
  async handle({ query, ...by }) {
    return paginate(rulesetsInScope(by), query, showRuleset)
  },
})

const create = defineManaged({
  method: 'POST',
  path: '/rulesets',
  summary: 'Make a ruleset',
  schema: { body: RulesetCreation, response: { 201: one } },
  errors: [...bodyErrors, 'management_scope', 'management_conflict'],
  async handle({ body, ...by }) {
    return created(showRuleset(await createRuleset(by, body)))
  },
})

const get = defineManaged({
  method: 'GET',
  path: '/rulesets/:id',
  summary: 'Get a ruleset',
  schema: { params: IdParams, response: { 200: one } },
  errors: scopeErrors,
  async handle({ params, ...by }) {
    return { data: showRuleset(getRuleset(by, params.id)) }
  },
})

// PATCH as everywhere, POST as the published routes beside these.
const updates = (['POST', 'PATCH'] as const).map((method) =>
  defineManaged({
    method,
    path: '/rulesets/:id',
    summary: 'Change a ruleset; rules are replaced as a whole',
    schema: { params: IdParams, body: RulesetUpdate, response: { 200: one } },
    errors: [...bodyErrors, ...scopeErrors],
    async handle({ params, body, ...by }) {
      return { data: showRuleset(await updateRuleset(by, params.id, body)) }
    },
  }),
)

const remove = defineManaged({
  method: 'DELETE',
  path: '/rulesets/:id',
  summary: 'Delete a ruleset',
  schema: { params: IdParams, response: gone },
  errors: [...scopeErrors, 'service_unavailable'],
  async handle({ params, ...by }) {
    await deleteRuleset(by, params.id)
    return noContent()
  },
})

const test = defineManaged({
  method: 'POST',
  path: '/rulesets/:id/test',
  summary: 'Ask what a ruleset would say of an event',
  schema: {
    params: IdParams,
    body: RulesetTest,
    response: { 200: { description: 'The rule_action.', schema: RulesetTestResult } },
  },
  errors: [...bodyErrors, ...scopeErrors],
  async handle({ params, body, ...by }) {
    return { data: await testRuleset(by, params.id, body) }
  },
})

export const rulesetRoutes = [list, create, get, ...updates, remove, test]
