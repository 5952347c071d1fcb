import type { FingerprintServerApiClient } from '@fingerprint/node-sdk'

export const webhook: { readonly port: number; readonly secret: string }

export function startFraudReturn(options: {
  endpoint: string
  publicKey: string
  secretKey: string
  folder: string
  ports?: readonly number[]
  webhookPort?: number
  log?: (line: string) => void
  onMail?: (mail: string) => void
}): Promise<{ page: string; client: FingerprintServerApiClient; close(): Promise<void> }>
