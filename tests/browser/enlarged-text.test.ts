import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { unitOfFile } from './unit.ts'

const unit = unitOfFile()

/** Twice the size, as WCAG 1.4.4 asks. */
const times = 2

/**
 * Enlarges the text of a page and not the page, as telephones and some browsers do for whoever asks
 * for it: letters and lines grow, and what is measured in pixels stays.
 */
async function enlarge(page: Page): Promise<void> {
  await page.evaluate((factor) => {
    const all = [...document.querySelectorAll<HTMLElement>('body *:not(svg *)')]
    const sizes = all.map((one) => {
      const { fontSize, lineHeight } = getComputedStyle(one)
      return [fontSize, lineHeight].map((size) => Number.parseFloat(size) * factor)
    })
    for (const [at, { style }] of all.entries()) {
      const [letters, line] = sizes[at] ?? []
      style.setProperty('font-size', `${letters}px`, 'important')
      if (!Number.isNaN(line)) style.setProperty('line-height', `${line}px`, 'important')
    }
  }, times)
}

/** By how many pixels the page is wider than its window, or a dialog than itself. */
function excess(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      document.documentElement.scrollWidth - innerWidth,
      ...[...document.querySelectorAll('.dialog')].map((one) => one.scrollWidth - one.clientWidth),
    ),
  )
}

test.each(['zh', 'en'] as const)(
  'text of twice the size fits a phone, in %s',
  async (lang) => {
    const { page, context, trouble } = await unit.open({ width: 390, lang })
    for (const [path, seen] of [
      ['/', '.year-grid'],
      ['/problems', 'main h1'],
      ['/calendar', '.month-grid'],
      ['/reports', 'main h1'],
    ] as const) {
      await page.goto(`${unit.address}${path}`)
      await page.locator(seen).first().waitFor()
      await page.waitForLoadState('networkidle')
      await enlarge(page)
      expect(await excess(page), path).toBeLessThanOrEqual(0)
    }
    await page.goto(`${unit.address}/calendar`)
    const days = page.locator('.day-number')
    await days.first().waitFor()
    await enlarge(page)
    // A day of two digits is one number, and not one under the other.
    const heights = await days.evaluateAll((all) => all.map((one) => one.clientHeight))
    expect(new Set(heights).size).toBe(1)

    await page.goto(`${unit.address}/registers/meeting`)
    await page.locator('main .button').last().click()
    await page.locator('.record-form .row-cell').first().waitFor()
    await enlarge(page)
    expect(await excess(page), 'the form of a meeting').toBeLessThanOrEqual(0)
    expect(trouble).toEqual([])
    await context.close()
  },
  180_000,
)
