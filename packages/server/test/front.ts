import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NetworkSignature } from '@whorl/core'
import { isTlsSocket, signatureOf, socketAddressOf } from '../src/network/connection-facts'
import { type FrontLimits, frontLimits } from '../src/network/front-limits'
import { listenFront } from '../src/network/listen-front'
import { createLocalCertificate } from '../src/network/local-certificate'
import { type ServerLimits, serverLimits } from '../src/server-limits'
import { aPayload, openTestHouse, type TestHouse } from './house'

export interface TestFront {
  readonly house: TestHouse
  readonly port: number
  readonly urls: readonly string[]
  /** PEM. */
  readonly cert: string
  readonly certPath: string
  /** Resolves when a request for `/slow` has come; its answer takes a while. */
  readonly slowBegun: Promise<void>
  /** A first message that the ingress takes. */
  payload(): object
  /** Connections refused so far, by reason. */
  refused(reason: string): Promise<number>
  close(): Promise<void>
}

/** What `/seen` answers. */
export interface Seen {
  readonly signature: NetworkSignature
  readonly address: string
  readonly isTls: boolean
  readonly host: string
  readonly httpVersion: string
}

/** A whole server on a port of its own, by default with TLS. `/seen` tells what it saw. */
export async function openTestFront({
  env = {},
  isTls = true,
  limits = {},
  opening = {},
}: {
  env?: Readonly<Record<string, string>>
  isTls?: boolean
  limits?: Partial<ServerLimits>
  opening?: Partial<FrontLimits>
} = {}): Promise<TestFront> {
  const { cert, key } = createLocalCertificate(Date.now())
  let begin = () => {}
  const slowBegun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const house = await openTestHouse({
    env: { WHORL_PORT: '0', ...env },
    register(app) {
      app.get('/seen', ({ raw, headers }) => ({
        signature: signatureOf(raw.socket),
        address: socketAddressOf(raw.socket),
        isTls: isTlsSocket(raw.socket),
        host: headers.host,
        httpVersion: raw.httpVersion,
      }))
      app.get('/slow', async () => {
        begin()
        await new Promise((resolve) => setTimeout(resolve, 300))
        return 'done'
      })
    },
  })
  const [certPath, keyPath] = [join(house.folder, 'tls.pem'), join(house.folder, 'tls.key')]
  writeFileSync(certPath, cert)
  writeFileSync(keyPath, key)
  const config = {
    ...house.house.config,
    ...(isTls && { tlsCert: certPath, tlsKey: keyPath }),
  }
  // The routes read the configuration of the house; only the front sees the files.
  const listening = await listenFront(
    house.app,
    { ...house.house, config },
    { ...serverLimits, ...limits },
    { ...frontLimits, ...opening },
  )
  const [url = ''] = listening.urls
  return {
    house,
    port: Number(new URL(url).port),
    urls: listening.urls,
    cert,
    certPath,
    slowBegun,
    payload: aPayload,
    async refused(reason) {
      const { values } = await house.house.metrics.refusedConnections.get()
      return values.find(({ labels }) => labels.reason === reason)?.value ?? 0
    },
    async close() {
      await listening.close()
      await house.close()
    },
  }
}
