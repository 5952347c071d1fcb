/**
 * Mends the PostgreSQL driver while it is bundled (`postgres` 3.4.9; its issues 1154 and 1208). A
 * connection that is lost ended the whole process, because errors arose where nobody can catch them,
 * or left a transaction waiting for good.
 */
const mends = [
  // The rollback of a transaction was written to the socket that is gone.
  {
    find: `    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
    put: (found) => `    if (socket === null) {
      queryError(q, Errors.connection('CONNECTION_CLOSED', options, socket))
      return true
    }

${found}`,
  },
  // What had not been sent yet stayed for the next connection, which was never told to send.
  {
    find: `    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()`,
    put: (found) => `    chunk = nextWriteTimer = null
${found}`,
  },
  // A statement that came between a reset and the end of the socket was never answered.
  {
    find: '!hadError && (query || sent.length) && error(',
    put: () => ';(query || sent.length) && error(',
  },
  // Nobody heard that the first question of a connection failed; it comes again with the next one.
  {
    find: '        return fetchArrayTypes()\n',
    put: () => '        return fetchArrayTypes().catch(() => {})\n',
  },
]

/**
 * A plugin of rolldown and of Vite.
 *
 * @throws Error when the driver is not the one that was looked at
 */
export function mendDriver() {
  return {
    name: 'mend-driver',
    /**
     * @param {string} code
     * @param {string} id
     */
    transform(code, id) {
      if (!/[\\/]node_modules[\\/]postgres[\\/]src[\\/]connection\.js$/.test(id)) return undefined
      return mends.reduce((text, { find, put }) => {
        const parts = text.split(find)
        if (parts.length !== 2)
          throw new Error('postgres has changed: see whether mend-driver.mjs is still needed.')
        return parts.join(put(find))
      }, code)
    },
  }
}
