import { describe, expect, test } from 'vitest'
import { networksOf } from './networks'

describe('the networks of an address', () => {
  test('of IPv4 are the address, /24 and /16', () => {
    const [narrow, middle, wide] = networksOf('198.51.100.7')
    expect(networksOf('198.51.100.8').slice(1)).toEqual([middle, wide])
    expect(networksOf('198.51.101.7')[2]).toBe(wide)
    expect(networksOf('198.51.100.8')[0]).not.toBe(narrow)
  })

  test('of IPv6 are /64, /48 and /32, however it is written', () => {
    const home = networksOf('2001:db8:1:2::7')
    expect(networksOf('2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd')).toEqual(home)
    expect(networksOf('2001:DB8:1:3::7').slice(1)).toEqual(home.slice(1))
    expect(networksOf('2001:db8:2:2::7')[2]).toBe(home[2])
    expect(networksOf('2001:db9:1:2::7')[2]).not.toBe(home[2])
  })

  test.each(['', 'unknown', '1.2.3', '1:2:3', '::1::2', '1:2:3:4:5:6:7:8:9'])(
    'of %j are unknown, or at least whole',
    (text) => {
      expect([0, 3]).toContain(networksOf(text).length)
    },
  )
})
