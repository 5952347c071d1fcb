import { FingerprintServerApiClient, Region } from '@fingerprint/node-sdk'
import {
  type AuthenticationMode,
  FingerprintJsServerApiClient,
  Region as RegionV3,
} from '@fingerprintjs/fingerprintjs-pro-server-api'

/** The SDKs know only hosted addresses; `fetch` is how a user sends them to an own server. */
export function redirectTo(endpoint: string): typeof fetch {
  return (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input)
    return fetch(endpoint + pathname + search, init)
  }
}

export function openSdkV4(endpoint: string, apiKey: string): FingerprintServerApiClient {
  return new FingerprintServerApiClient({
    apiKey,
    region: Region.EU,
    fetch: redirectTo(endpoint),
  })
}

export function openSdkV3(
  endpoint: string,
  apiKey: string,
  authenticationMode?: `${AuthenticationMode}`,
): FingerprintJsServerApiClient {
  return new FingerprintJsServerApiClient({
    apiKey,
    region: RegionV3.EU,
    fetch: redirectTo(endpoint),
    ...(authenticationMode && { authenticationMode }),
  })
}
