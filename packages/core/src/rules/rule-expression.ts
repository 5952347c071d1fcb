import { type CompiledExpression, compile } from '../expressions/compile'
import type { Language } from '../expressions/language'
import type { ParseNetwork } from '../expressions/nodes'
import { type RuleEvent, ruleFields } from './rule-fields'

const ruleLanguage: Language<RuleEvent> = {
  fields: ruleFields,
  // The windows of velocity begin with a digit.
  name: /[A-Za-z_]\w*(?:\.\w+)*/y,
  advice: {
    address: "an address is compared by: ip_address in cidr('192.0.2.0/24')",
    index: "only tags have keys: tags['plan'] == 'free'",
    length: 'len() takes a text',
  },
}

/** Compiles the expression of a rule over events. */
export function compileRuleExpression(
  expression: string,
  parseNetwork: ParseNetwork,
): CompiledExpression<RuleEvent> {
  return compile(expression, ruleLanguage, parseNetwork)
}
