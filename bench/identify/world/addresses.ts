import { worldParameters } from '../world-parameters'
import { dayMs } from './calendar'
import type { Draw } from './draw'
import { createTimer, type Timer } from './timer'

const { network } = worldParameters

/** A place on the network with the address it gives to one browser at one time. */
export interface Place {
  addressAt(at: number, browser: string): string
}

/** Where the addresses of the world come from. All draws belong to the world. */
export interface Addresses {
  home(draw: Draw, startsAt: number): Place
  office(draw: Draw): Place
  /** A carrier's pool: everybody's phone is on one of few addresses. */
  carrier(draw: Draw): Place
  vpn(draw: Draw): Place
  /** One of few addresses behind which many stand. */
  shared(draw: Draw): Place
  hotel(draw: Draw): Place
}

const providers = 12

export function createAddresses(): Addresses {
  return {
    home: createHome,
    office: (draw) => fixed(v4(20 + draw.integer(0, 9), draw)),
    carrier(draw) {
      const carrier = draw.integer(0, network.carriers - 1)
      const overV6 = draw.chance(network.ipv6Share)
      const stickyMs = network.carrierStickyDays * dayMs
      return {
        addressAt(at, browser) {
          const here = draw.fork(`${browser}/${Math.floor(at / stickyMs)}`)
          if (overV6)
            return `2a01:${(600 + carrier).toString(16)}:${hex(here)}:${hex(here)}::${hex(here)}`
          const number = here.integer(0, network.carrierAddresses - 1)
          return `176.${carrier}.${number >> 6}.${(number & 63) + 1}`
        },
      }
    },
    vpn: (draw) => ({
      addressAt: (at, browser) => {
        const exit = draw.fork(`${browser}/${Math.floor(at / dayMs)}`)
        return `45.80.${exit.integer(0, 2)}.${exit.integer(1, network.vpnAddresses / 3)}`
      },
    }),
    shared: (draw) => fixed(`193.5.5.${draw.integer(1, network.sharedAddresses)}`),
    hotel: (draw) => fixed(v4(50 + draw.integer(0, 20), draw)),
  }
}

function createHome(draw: Draw, startsAt: number): Place {
  const provider = draw.integer(0, providers - 1)
  const isDynamic = draw.chance(network.dynamicHomeShare)
  const overV6 = draw.chance(network.ipv6Share)
  const everyDays = isDynamic ? network.dynamicEveryDays : network.staticEveryDays
  const timer: Timer = createTimer(draw, everyDays, startsAt)
  const take = () =>
    overV6
      ? `2a02:${(800 + provider).toString(16)}:${hex(draw)}:${hex(draw)}`
      : v4(80 + provider, draw)
  let address = take()
  return {
    addressAt(at, browser) {
      if (timer.fires(at) > 0) address = take()
      if (!overV6) return address
      // Privacy extensions: another interface part every day.
      const suffix = draw.fork(`${browser}/${Math.floor(at / dayMs)}`)
      return `${address}:${hex(suffix)}:${hex(suffix)}:${hex(suffix)}:${hex(suffix)}`
    },
  }
}

const fixed = (address: string): Place => ({ addressAt: () => address })

const v4 = (first: number, draw: Draw) =>
  `${first}.${draw.integer(0, 7)}.${draw.integer(0, 255)}.${draw.integer(1, 254)}`

const hex = (draw: Draw) => draw.integer(1, 65_535).toString(16)
