import { readConfig } from './config'
import { type Serving, serve } from './serve'
import { StartError } from './start-error'

/** Longer than the longest request; after it the process ends all the same. */
const stopMsMax = 30_000

/** `whorl serve` and `npm start`: runs until a signal. Sets the exit code of the process. */
export async function run(): Promise<void> {
  try {
    const serving = await serve(readConfig(process.env))
    stopOnSignals(serving)
    greet(serving)
  } catch (cause) {
    fail(cause)
  }
}

/** An expected failure is one sentence; anything else shows where it happened. */
export function fail(cause: unknown): never {
  if (cause instanceof StartError) console.error(cause.message)
  else console.error(cause)
  process.exit(1)
}

function greet({ urls, firstKeys, house }: Serving): void {
  const [url = ''] = urls
  const lines = [`Whorl listens on ${urls.join(' and ')} (${house.config.mode}).`]
  if (house.config.demo !== 'off') lines.push(`See yourself: ${url}/demo`)
  if (firstKeys) {
    lines.push(
      'This is the first start. Your keys; the secret one is shown only now:',
      `  public key  ${firstKeys.publicKey}`,
      `  secret key  ${firstKeys.secretKey}`,
    )
  }
  console.log(lines.join('\n'))
}

function stopOnSignals({ house, stop }: Serving): void {
  let isStopping = false
  const end = (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), stopMsMax).unref()
    stop().then(
      () => process.exit(code),
      (cause: unknown) => fail(cause),
    )
  }
  process.on('SIGTERM', () => end(0))
  process.on('SIGINT', () => end(0))
  // Nothing is known about the state any more: what was accepted is finished, then it ends.
  const crash = (cause: unknown) => {
    house.log.fatal({ err: cause }, 'an error nobody caught')
    end(1)
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
}
