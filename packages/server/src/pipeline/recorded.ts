import type { NonceUse } from '@whorl/store'
import type { IngestAnswer } from '@whorl/wire'

/** What an identification answers. Kept with its nonce as JSON text, for the agent's own retry. */
export interface Recorded {
  readonly answer: IngestAnswer
  /** For the `_iidt` cookie. Under zero trust the answer itself holds no token. */
  readonly token?: string
}

/** The agent's retry gets the first answer again within this time, from the same address. */
export const retryMsMax = 60_000

/** The answer that was given, when this use of the nonce is the retry of that one. */
export function answerOfRetry(
  use: NonceUse | undefined,
  { ip, realNow }: { ip: string; realNow: number },
): Recorded | undefined {
  if (!use || use.ip !== ip || realNow - use.usedAt >= retryMsMax) return undefined
  // We wrote it ourselves in `identify-visit.ts`.
  return JSON.parse(use.answer) as Recorded
}
