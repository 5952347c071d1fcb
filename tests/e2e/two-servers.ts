import { readFileSync, writeFileSync } from 'node:fs'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import type { Databases } from './databases'
import type { Server } from './visitor'

/** One of several servers on one database, with the process that it is. */
export interface RunningServer extends Server {
  readonly process: ServerProcess
}

export const managementKey = 'management_key_of_this_test'

/** Servers on one new database that are started one after the other. */
export async function openInstallation(
  databases: Databases,
  { webhooks = [], env = {} }: { webhooks?: object[]; env?: Record<string, string> } = {},
) {
  const installation = createInstallation()
  const { publicKey, secretKey, provisionFile } = installation
  const url = await databases.newUrl()
  const running: ServerProcess[] = []
  const file = JSON.parse(readFileSync(provisionFile, 'utf8'))
  Object.assign(file.workspaces[0], { managementKeys: [managementKey], webhooks })

  return {
    /** @param changes of the provisioning file; they stay for the servers after it */
    async start(changes: { workspace?: object; add?: object[] } = {}): Promise<RunningServer> {
      Object.assign(file.workspaces[0], changes.workspace)
      file.workspaces.push(...(changes.add ?? []))
      writeFileSync(provisionFile, JSON.stringify(file))
      const process = await startServer(installation, {
        env: {
          WHORL_DATABASE: url,
          WHORL_SECRET_KEY: 'one secret for all servers of a test',
          WHORL_OUTBOUND_ALLOW: '127.0.0.1/32',
          ...env,
        },
      })
      running.push(process)
      return { endpoint: process.endpoint, publicKey, secretKey, process }
    },
    async close(): Promise<void> {
      await Promise.all(running.map((server) => server.end('SIGTERM')))
      installation.remove()
    },
  }
}

interface ManagedReply {
  readonly status: number
  // What an answer holds is what the tests are about.
  // biome-ignore lint/suspicious/noExplicitAny: parsed JSON that expectations look into
  readonly data: any
}

/** Asks the Management API of this server. */
export async function manage(
  { endpoint }: Server,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<ManagedReply> {
  const reply = await fetch(endpoint + path, {
    method,
    headers: { authorization: `Bearer ${managementKey}`, 'x-api-version': '2025-11-20' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return { status: reply.status, data: text === '' ? undefined : JSON.parse(text).data }
}
