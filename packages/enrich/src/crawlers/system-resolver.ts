import { Resolver } from 'node:dns/promises'
import { type DnsResolver, isNoRecord } from './reverse-dns'

/** The resolvers of the machine, asked once and briefly. */
export function createSystemResolver(): DnsResolver {
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  return {
    reverse: (ip) => resolver.reverse(ip),
    async resolve(name) {
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
      const failures = answers.flatMap((answer) =>
        answer.status === 'rejected' ? [answer.reason as unknown] : [],
      )
      // One family without records is usual; a family that did not answer may have the address.
      const [failure] = failures.filter((cause) => !isNoRecord(cause))
      if (found.length === 0 && failure !== undefined) throw failure
      return found
    },
  }
}
