import { readFileSync, writeFileSync } from 'node:fs'
import { createInstallation, startServer } from '../../../tools/server-process.mjs'
import { writeNetworkFiles } from './network-files'
import { worldTenants } from './tenants'
import { createSender } from './visitor'
import { startWebhookReceiver } from './webhook-receiver'

/** A server in development mode with the world's tenants and data, and who receives its webhooks. */
export async function openWorld() {
  const installation = createInstallation()
  const receiver = await startWebhookReceiver()
  writeFileSync(installation.provisionFile, JSON.stringify(worldTenants(receiver.url)))
  const server = await startServer(installation, {
    env: {
      ...writeNetworkFiles(installation.folder),
      WHORL_MODE: 'development',
      WHORL_OUTBOUND_ALLOW: '127.0.0.0/8',
    },
  })
  const recorded = readFileSync(new URL('../../../bench/payload.json', import.meta.url), 'utf8')
  return {
    endpoint: server.endpoint,
    receiver,
    ...createSender(server.endpoint, JSON.parse(recorded)),
    async close() {
      await server.end('SIGTERM')
      receiver.close()
      installation.remove()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
