import { gzipSync } from 'node:zlib'
import type { Browser, Response } from 'playwright-core'
import { launchBrowser } from '../tests/browser.ts'
import type { Line } from './bench-table.ts'
import { size, time } from './bench-table.ts'
import { median } from './measure.ts'

const usableMsMax = 1_000
const scriptBytesMax = 250 * 1024

/** The year page in a browser that has seen nothing yet, until its grid can be read. */
export async function measurePage(
  address: string,
  { cookie, rounds }: { cookie: string; rounds: number },
): Promise<readonly Line[]> {
  // What people have is measured, and not what tests are quick with.
  const browser = await launchBrowser({ preferred: 'system' })
  try {
    // A browser that has just started loads its own parts first.
    await openYear(browser, { address, cookie })
    const seen: Awaited<ReturnType<typeof openYear>>[] = []
    for (let round = 0; round < rounds; round++) {
      seen.push(await openYear(browser, { address, cookie }))
    }
    const ms = median(seen.map((one) => one.ms))
    const bytes = median(seen.map((one) => one.scriptBytes))
    const scripts = seen[0]?.scripts ?? 0
    const rest = { limit: '', ratio: '' }
    return [
      {
        step: 'year page usable in a browser, cold',
        taizhang: time(ms),
        ...rest,
        target: `< ${time(usableMsMax)}`,
        met: ms < usableMsMax,
      },
      {
        step: 'scripts before the year page is usable',
        taizhang: `${size(bytes)} gzip in ${scripts} files`,
        ...rest,
        target: `≤ ${size(scriptBytesMax)} gzip`,
        met: bytes <= scriptBytesMax,
      },
    ]
  } finally {
    await browser.close()
  }
}

async function openYear(
  browser: Browser,
  { address, cookie }: { address: string; cookie: string },
) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([{ name: 'taizhang', value: cookie, url: address }])
  const page = await context.newPage()
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  const began = performance.now()
  await page.goto(address)
  await page.locator('.year-grid').waitFor()
  const ms = performance.now() - began
  const scripts = responses.filter((one) => /javascript/.test(one.headers()['content-type'] ?? ''))
  const bodies = await Promise.all(scripts.map((one) => one.body()))
  await context.close()
  // Packed here, whatever the connection made of them, so that the number can be compared.
  const scriptBytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
  return { ms, scriptBytes, scripts: scripts.length }
}
