import { identityAttributes } from '@whorl/core'

const labels = new Map([
  ...identityAttributes.map(({ name, label }) => [name, label] as const),
  ['network', 'network'],
  ['version', 'browser version'],
])

/** Words for what was compared. An event may name an attribute that has been given up since. */
export function evidenceLabel(attribute: string): string {
  return labels.get(attribute) ?? attribute
}
