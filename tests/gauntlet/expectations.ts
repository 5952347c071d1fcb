/** The verdicts that are expected, in the table's order. */
export const signalNames = [
  'bot',
  'incognito',
  'developer_tools',
  'privacy_settings',
  'tampering',
  'virtual_machine',
] as const

export type SignalName = (typeof signalNames)[number]

/**
 * - `yes`, `no`: must hold; anything else, no verdict too, fails the gauntlet.
 * - `yes?`, `no?`: expected, but known to be at the edge of what a browser gives away.
 * - `vm`, `vm?`: `yes` on a machine that is virtual, without an expectation on any other.
 * - `.`: either is right.
 *
 * A driver that opens a context of its own opens an off-the-record one, so there `incognito: yes`
 * is right. Whoever drives a browser may also have its devtools protocol open: `developer_tools` of
 * a program is no mistake either way. Fields of `virtual_machine` are `vm?` where the browser masks
 * its renderer or has none.
 */
export type Expectation = 'yes' | 'no' | 'yes?' | 'no?' | 'vm' | 'vm?' | '.'

/** A line for each cell, under the names of the signals; people must never be called a bot. */
const table = `
                                                  bot   incognito  devtools  privacy  tampering  vm
Playwright Chromium, headless                   | yes | yes?     | .       | .      | .        | vm?
Playwright Chromium, headed                     | yes | yes?     | .       | .      | .        | vm?
Playwright headless shell, headless             | yes | yes?     | .       | .      | .        | vm?
Playwright Chromium as a person, headed         | yes | no       | .       | .      | .        | vm?
Puppeteer Chromium, headless                    | yes | no       | .       | .      | .        | vm?
Puppeteer Chromium, headed                      | yes | no       | .       | .      | .        | vm?
Puppeteer headless shell, headless              | yes | .        | .       | .      | .        | vm?
Puppeteer with stealth, headless                | yes | no       | .       | .      | yes?     | vm?
Puppeteer with stealth, headed                  | yes | no       | .       | .      | yes?     | vm?
Puppeteer Firefox (BiDi), headless              | yes | no       | .       | .      | .        | vm?
Puppeteer Firefox (BiDi), headed                | yes | no       | .       | .      | .        | vm?
Selenium, headless                              | yes | no       | .       | .      | .        | vm?
Selenium, headed                                | yes | no       | .       | .      | .        | vm?
Selenium, evasive flags, headless               | yes | no       | .       | .      | .        | vm?
Selenium, evasive flags, headed                 | yes | no       | .       | .      | .        | vm?
Firefox over Marionette, headless               | yes | no       | .       | .      | .        | vm?
Firefox over Marionette, headed                 | yes | no       | .       | .      | .        | vm?
Chromium over the protocol, headless            | yes | no       | .       | .      | .        | vm?
Chromium over the protocol, headed              | yes? | no      | .       | .      | .        | vm?
Chromium over the protocol, quiet, headless     | yes | no       | .       | .      | .        | vm?
Chromium over the protocol, quiet, headed       | .   | no       | .       | .      | .        | vm?
Chromium over the protocol, quiet and renamed, headless| yes | no     | .       | .      | .        | vm?
WebKitGTK over WebDriver, headed                | yes | .        | .       | .      | .        | vm?

Chromium, fresh profile                         | no  | no       | no      | no     | no       | vm?
Chromium, at rest                               | no  | no       | no      | no     | no       | vm?
Chromium, restarted profile                     | no  | no       | no      | no     | no       | vm?
Chromium, incognito window                      | no  | yes      | no      | no     | no       | vm?
Chromium, guest window                          | no  | .        | no      | no     | no       | vm?
Chromium, devtools open                         | no  | no       | yes     | no     | no       | vm?
Chromium, devtools in a window                  | no  | no       | yes     | no     | no       | vm?
Chromium, in Japanese and Tokyo, scale 1.25     | no  | no       | no      | no     | no       | vm?
Chromium, UTC                                   | no  | no       | no      | no     | no       | vm?
Chromium, no GPU, no 3D                         | no  | no       | no      | .      | no       | vm?
Chromium, SwiftShader                           | no  | no       | no      | no     | no       | vm
Chromium, llvmpipe                              | no  | no       | no      | no     | no       | vm
Chromium, one processor                         | no  | no       | no      | no     | no       | vm?

Firefox, fresh profile                          | no  | no       | no      | no     | no       | vm
Firefox, restarted profile                      | no  | no       | no      | no     | no       | vm
Firefox, private window                         | no  | yes      | no      | .      | no       | vm?
Firefox, always private                         | no  | yes      | no      | .      | no       | vm?
Firefox, devtools open                          | no  | no       | yes     | no     | no       | vm?
Firefox, in Japanese and Tokyo, scale 1.25      | no  | no       | no      | no     | no       | vm
Firefox, UTC                                    | no  | no       | no      | no     | no       | vm
Firefox, no WebGL                               | no  | no       | no      | .      | no       | vm?
Firefox, resistFingerprinting                   | no  | no       | no      | yes    | no       | vm?
Firefox, strict protection                      | no  | no       | no      | yes?   | no       | vm?

WebKitGTK, fresh profile                        | no  | no       | .       | no     | no       | vm?
WebKitGTK, restarted profile                    | no  | no       | .       | no     | no       | vm?
WebKitGTK, private window                       | no  | yes      | .       | no     | no       | vm?
WebKitGTK, in Tokyo                             | no  | no       | .       | no     | no       | vm?
WebKitGTK, UTC                                  | no  | no       | .       | no     | no       | vm?

Chromium, user agent by flag: Windows           | no  | no       | no      | no     | yes      | vm?
Chromium, user agent by flag: iPhone            | no  | no       | no      | no     | yes      | vm?
Firefox, user agent by preference: Chrome       | no  | no       | no      | no     | yes      | vm?
Firefox, user agent by preference: Windows      | no  | no       | no      | no     | yes      | vm?
Firefox, user agent and platform by preference  | no  | no       | no      | no     | yes      | vm?
Chromium, canvas-noise extension                | no  | no       | no      | .      | yes      | vm?
Firefox, canvas-noise extension                 | no  | no       | no      | .      | yes      | vm?
Chromium, user agent by protocol, headed        | .   | no       | .       | no     | yes      | vm?
`

const known: readonly string[] = ['yes', 'no', 'yes?', 'no?', 'vm', 'vm?', '.']

/** What is expected of each cell, by its name. @throws Error for a line that does not read */
export const expectations: ReadonlyMap<string, Readonly<Record<SignalName, Expectation>>> = new Map(
  table
    .split('\n')
    .filter((line) => line.includes('|'))
    .map(readLine),
)

function readLine(line: string): [string, Record<SignalName, Expectation>] {
  const [name = '', ...fields] = line.split('|').map((field) => field.trim())
  const wrong = fields.find((field) => !known.includes(field))
  if (fields.length !== signalNames.length || wrong !== undefined) {
    throw new Error(`not an expectation: ${line}`)
  }
  const entries = signalNames.map((signal, index) => [signal, fields[index]])
  // Each field has just been found among the known ones.
  return [name, Object.fromEntries(entries) as Record<SignalName, Expectation>]
}
