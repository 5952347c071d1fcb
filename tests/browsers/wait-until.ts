import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again every 50 ms until the answer is truthy, and resolves with it. */
export async function waitUntil<Answer>(
  ask: () => Answer | Promise<Answer>,
  what: string,
  timeoutMs = 15_000,
): Promise<NonNullable<Answer>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() >= deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await sleep(50)
  }
}
