import type { Browser, Page } from '../browsers/browser'

const idPattern = /^[0-9A-Za-z]{20}$/

/** Opens the demo page and resolves with the id it shows. */
export async function readDemo(browser: Browser, endpoint: string): Promise<string> {
  const page = await browser.visit(`${endpoint}/demo`)
  try {
    return await shownId(page)
  } finally {
    await page.close()
  }
}

/** The id on a demo page that is open. Throws what the page says when it failed. */
export async function shownId(page: Page): Promise<string> {
  const state = await page.waitFor<string>(
    "['ready', 'failed'].find((state) => state === document.body.dataset.state)",
  )
  const text = await page.evaluate<string>("document.querySelector('#visitor-id').textContent")
  if (state !== 'ready' || !idPattern.test(text)) {
    const said = await page.evaluate<string>("document.querySelector('#problem').textContent")
    throw new Error(`the demo page is ${state}: ${text} ${said}`)
  }
  return text
}
