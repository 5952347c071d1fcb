import type { DemoView } from '../../answer/demo-view'

type Event = DemoView['event']

/** What is known of the visitor's network, by its names on the page; absent ones have no data. */
export function networkInWords({ event }: DemoView): [string, string | undefined][] {
  const address = event.ip_info?.v4 ?? event.ip_info?.v6
  const { city_name: city, country_name: country } = address?.geolocation ?? {}
  const place = [city, country].filter((part) => part !== undefined).join(', ')
  const network = [address?.asn_name, address?.asn && `AS${address.asn}`].filter(Boolean).join(', ')
  return [
    ['Place of the address', place || undefined],
    ['Network', network || undefined],
    ['Data centre', dataCentre(address)],
    ['VPN', vpn(event)],
    ['Proxy', raised(event.proxy, event.proxy_details?.proxy_type.replace('_', ' '))],
    ['Tor', raised(event.ip_blocklist?.tor_node)],
  ]
}

function dataCentre(address: NonNullable<Event['ip_info']>['v4']): string | undefined {
  return raised(address?.datacenter_result, address?.datacenter_name)
}

const methodNames: Readonly<Record<string, string>> = {
  timezone_mismatch: 'time zone of another country',
  public_vpn: 'listed address',
  os_mismatch: 'connection of another system',
  relay: 'relay',
}

function vpn({ vpn, vpn_methods: methods, vpn_confidence: confidence }: Event): string | undefined {
  const found = Object.entries(methods ?? {}).flatMap(([name, isFound]) =>
    isFound ? [methodNames[name] ?? name] : [],
  )
  return raised(
    vpn,
    [...found, confidence && `confidence ${confidence}`].filter(Boolean).join(', '),
  )
}

function raised(isRaised: boolean | undefined, more?: string): string | undefined {
  if (isRaised === undefined) return undefined
  if (!isRaised) return 'no'
  return more ? `yes: ${more}` : 'yes'
}
