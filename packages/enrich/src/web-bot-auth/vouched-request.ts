import type { SignedRequest } from './signature-base'

/**
 * The parts of a signed request that its address tells, for a request that the server it was sent
 * to reports. The path stays as it was written: signatures cover what went over the wire.
 *
 * @param url absolute, http or https, without a fragment
 */
export function vouchedRequest(
  url: string,
): Required<Pick<SignedRequest, 'target' | 'authority' | 'vouchedUrl'>> {
  const target = /^[a-z]+:\/\/[^/?]*(.*)$/is.exec(url)?.[1] ?? ''
  return { target, authority: new URL(url).host, vouchedUrl: url }
}
