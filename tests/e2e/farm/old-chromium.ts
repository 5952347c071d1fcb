import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** The npm package holds a build for Linux on x64. */
export const hasOldChromium = process.platform === 'linux' && process.arch === 'x64'

/**
 * Unpacks Chromium 147 (without a window) from its npm package, once; gives the program's path. It
 * runs on the libraries of Debian's Chromium.
 */
export function unpackOldChromium(): string {
  const require = createRequire(import.meta.url)
  const packageFolder = join(dirname(require.resolve('@sparticuz/chromium')), '../..')
  const home = join(process.cwd(), '.whorl')
  const folder = join(home, `chromium-${readVersion(packageFolder)}`)
  if (!existsSync(folder)) {
    mkdirSync(home, { recursive: true })
    const unfinished = mkdtempSync(join(home, 'chromium-unpacking-'))
    unpack(join(packageFolder, 'bin'), unfinished)
    renameSync(unfinished, folder)
  }
  return join(folder, 'chromium')
}

function readVersion(packageFolder: string): string {
  const manifest = readFileSync(join(packageFolder, 'package.json'), 'utf8')
  // Every package has a version.
  return (JSON.parse(manifest) as { version: string }).version
}

function unpack(from: string, folder: string): void {
  const read = (name: string) => brotliDecompressSync(readFileSync(join(from, name)))
  writeFileSync(join(folder, 'chromium'), read('chromium.br'), { mode: 0o755 })
  const tar = spawnSync('tar', ['-x', '-C', folder], { input: read('swiftshader.tar.br') })
  if (tar.status !== 0) throw new Error(`tar ended with ${tar.status}: ${tar.stderr}`)
}
