import { writeFileSync } from 'node:fs'
import { createInstallation } from '../../tools/server-process.mjs'

/** Keys of the server that the compatibility tests run against. */
export const keys = {
  public: 'pk_compat',
  /** Its environment allows no origin of the tests. */
  publicElsewhere: 'pk_elsewhere',
  secret: 'sk_compat',
  /** Of another workspace. */
  secretForeign: 'sk_foreign',
  management: 'mk_compat',
  /** One request a second. */
  secretLimited: 'sk_limited',
} as const

const noLimits = { ingestPerIp: 0, ingestPerKey: 0, newVisitorsPerMinute: 0 }

const botRule = {
  id: 'r_uE0af8497PFAOD',
  expression: 'bot in ["bad"] || incognito',
  action: {
    type: 'block',
    status_code: 403,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    body: '{"title":"Forbidden"}',
  },
}
const orderRule = {
  id: 'r_order',
  expression: "linked_id == 'order-1' && velocity.events.1_hour >= 3",
  action: {
    type: 'allow',
    request_header_modifications: {
      remove: ['X-Trusted'],
      set: [{ name: 'X-Order', value: '1' }],
      append: [{ name: 'Via', value: '1.1 whorl' }],
    },
  },
}

/** Rulesets by what they answer for a driven browser whose last visit is for `order-1`. */
export const rulesets = {
  block: { id: 'rs_b1k1blhqpOX3kU', name: 'block', rules: [botRule, orderRule] },
  allow: { id: 'rs_allow', name: 'allow', rules: [orderRule, botRule] },
  default: {
    id: 'rs_default',
    name: 'default',
    rules: [{ expression: 'bot in ["good"]', action: { type: 'allow' } }],
    default: { type: 'block', status_code: 429 },
  },
} as const

const tenants = {
  workspaces: [
    {
      name: 'compat',
      environments: [
        { name: 'main', publicKeys: [keys.public], limits: noLimits },
        {
          name: 'elsewhere',
          publicKeys: [keys.publicElsewhere],
          allowedOrigins: ['https://elsewhere.example'],
          limits: noLimits,
        },
      ],
      secretKeys: [{ token: keys.secret }],
      managementKeys: [keys.management],
      rulesets: Object.values(rulesets),
    },
    {
      name: 'foreign',
      environments: [{ name: 'main', publicKeys: ['pk_foreign'] }],
      secretKeys: [{ token: keys.secretForeign }],
    },
    {
      name: 'limited',
      environments: [{ name: 'main', publicKeys: ['pk_limited'], limits: { apiPerKey: 1 } }],
      secretKeys: [{ token: keys.secretLimited }],
    },
  ],
}

/** The data folder of a server with these tenants. */
export function createCompatInstallation(): ReturnType<typeof createInstallation> {
  const installation = createInstallation()
  writeFileSync(installation.provisionFile, JSON.stringify(tenants))
  return installation
}
