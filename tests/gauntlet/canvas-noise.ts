import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipStored } from './zip-stored'

const id = 'canvas-noise@gauntlet.example'

// From the checkout: bundled code does not know where its source was.
const source = () => join(process.cwd(), 'tests/gauntlet/canvas-noise')

/** Copies the extension for Chromium's `--load-extension`. */
export function unpackCanvasNoise(folder: string): string {
  const copy = join(folder, 'canvas-noise')
  cpSync(source(), copy, { recursive: true })
  return copy
}

/**
 * Installs the extension in a Firefox profile and gives the preferences with which an ESR takes an
 * unsigned one from there without asking (153).
 */
export function packCanvasNoise(profile: string) {
  const extensions = join(profile, 'extensions')
  mkdirSync(extensions, { recursive: true })
  const files = readdirSync(source()).map((name) => ({
    name,
    bytes: readFileSync(join(source(), name)),
  }))
  writeFileSync(join(extensions, `${id}.xpi`), zipStored(files))
  return {
    'extensions.autoDisableScopes': 0,
    'extensions.startupScanScopes': 1,
    'xpinstall.signatures.required': false,
  }
}
