import type { House } from '../house'
import { fromStore } from '../pipeline/from-store'

type Parts = Pick<House, 'store' | 'tenants'>

/** Changes of each house stand in line here. */
const lines = new WeakMap<Parts['store'], Promise<unknown>>()

/**
 * Runs a change of workspaces, environments or keys: one at a time over all processes, on what is
 * stored now, and visible to this process when it is answered. Others see it within a second.
 *
 * @throws WhorlError service_unavailable, too_many_requests, or what `work` throws
 */
export function changeTenants<Result>(house: Parts, work: () => Promise<Result>): Promise<Result> {
  const { store, tenants } = house
  const change = async () => {
    let outcome: Result | undefined
    let refusal: { readonly thrown: unknown } | undefined
    await fromStore(
      store.tenants.exclusively(async () => {
        await tenants.reload()
        // A refusal of ours is no failure of the store, and is not to be named as one.
        try {
          outcome = await work()
        } catch (thrown) {
          refusal = { thrown }
        }
        await tenants.reload()
      }),
    )
    if (refusal) throw refusal.thrown
    // `work` ran, so this is what it gave.
    return outcome as Result
  }
  const before = lines.get(store) ?? Promise.resolve()
  const running = before.then(change, change)
  lines.set(store, running)
  return running
}
