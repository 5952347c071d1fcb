import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import type { PostgresServer } from './postgres-server'

/**
 * PGlite behind PostgreSQL's own protocol, for machines without a server: the real client and the
 * real SQL run, on one session. Each database is a PGlite of its own.
 */
export async function startPglite(): Promise<PostgresServer> {
  const running: { readonly db: PGlite; readonly server: Server }[] = []
  return {
    async newDatabase() {
      const db = await PGlite.create()
      const server = serve(db)
      await once(server.listen(0, '127.0.0.1'), 'listening')
      running.push({ db, server })
      const address = server.address()
      if (!address || typeof address === 'string') throw new Error('no port was given')
      return `postgres://postgres@127.0.0.1:${address.port}/postgres`
    },
    async stop() {
      for (const { db, server } of running) {
        server.close()
        await db.close()
      }
    },
  }
}

/** One connection at a time has the session, from its first message to the end of a transaction. */
function serve(db: PGlite): Server {
  let turn = Promise.resolve()
  /** Waits for the session; the answer gives it back. */
  const take = async (): Promise<() => void> => {
    const before = turn
    let giveBack = (): void => {}
    turn = new Promise((resolve) => {
      giveBack = resolve
    })
    await before
    return giveBack
  }
  return createServer((socket) => {
    let giveBack: (() => void) | undefined
    let work = Promise.resolve()
    const answer = async (message: Buffer): Promise<void> => {
      giveBack ??= await take()
      const reply = await db.execProtocolRaw(message, { throwOnError: false, syncToFs: false })
      if (!socket.destroyed) socket.write(reply)
      if (!isIdle(reply)) return
      giveBack()
      giveBack = undefined
    }
    readMessages(socket, (message) => {
      work = work.then(() => answer(message)).catch(() => void socket.destroy())
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      work = work.then(async () => {
        if (giveBack) await db.exec('ROLLBACK')
        giveBack?.()
      })
    })
  })
}

const sslRequest = 80_877_103

/** Gives what is complete, several messages at once; the first has no type, TLS is declined. */
function readMessages(socket: Socket, take: (messages: Buffer) => void): void {
  let rest = Buffer.alloc(0)
  let isStarted = false
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, Buffer.from(chunk)])
    if (!isStarted) {
      if (rest.length < 8 || rest.length < rest.readInt32BE(0)) return
      const first = rest.subarray(0, rest.readInt32BE(0))
      rest = rest.subarray(first.length)
      if (first.readInt32BE(4) === sslRequest) return void socket.write('N')
      isStarted = true
      take(first)
    }
    let end = 0
    while (rest.length >= end + 5 && rest.length >= end + 1 + rest.readInt32BE(end + 1)) {
      if (rest[end] === 'X'.charCodeAt(0)) return void socket.end()
      end += 1 + rest.readInt32BE(end + 1)
    }
    if (end > 0) take(rest.subarray(0, end))
    rest = rest.subarray(end)
  })
}

/** Whether a reply ends with "ready for query" outside of a transaction. */
function isIdle(reply: Uint8Array): boolean {
  return Buffer.from(reply.subarray(-6)).equals(Buffer.from('Z\0\0\0\x05I', 'latin1'))
}
