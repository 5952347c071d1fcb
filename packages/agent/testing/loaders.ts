/** The published loaders, unmodified, for the tests of the faces that they load. */
import * as v4 from '@fingerprint/agent'
import * as v3 from '@fingerprintjs/fingerprintjs-pro'

export type Loaders = { v4: typeof v4; v3: typeof v3 }

Object.assign(window, { v4, v3 })
