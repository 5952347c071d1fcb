/** Keys of the world in which filters, errors and published schemas are tried. */
export const worldKeys = {
  public: 'pk_world',
  /** A second environment of the same workspace. */
  publicSide: 'pk_world_side',
  /** Its results are sealed. */
  publicSealed: 'pk_world_sealed',
  /** Sealed, and the browser is told no visitor id. */
  publicHidden: 'pk_world_hidden',
  secret: 'sk_world',
  /** Sees the environment `main` only. */
  secretMain: 'sk_world_main',
  /** Of a workspace without Smart Signals and related visitors, whose events settle for a minute. */
  publicPlain: 'pk_plain',
  secretPlain: 'sk_plain',
  /** One request a second. */
  secretLimited: 'sk_limited',
  /** One deletion an hour. */
  publicRare: 'pk_rare',
  secretRare: 'sk_rare',
} as const

/** 32 bytes in base64, as the operator gives them to both sides. */
export const sealingKey = Buffer.alloc(32, 7).toString('base64')
export const webhookSecret = 'secret of the world'

/** One ruleset for each kind of answer. */
export const worldRulesets = [
  { id: 'rs_nothing', name: 'no rule', rules: [] },
  {
    id: 'rs_block',
    name: 'bots',
    rules: [
      {
        expression: 'bot in ["bad"]',
        action: {
          type: 'block',
          status_code: 403,
          headers: [{ name: 'X-Why', value: 'bot' }],
          body: 'no',
        },
      },
    ],
    default: {
      type: 'allow',
      request_header_modifications: {
        remove: ['X-Old'],
        set: [{ name: 'X-Checked', value: '1' }],
        append: [{ name: 'Via', value: '1.1 whorl' }],
      },
    },
  },
]

const limits = { ingestPerIp: 0, ingestPerKey: 0, newVisitorsPerMinute: 0 }
const fingerprintsPerVisitorDay = 0

/** @param webhookUrl receives every event twice, at `/v3` and `/v4` */
export function worldTenants(webhookUrl: string) {
  const free = { limits: { ...limits, fingerprintsPerVisitorDay } }
  const sealedResults = { key: sealingKey }
  return {
    workspaces: [
      {
        name: 'world',
        relatedVisitors: true,
        rulesets: worldRulesets,
        environments: [
          { name: 'main', publicKeys: [worldKeys.public], ...free },
          { name: 'side', publicKeys: [worldKeys.publicSide], ...free },
          { name: 'sealed', publicKeys: [worldKeys.publicSealed], sealedResults, ...free },
          {
            name: 'hidden',
            publicKeys: [worldKeys.publicHidden],
            sealedResults,
            zeroTrust: true,
            ...free,
          },
        ],
        secretKeys: [
          { token: worldKeys.secret },
          { token: worldKeys.secretMain, environment: 'main' },
        ],
        webhooks: (['3', '4'] as const).map((version) => ({
          url: `${webhookUrl}/v${version}`,
          secret: webhookSecret,
          version,
        })),
      },
      {
        name: 'plain',
        smartSignals: false,
        updateSettleMs: 60_000,
        environments: [{ name: 'main', publicKeys: [worldKeys.publicPlain], ...free }],
        secretKeys: [{ token: worldKeys.secretPlain }],
      },
      {
        name: 'limited',
        environments: [{ name: 'main', publicKeys: ['pk_limited'], limits: { apiPerKey: 1 } }],
        secretKeys: [{ token: worldKeys.secretLimited }],
      },
      {
        name: 'rare',
        deletionsPerHour: 1,
        environments: [{ name: 'main', publicKeys: [worldKeys.publicRare], ...free }],
        secretKeys: [{ token: worldKeys.secretRare }],
      },
    ],
  }
}
