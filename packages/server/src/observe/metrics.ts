import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Everything that is counted. One registry for each house, so that tests do not share counts. */
export interface Metrics {
  readonly registry: Registry
  /** Ingest messages by kind and outcome: `ok`, or the error code. */
  readonly ingest: Counter<'kind' | 'outcome'>
  readonly ingestSeconds: Histogram<'kind'>
  /** Identifications by method, and whether the event was replayed. */
  readonly identified: Counter<'method' | 'replayed'>
  readonly identifyRounds: Histogram
  /** Detectors that threw: their verdict is missing. */
  readonly detectorFailures: Counter<'signal'>
  /** Second messages: `arrived`, `given_up`. */
  readonly late: Counter<'outcome'>
  /** Refusals by limit. */
  readonly limited: Counter<'limit'>
  /** Connections that ended before a request, by reason. */
  readonly refusedConnections: Counter<'reason'>
  /** Server API answers. */
  readonly api: Counter<'route' | 'status'>
  /** Attempts to deliver: `delivered`, `retried`, `failed`, `dropped`. */
  readonly webhooks: Counter<'outcome'>
  readonly webhookSeconds: Histogram
  readonly storeQueued: Gauge
  readonly storeBytes: Gauge<'part'>
}

/** @param withProcess also memory, event loop and garbage collection of this process */
export function createMetrics({ withProcess = false }: { withProcess?: boolean } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry, prefix: 'whorl_' })
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `whorl_${name}`, help, labelNames, registers })
  return {
    registry,
    ingest: counter('ingest_total', 'Ingest messages.', ['kind', 'outcome']),
    ingestSeconds: new Histogram({
      name: 'whorl_ingest_seconds',
      help: 'Time to answer an ingest message.',
      labelNames: ['kind'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
      registers,
    }),
    identified: counter('identified_total', 'Identifications.', ['method', 'replayed']),
    identifyRounds: new Histogram({
      name: 'whorl_identify_rounds',
      help: 'Rounds until a visit was recorded without conflict.',
      buckets: [1, 2, 3],
      registers,
    }),
    detectorFailures: counter('detector_failures_total', 'Detectors that threw.', ['signal']),
    late: counter('late_total', 'Second messages.', ['outcome']),
    limited: counter('limited_total', 'Requests over a limit.', ['limit']),
    refusedConnections: counter('connections_refused_total', 'Connections without a request.', [
      'reason',
    ]),
    api: counter('api_total', 'Server API answers.', ['route', 'status']),
    webhooks: counter('webhooks_total', 'Attempts to deliver to webhooks.', ['outcome']),
    webhookSeconds: new Histogram({
      name: 'whorl_webhook_seconds',
      help: 'Time until a webhook answered.',
      buckets: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    storeQueued: new Gauge({ name: 'whorl_store_queued', help: 'Waiting writes.', registers }),
    storeBytes: new Gauge({
      name: 'whorl_store_bytes',
      help: 'Size of the database and of its log.',
      labelNames: ['part'],
      registers,
    }),
  }
}
