import { describe, expect, test } from 'vitest'
import { readProduct } from './product'
import { chromiumOnLinux, someNetwork } from './sample-facts'

const brands = (...names: string[]) => ({
  ...chromiumOnLinux,
  userAgentData: {
    value: { brands: names.map((brand) => ({ brand, version: '156' })), mobile: false },
  },
})
const claiming = (browserName: string) => ({
  ...someNetwork,
  browser: { ...someNetwork.browser, browserName },
})

describe('the browser', () => {
  test.each([
    ['without brands is what the user agent says', chromiumOnLinux, 'Chrome', 'Chrome'],
    ['is its brand', brands('Not:A-Brand', 'Chromium', 'Google Chrome'), 'Chrome', 'Chrome'],
    ['of Edge is Edge', brands('Microsoft Edge', 'Chromium', 'Not?A_Brand'), 'Edge', 'Edge'],
    ['that calls itself Chrome may be another', brands('Chromium', 'Vivaldi'), 'Chrome', 'Vivaldi'],
    ['with only Chromium is what the user agent says', brands('Chromium'), 'Chrome', 'Chrome'],
    ['that claims Edge with the brand of Chrome is unsure', brands('Google Chrome'), 'Edge', ''],
    ['that claims Chrome with the brand of Edge is unsure', brands('Microsoft Edge'), 'Chrome', ''],
    ['without a window is the same', chromiumOnLinux, 'HeadlessChrome', 'Chrome'],
    [
      'says itself that it is Brave',
      { ...chromiumOnLinux, brave: { value: true } },
      'Chrome',
      'Brave',
    ],
  ])('%s', (_, signals, claimed, expected) => {
    expect(readProduct(signals, claiming(claimed)).name).toBe(expected)
  })

  test('of WebKit counts minor versions, the others major ones', () => {
    const browser = { ...someNetwork.browser, browserFullVersion: '26.4' }
    const webkit = { ...chromiumOnLinux, engine: { value: 'webkit' } }
    expect(readProduct(webkit, { ...someNetwork, browser }).version).toBeCloseTo(26.04)
    expect(readProduct(chromiumOnLinux, { ...someNetwork, browser }).version).toBe(26)
  })
})
