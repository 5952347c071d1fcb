import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

const browsers = read('../tests/browsers/browsers.json')

/** Something that the machine should have: a name for people, where it is, Debian's packages. */
const toBrowser = ([name, { env, paths, aptPackages }]) => ({
  name,
  env,
  aptPackages,
  isThere: () => (process.env[env] ? existsSync(process.env[env]) : paths.some(existsSync)),
})

const screen = {
  name: 'virtual screen',
  aptPackages: ['xvfb', 'xauth'],
  isThere: () => existsSync('/usr/bin/Xvfb'),
}

const drivers = [
  {
    name: 'WebKit driver',
    aptPackages: ['webkit2gtk-driver'],
    isThere: () => existsSync(process.env.WHORL_WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver'),
  },
  {
    name: 'chromedriver',
    env: 'WHORL_CHROMEDRIVER',
    aptPackages: ['chromium-driver'],
    isThere: () => existsSync(process.env.WHORL_CHROMEDRIVER ?? '/usr/bin/chromedriver'),
  },
]

/** What `npm run gauntlet` wants: browsers, their drivers and a screen. */
export const wantedByGauntlet = [...Object.entries(browsers).map(toBrowser), ...drivers, screen]

/** What `npm test` wants. */
export const wantedByTests = [
  ...wantedByGauntlet,
  {
    name: 'fonts',
    aptPackages: ['fonts-liberation', 'fonts-dejavu-core'],
    isThere: () =>
      ['liberation', 'dejavu'].every((name) => existsSync(`/usr/share/fonts/truetype/${name}`)),
  },
  {
    name: 'PostgreSQL',
    env: 'WHORL_TEST_POSTGRES',
    aptPackages: ['postgresql'],
    isThere: () => Boolean(process.env.WHORL_TEST_POSTGRES) || hasPostgres(),
  },
]

/** What `npm run farm` wants: browsers with their languages, screens and fonts. */
export const wantedByFarm = [
  ...Object.entries(browsers)
    .filter(([name]) => name !== 'webkit')
    .map(toBrowser),
  screen,
  ...Object.entries(read('../tests/e2e/farm/packages.json')).map(([path, name]) => ({
    name,
    aptPackages: [name],
    isThere: () => existsSync(path),
  })),
]

function hasPostgres() {
  const folder = '/usr/lib/postgresql'
  if (!existsSync(folder)) return false
  return readdirSync(folder).some((version) => existsSync(`${folder}/${version}/bin/postgres`))
}

/**
 * Installs what is missing of a list where that is possible: as root on Debian.
 *
 * @param {typeof wantedByTests} wanted
 * @returns {{missing: {name: string, aptPackages: string[], env?: string}[], canInstall: boolean}}
 *   what is still missing, and whether this machine could have installed it
 */
export function prepareMachine(wanted) {
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const before = listMissing(wanted)
  if (before.length === 0 || !canInstall) return { missing: before, canInstall }
  const packages = [...new Set(before.flatMap(({ aptPackages }) => aptPackages))]
  console.log(`installing ${packages.join(' ')}`)
  runApt(['update', '-qq'])
  runApt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  return { missing: listMissing(wanted), canInstall }
}

const listMissing = (wanted) => wanted.filter(({ isThere }) => !isThere())

// A failure shows itself by what is missing afterwards.
function runApt(args) {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
