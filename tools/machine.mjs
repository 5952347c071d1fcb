import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const browsers = JSON.parse(
  readFileSync(new URL('../tests/browsers/browsers.json', import.meta.url), 'utf8'),
)

/** What the tests want from the machine: a name for people, where it is, and Debian's packages. */
const wanted = [
  ...Object.entries(browsers).map(([name, { env, paths, aptPackages }]) => ({
    name,
    env,
    aptPackages,
    isThere: () => (process.env[env] ? existsSync(process.env[env]) : paths.some(existsSync)),
  })),
  {
    name: 'WebKit driver',
    aptPackages: ['webkit2gtk-driver'],
    isThere: () => existsSync(process.env.WHORL_WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver'),
  },
  {
    name: 'virtual screen',
    aptPackages: ['xvfb', 'xauth'],
    isThere: () => existsSync('/usr/bin/Xvfb'),
  },
  {
    name: 'fonts',
    aptPackages: ['fonts-liberation', 'fonts-dejavu-core'],
    isThere: () => existsSync('/usr/share/fonts/truetype'),
  },
  {
    name: 'PostgreSQL',
    env: 'WHORL_TEST_POSTGRES',
    aptPackages: ['postgresql'],
    isThere: () => Boolean(process.env.WHORL_TEST_POSTGRES) || hasPostgres(),
  },
]

function hasPostgres() {
  const folder = '/usr/lib/postgresql'
  if (!existsSync(folder)) return false
  return readdirSync(folder).some((version) => existsSync(`${folder}/${version}/bin/postgres`))
}

/**
 * Installs missing browsers and the database where that is possible: as root on Debian.
 *
 * @returns {{missing: {name: string, aptPackages: string[], env?: string}[], canInstall: boolean}}
 *   what is still missing, and whether this machine could have installed it
 */
export function prepareMachine() {
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const before = listMissing()
  if (before.length === 0 || !canInstall) return { missing: before, canInstall }
  const packages = [...new Set(before.flatMap(({ aptPackages }) => aptPackages))]
  console.log(`installing ${packages.join(' ')}`)
  runApt(['update', '-qq'])
  runApt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  return { missing: listMissing(), canInstall }
}

const listMissing = () => wanted.filter(({ isThere }) => !isThere())

// A failure shows itself by what is missing afterwards.
function runApt(args) {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
