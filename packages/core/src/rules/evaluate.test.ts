import type { RuleAction } from '@whorl/wire'
import { expect, test } from 'vitest'
import { evaluateRuleset } from './evaluate'
import { compileRuleExpression } from './rule-expression'

const block: RuleAction = { type: 'block', status_code: 451, body: 'no' }
const mark: RuleAction = {
  type: 'allow',
  request_header_modifications: { set: [{ name: 'X-Suspect', value: '1' }] },
}

function rule(id: string, expression: string, action: RuleAction) {
  const compiled = compileRuleExpression(expression, () => undefined)
  if ('error' in compiled) throw new Error(compiled.error)
  return { id, expression, action, ...compiled }
}

const ruleset = {
  id: 'rs_1',
  rules: [rule('r_1', 'suspect_score > 9', mark), rule('r_2', 'bot == "bad"', block)],
  otherwise: { type: 'allow' } as const,
}

test('the first rule that matches decides, and is named', () => {
  expect(evaluateRuleset(ruleset, { suspect_score: 10, bot: 'bad' })).toEqual({
    ...mark,
    ruleset_id: 'rs_1',
    rule_id: 'r_1',
    rule_expression: 'suspect_score > 9',
  })
  expect(evaluateRuleset(ruleset, { suspect_score: 9, bot: 'bad' })).toEqual({
    ...block,
    ruleset_id: 'rs_1',
    rule_id: 'r_2',
    rule_expression: 'bot == "bad"',
  })
})

test('when none matches the default answers, and no rule is named', () => {
  expect(evaluateRuleset(ruleset, {})).toEqual({ type: 'allow', ruleset_id: 'rs_1' })
  const closed = { ...ruleset, rules: [], otherwise: block }
  expect(evaluateRuleset(closed, { bot: 'bad' })).toEqual({ ...block, ruleset_id: 'rs_1' })
})
