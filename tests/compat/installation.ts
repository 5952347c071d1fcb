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
