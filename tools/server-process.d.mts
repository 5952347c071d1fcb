export interface Installation {
  readonly folder: string
  readonly publicKey: string
  readonly secretKey: string
  readonly provisionFile: string
  readonly databasePath: string
  /** Addresses. */
  readonly webhooks: readonly string[]
  remove(): void
}

export interface ServerProcess {
  readonly endpoint: string
  readonly port: number
  readonly readyMs: number
  cpuMs(): number
  walBytes(): number
  /** Sends a signal and resolves with the exit code or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>
}

export function createInstallation(options?: {
  webhooks?: readonly { url: string; secret: string; version: '3' | '4' }[]
}): Installation

export function startServer(
  installation: Installation,
  options?: { core?: number; port?: number; env?: Record<string, string> },
): Promise<ServerProcess>
