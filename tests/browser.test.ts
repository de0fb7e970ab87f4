import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'

async function shows(browser: Browser): Promise<string | null> {
  try {
    const page = await browser.newPage()
    await page.setContent('<h1>台账</h1>')
    return await page.textContent('h1')
  } finally {
    await browser.close()
  }
}

test('a browser is found', async () => {
  expect(await shows(await launchBrowser())).toBe('台账')
})

test('that of the system is found where there is one, else another', async () => {
  expect(await shows(await launchBrowser({ preferred: 'system' }))).toBe('台账')
})
