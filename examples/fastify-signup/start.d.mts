export function startSignup(options: {
  endpoint: string
  publicKey: string
  secretKey: string
  folder: string
  ports?: readonly number[]
  log?: (line: string) => void
}): Promise<{ page: string; signup: string; close(): Promise<void> }>
