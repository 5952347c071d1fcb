import { type WorldShares, worldParameters } from '../world-parameters'
import { type Addresses, createAddresses, type Place } from './addresses'
import { createBrowser, type SimBrowser } from './browser'
import { createDraw, type Draw } from './draw'
import { createMachine, type Machine } from './machine'
import { createPerson } from './person'
import type { ScreenRow } from './row'
import type { RowSupply } from './row-supply'
import { createWhereabouts } from './whereabouts'

const { crowdShare, fleets, households, machines, network } = worldParameters

export interface PopulationOptions {
  readonly seed: string
  /** Scored browsers; the crowd comes on top. */
  readonly count: number
  readonly shares: WorldShares
  readonly supply: RowSupply
  readonly startsAt: number
  readonly endsAt: number
}

/** One browser before it is made. */
interface Plan {
  row: ScreenRow
  group: SimBrowser['group']
  machine?: Machine
  home?: Place
  office?: { place: Place; visitShare: number }
  updatesAs?: string
  isCrowd: boolean
}

/** Everybody who comes to the site: fleets, households, single people, strangers. */
export function createPopulation(options: PopulationOptions): SimBrowser[] {
  const { seed, count, shares, startsAt, endsAt } = options
  const draw = createDraw(`${seed}/population`)
  const addresses = createAddresses()
  const plans = [
    ...planFleets(Math.round(count * shares.fleetShare), { ...options, draw, addresses }),
    ...planHouseholds(Math.round(count * shares.householdShare), { ...options, draw, addresses }),
  ].slice(0, count)
  while (plans.length < count) plans.push(...planSingle(options, draw, count - plans.length))
  for (let stranger = 0; stranger < Math.round(count * crowdShare); stranger++) {
    plans.push({ row: options.supply.take(), group: 'single', isCrowd: true })
  }
  const offices = Array.from(
    {
      length: Math.max(1, Math.round((count * network.officeWorkerShare) / network.officeBrowsers)),
    },
    () => addresses.office(draw),
  )
  return plans.map((plan, index) => {
    const own = draw.fork(`plan/${index}`)
    const { row, group, isCrowd, updatesAs } = plan
    const machine =
      plan.machine ??
      createMachine({ row, draw: own.fork('machine'), startsAt, alike: options.supply.alike(row) })
    const office = plan.office ?? officeOf(machine, offices, own)
    const whereabouts = createWhereabouts({
      browser: String(index),
      isMobile: machine.isMobile,
      home: homeOf(plan, shares, { addresses, own, startsAt }),
      ...(office && { office }),
      addresses,
      draw: own.fork('whereabouts'),
    })
    const people = own.fork('person')
    const person = createPerson({
      row,
      draw: people,
      startsAt,
      endsAt,
      others: options.supply.rows,
    })
    return createBrowser({
      ...{ index, seed, row, machine, person, whereabouts, group, isCrowd, startsAt, endsAt },
      ...(updatesAs !== undefined && { updatesAs }),
    })
  })
}

function homeOf(
  plan: Plan,
  shares: WorldShares,
  { addresses, own, startsAt }: { addresses: Addresses; own: Draw; startsAt: number },
): Place {
  if (own.chance(shares.sharedAddressShare)) return addresses.shared(own)
  return plan.home ?? addresses.home(own.fork('home'), startsAt)
}

function officeOf(machine: Machine, offices: readonly Place[], own: Draw): Plan['office'] {
  if (machine.isMobile || !own.chance(network.officeWorkerShare)) return undefined
  return { place: own.pick(offices), visitShare: network.officeVisitShare }
}

interface Planning extends PopulationOptions {
  readonly draw: Draw
  readonly addresses: Addresses
}

/** Machines of one image: same row, same changes on the same days, one office address. */
function planFleets(count: number, { draw, addresses, supply, startsAt }: Planning): Plan[] {
  const plans: Plan[] = []
  for (let fleet = 0; plans.length < count; fleet++) {
    const row = supply.take(({ os }) => os === 'Windows' || os === 'macOS' || os === 'ChromeOS')
    const place = addresses.office(draw)
    const size = Math.min(draw.integer(fleets.sizeMin, fleets.sizeMax), count - plans.length)
    for (let member = 0; member < size; member++) {
      plans.push({
        row,
        group: 'fleet',
        machine: createMachine({
          row,
          draw: draw.fork(`fleet/${fleet}`),
          startsAt,
          alike: supply.alike(row).slice(0, 1),
        }),
        office: { place, visitShare: fleets.officeVisitShare },
        updatesAs: `fleet/${fleet}`,
        isCrowd: false,
      })
    }
  }
  return plans
}

/** Browsers behind one home address, in one country, zone and mostly one language. */
function planHouseholds(count: number, { draw, addresses, supply, startsAt }: Planning): Plan[] {
  const plans: Plan[] = []
  for (let household = 0; plans.length < count; household++) {
    const first = supply.take()
    const home = addresses.home(draw.fork(`household/${household}`), startsAt)
    const size = Math.min(
      draw.integer(households.sizeMin, households.sizeMax),
      count - plans.length,
    )
    for (let member = 0; member < size; member++) {
      const own = member === 0 ? first : supply.take(({ country }) => country === first.country)
      const languages = draw.chance(0.8) ? first.languages : own.languages
      const row = { ...own, timezone: first.timezone, languages }
      plans.push({ row, group: 'household', home, isCrowd: false })
    }
  }
  return plans
}

/** One browser, or two of different makers on one machine. */
function planSingle({ supply, startsAt }: PopulationOptions, draw: Draw, left: number): Plan[] {
  const row = supply.take()
  const other = otherBrowser(row)
  if (!other || left < 2 || !draw.chance(machines.secondBrowserShare)) {
    return [{ row, group: 'single', isCrowd: false }]
  }
  const machine = createMachine({
    row,
    draw: draw.fork(`machine/${row.id}`),
    startsAt,
    alike: supply.alike(row),
  })
  return [row, other].map((each) => ({ row: each, group: 'single', machine, isCrowd: false }))
}

/** Chrome and Edge on one machine draw alike: only their names differ. */
function otherBrowser(row: ScreenRow): ScreenRow | undefined {
  if (row.engine !== 'blink' || row.browser !== 'Chrome' || row.os === 'ChromeOS') return undefined
  const name = row.os === 'Android' ? 'EdgA' : 'Edg'
  return { ...row, browser: 'Edge', ua: `${row.ua} ${name}/${row.major}.0.0.0` }
}
