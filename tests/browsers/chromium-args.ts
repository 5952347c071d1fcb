import { defaultWindowSize, type OpenOptions } from './browser'

const quietArgs: readonly string[] = [
  // Chromium refuses to sandbox itself as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--password-store=basic',
]

/** Flags for a quiet Chromium that talks to nobody but the page. */
export const chromiumArgs: readonly string[] = [...quietArgs, '--disable-gpu']

/** ANGLE over the system's OpenGL; software renderers are on Chromium's blocklist (checked in 156). */
const gpuArgs: readonly string[] = [...quietArgs, '--use-angle=gl', '--ignore-gpu-blocklist']

/** The command line for these options, driven or not. */
export function toChromiumArgs(options: OpenOptions): string[] {
  const { headless, windowSize = defaultWindowSize, screen, gpu, args = [] } = options
  const { acceptsAnyCertificate } = options
  return [
    ...(gpu ? gpuArgs : chromiumArgs),
    ...(headless ? ['--headless=new'] : []),
    `--window-size=${windowSize.width},${windowSize.height}`,
    ...(screen ? [headless ? toScreenInfo(screen) : toScaleFactor(screen)] : []),
    ...(acceptsAnyCertificate ? ['--ignore-certificate-errors'] : []),
    ...args,
  ]
}

type Screen = NonNullable<OpenOptions['screen']>

// With a window, Xvfb is the screen and only the scale is Chromium's own.
const toScaleFactor = ({ scale = 1 }: Screen) => `--force-device-scale-factor=${scale}`

const toScreenInfo = ({ width, height, depth = 24, scale = 1 }: Screen) =>
  `--screen-info={${width}x${height} colorDepth=${depth} devicePixelRatio=${scale}}`
