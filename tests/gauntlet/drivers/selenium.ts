import { Builder } from 'selenium-webdriver'
import { Options, ServiceBuilder } from 'selenium-webdriver/chrome.js'
import { chromiumArgs } from '../../browsers/chromium-args'
import { getBrowserPath } from '../../browsers/find-browser'
import { chromedriverPath, type Opened } from '../cell'
import { withDisplay } from './with-display'

interface SeleniumOptions {
  readonly headless: boolean
  /** With the flags that guides recommend against detection. @default false */
  readonly isEvasive?: boolean
}

/** Selenium with Debian's chromedriver. */
export function openSelenium(
  url: string,
  { headless, isEvasive = false }: SeleniumOptions,
): Promise<Opened> {
  return withDisplay(headless, async ({ env }) => {
    const options = new Options()
    options.setChromeBinaryPath(getBrowserPath('chromium'))
    options.addArguments(...chromiumArgs, ...(headless ? ['--headless=new'] : []))
    if (isEvasive) {
      options.addArguments('--disable-blink-features=AutomationControlled')
      options.excludeSwitches('enable-automation')
      options.set('goog:chromeOptions', {
        ...options.get('goog:chromeOptions'),
        useAutomationExtension: false,
      })
    }
    const service = new ServiceBuilder(chromedriverPath).setEnvironment(env)
    const driver = await new Builder()
      .forBrowser('chrome')
      .setChromeOptions(options)
      .setChromeService(service)
      .build()
    await driver.get(url)
    return { close: () => driver.quit() }
  })
}
