import type { Refusal } from './refusals'

/** Sends a request that is refused as often as it takes, and gives the last answer. */
export async function sendRefusal(endpoint: string, refusal: Refusal): Promise<Response> {
  const { method, path, headers, body, times = 1 } = refusal
  const send = () =>
    fetch(endpoint + path, { method, headers, ...(body !== undefined && { body }) })
  let answer = await send()
  for (let count = 1; count < times; count++) {
    await answer.arrayBuffer()
    answer = await send()
  }
  return answer
}
