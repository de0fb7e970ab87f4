import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { post, unitOfFile } from './unit.ts'

const unit = unitOfFile()

beforeAll(async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  const by = await page.evaluate(async () => {
    const { people } = await (await fetch('/api/v1/roster')).json()
    return (people as readonly { id: string }[])[0]?.id
  })
  for (const day of ['12', '13', '14', '15', '16', '19', '20', '21'])
    await post(page, '/registers/meeting/records', {
      values: {
        ...{ kind: 'affairs-meeting', heldOn: `2026-01-${day}`, chair: by, present: [by] },
        agenda: Array.from({ length: 3 }, () => ({ topic: '研究消防安全工作' })),
      },
      reason: '补',
    })
  await context.close()
}, 240_000)

/** What lies over the middle of what is focused; null where nothing does, or it is out of sight. */
function coveredBy(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (focused === null || focused === document.body) return null
    const { left, top, height, width } = focused.getBoundingClientRect()
    const over = document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2)
    if (over === null || focused.contains(over) || over.contains(focused)) return null
    return `${focused.textContent?.slice(0, 20)} ${focused.id} under ${over?.className}`
  })
}

test('the reason that a correction lacks comes out from above the foot of the form', async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(`${unit.address}/registers/meeting?year=2026`)
  await page.locator('main table tbody tr a').first().click()
  await page.getByRole('button', { name: '更正', exact: true }).click()
  await page.getByLabel('地点').fill('三楼会议室')
  // Wherever the pointer lies: the rows that come under it stay as they are.
  for (const y of [300, 450, 600]) {
    await page.mouse.move(700, y)
    await page.getByLabel('地点').focus()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/-reason$/)
    await page.waitForTimeout(200)
    expect(await coveredBy(page), `the pointer at ${y}`).toBe(null)
  }
  await context.close()
}, 120_000)

test('what the keyboard comes to on a phone is not under the bar', async () => {
  const { page, context } = await unit.open({ width: 390, lang: 'en' })
  await page.goto(`${unit.address}/registers?year=2026`)
  await page.locator('main a').first().waitFor()
  const covered: string[] = []
  for (let nth = 0; nth < 40; nth += 1) {
    await page.keyboard.press('Tab')
    const over = await coveredBy(page)
    if (over !== null) covered.push(over)
  }
  expect(covered).toEqual([])
  await context.close()
}, 120_000)
