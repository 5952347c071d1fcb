import type { EdgeVerdicts } from '../edge-event'
import type { ClientAddresses, Facts, NetworkFacts } from '../facts'
import { Population } from '../identify/population/population'
import { automationInfo } from './bot-info'
import { declaredBot } from './declared-bot'
import type { BotInfo, Verdict, Verdicts } from './define'
import { findLibrary } from './http-library'
import { type Judgement, judge } from './judge'
import { proxy } from './proxy'
import { vpn } from './vpn'

/** What is known of a request that somebody's own server reported. */
export interface EdgeFacts {
  /** With `addresses` only where data files are installed. */
  readonly network: NetworkFacts
  /** Whatever is installed, at least the addresses themselves. */
  readonly addresses: ClientAddresses
  readonly url: string
  /** Unix ms. */
  readonly now: number
}

export interface EdgeJudgement {
  readonly verdicts: EdgeVerdicts
  readonly botInfo?: Verdict<BotInfo>
  /** Detectors that threw: their signal is absent, and the caller counts them. */
  readonly failed: Judgement['failed']
}

/** Judges a request without a device behind it: by its address, its headers and its proofs. */
export function judgeEdge(edge: EdgeFacts): EdgeJudgement {
  const { addresses, network } = edge
  const facts = toFacts(edge)
  const { verdicts, failed } = judgeAnonymity(facts, network.addresses)
  const botInfo = findBot(facts)
  return {
    verdicts: { ip_info: { value: addresses, evidence: [] }, ...verdicts },
    ...(botInfo && { botInfo }),
    failed,
  }
}

/** Each address by itself: a VPN that carries one family only leaves the other as it is. */
function judgeAnonymity(
  facts: Facts,
  { v4, v6 }: ClientAddresses = {},
): Pick<EdgeJudgement, 'failed'> & { verdicts: Pick<Verdicts, 'vpn' | 'proxy'> } {
  const each = [...(v4 ? [{ v4 }] : []), ...(v6 ? [{ v6 }] : [])]
  const judged = each.map((addresses) =>
    judge({ ...facts, network: { ...facts.network, addresses } }, [vpn, proxy]),
  )
  const vpns = judged.flatMap(({ verdicts }) => verdicts.vpn ?? [])
  const proxies = judged.flatMap(({ verdicts }) => verdicts.proxy ?? [])
  const foundVpn = vpns.find(({ value }) => value.isVpn) ?? vpns[0]
  const foundProxy = proxies.find(({ value }) => value.isProxy) ?? proxies[0]
  return {
    verdicts: { ...(foundVpn && { vpn: foundVpn }), ...(foundProxy && { proxy: foundProxy }) },
    failed: judged.flatMap(({ failed }) => failed),
  }
}

/** Programs that say so. What lies about being a browser takes a device to find out. */
function findBot(facts: Facts): Verdict<BotInfo> | undefined {
  const declared = declaredBot(facts)
  if (declared) return { value: declared.info, evidence: declared.evidence }
  const { userAgent, headers } = facts.network
  const shown = userAgent.slice(0, 60)
  const library = findLibrary(userAgent)
  if (library !== undefined)
    return {
      value: {
        category: 'scraping',
        provider: 'unknown',
        name: library,
        identity: 'unknown',
        // Anybody can write the name, and who writes this one hides nothing by it.
        confidence: 'medium',
      },
      evidence: [{ says: `the user agent is that of ${shown}`, weight: 1 }],
    }
  const type = headlessType([userAgent, headers.clientHints['sec-ch-ua'] ?? ''])
  if (type === undefined) return undefined
  return {
    value: automationInfo(type, 'high'),
    evidence: [{ says: 'the browser calls itself headless', weight: 1 }],
  }
}

function headlessType(texts: readonly string[]): string | undefined {
  // The last PhantomJS, 2.1, has no windows and says its own name only.
  if (texts.some((text) => /PhantomJS\//i.test(text))) return 'phantomjs'
  return texts.some((text) => /headless/i.test(text)) ? 'headless_chrome' : undefined
}

/** Only read: nothing is learned from a request without a device. */
const nobody = new Population()

/** The detectors' one input, of a visit whose page read nothing. */
function toFacts({ network, url, now }: EdgeFacts): Facts {
  return {
    payload: {
      v: 1,
      kind: 'identify',
      key: '',
      platform: 'browser',
      sdk: { platform: 'js', version: '' },
      url,
      signals: {},
    },
    network,
    ingest: { challenge: 'absent', isReplayed: false, isEncrypted: false },
    anchors: [],
    history: { anchored: [], candidates: [] },
    population: nobody,
    now,
  }
}
