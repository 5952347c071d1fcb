import { SMTPServer } from 'smtp-server'

/**
 * A mail server that takes everything and delivers nothing: for trying the example.
 *
 * @param {(mail: string) => void} onMail takes each mail as text
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function openMailSink(onMail) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        onMail(Buffer.concat(chunks).toString())
        done()
      })
    },
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
