import { writeNetworkFiles } from '../world/network-files'
import { worldTenants } from '../world/tenants'
import type { RecordedBrowser } from '../world/visitor'
import { startWebhookReceiver } from '../world/webhook-receiver'
import { happen } from './happen'
import { createLedger } from './ledger'
import type { PublishedDocument } from './published-schema'
import { readAnswers } from './read-answers'

interface StartedServer {
  readonly endpoint: string
}

export interface Comparison {
  readonly documents: { readonly v3: PublishedDocument; readonly v4: PublishedDocument }
  readonly recorded: RecordedBrowser
  readonly dataFolder: string
  /** Starts the server with these workspaces and settings. */
  start(tenants: object, env: Readonly<Record<string, string>>): Promise<StartedServer>
}

/**
 * Lets everything happen on a server that its API can tell, and holds every answer against the
 * published documents.
 *
 * @returns whether nothing contradicts them
 */
export async function runComparison(comparison: Comparison): Promise<boolean> {
  const receiver = await startWebhookReceiver()
  try {
    const { endpoint } = await comparison.start(worldTenants(receiver.url), {
      ...writeNetworkFiles(comparison.dataFolder),
      WHORL_MODE: 'development',
      WHORL_OUTBOUND_ALLOW: '127.0.0.0/8',
    })
    const ledger = createLedger(comparison.documents)
    const happened = await happen(endpoint, comparison.recorded)
    await receiver.settled()
    await readAnswers({ endpoint, ledger, happened, webhooks: receiver.received })
    return ledger.report()
  } finally {
    receiver.close()
  }
}
