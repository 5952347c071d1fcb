import type { Builds, Snapshot } from './browser'
import { digest } from './draw'
import type { Values } from './readings'
import { brandsOf, fullVersionsOf, userAgentOf } from './user-agent'

const pdfTypes = ['application/pdf', 'text/pdf'].map((type) => ({ type, suffixes: 'pdf' }))
const pdfPlugins = [
  'PDF Viewer',
  'Chrome PDF Viewer',
  'Chromium PDF Viewer',
  'Microsoft Edge PDF Viewer',
  'WebKit built-in PDF',
].map((name) => ({ name, description: 'Portable Document Format', mimeTypes: pdfTypes }))

/** Place, language and the build of the browser. */
export function softwareReadings(snapshot: Snapshot, builds: Builds): Values {
  const { browser, person, major, isIncognito } = snapshot
  const { row, family } = browser
  const [first = 'en-US'] = person.languages
  const isPhone = row.os === 'Android' || row.os === 'iOS'
  return {
    timezone: person.timezone,
    languages: [[first], [...person.languages]],
    dateTimeLocale: first,
    userAgent: userAgentOf(snapshot),
    productSub: family === 'gecko' ? '20100101' : '20030107',
    userAgentData: family === 'chromium' && row.uach ? hints(snapshot) : undefined,
    vendorFlavors: {
      chromium: ['chrome', ...extra(builds(family, major, 'vendorFlavors'))],
      gecko: [],
      webkit: ['safari'],
    }[family],
    math: digest(`${family}/${row.os}/${builds(family, major, 'math')}`),
    codecs: family === 'gecko' ? undefined : `${row.codecs}-${builds(family, major, 'codecs')}`,
    plugins: isPhone ? [] : pdfPlugins,
    pdfViewerEnabled: !isPhone,
    cookiesEnabled: true,
    sessionStorage: true,
    localStorage: true,
    indexedDb: true,
    webdriver: false,
    driverGlobals: [],
    overrides: { own: [], replaced: [], differs: [] },
    doNotTrack: row.prefs.dnt ? '1' : undefined,
    globalPrivacyControl: family === 'gecko' && isIncognito ? true : undefined,
  }
}

const extra = (count: number) => Array.from({ length: count }, (_, index) => `external${index}`)

function hints(snapshot: Snapshot): Values {
  const { row } = snapshot.browser
  const { platformVersion } = snapshot.machine
  return {
    brands: brandsOf(snapshot),
    mobile: row.mobile,
    platform: row.os === 'ChromeOS' ? 'Chrome OS' : row.os,
    architecture: row.uach?.architecture ?? '',
    bitness: row.uach?.bitness ?? '',
    model: row.uach?.model ?? '',
    ...(platformVersion !== undefined && { platformVersion }),
    fullVersionList: fullVersionsOf(snapshot),
  }
}
