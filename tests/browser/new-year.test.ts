import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Serving } from '../api/serving.ts'
import { goodPassword, serveTest, setUp } from '../api/serving.ts'
import { launchBrowser } from '../browser.ts'
import { overSocket } from '../calls/two-servers.ts'
import type { Look } from './reader.ts'
import { expectFitAtBoth, openReader } from './reader.ts'
import { send } from './send.ts'

// The first Monday of a year: people write about the one before, and the page opens on the new.
const moment = Date.parse('2027-01-04T01:00:00.000Z')
const began = Date.now()

let serving: Serving
let served: Awaited<ReturnType<typeof overSocket>>
let browser: Browser

beforeAll(async () => {
  serving = await serveTest({ clock: { now: () => moment + Date.now() - began } })
  await setUp(serving)
  served = await overSocket({ serving }, 'dist/web')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
  await serving?.close()
})

async function open(look: Look) {
  const { address } = served
  const reader = await openReader(browser, { ...look, address })
  await reader.page.goto(`${address}/sign-in`)
  await send(reader.page, '/session', { username: '张三', password: goodPassword })
  return reader
}

test('the reports of the year before are one click away until they are signed', async () => {
  const { page, context, trouble } = await open({ width: 390, lang: 'zh' })
  await page.goto(`${served.address}/reports`)
  const note = page.locator('.last-year-note')
  await note.waitFor()
  expect(await note.innerText()).toContain('2026年的报告还没有签发：年度报告')
  await expectFitAtBoth(page, 'the reports at New Year')
  await note.getByRole('link').click()
  await expect.poll(() => page.locator('.page-head').innerText()).toContain('2026年')
  expect(await note.count()).toBe(0)
  expect(trouble).toEqual([])
  await context.close()
})

test('what the year before still asks for stands under what is late', async () => {
  const { page, context, trouble } = await open({ width: 1440, lang: 'zh' })
  await page.goto(served.address)
  const line = page.locator('#year-lists').getByRole('link', { name: /^2026年还有 \d+ 项逾期/ })
  const count = Number(/还有 (\d+) 项/.exec(await line.innerText())?.[1])
  expect(count).toBeGreaterThan(0)
  await line.click()
  await expect.poll(() => page.locator('.page-head').innerText()).toContain('2026年')
  const heading = page.getByRole('heading', { name: `没有按要求完成 ${count}` })
  await heading.waitFor()
  expect(await line.count()).toBe(0)
  expect(trouble).toEqual([])
  await context.close()
})

test('and on a phone at the top, where else nothing would be to do', async () => {
  const { page, context, trouble } = await open({ width: 390, lang: 'zh' })
  await page.goto(served.address)
  await page
    .locator('.year-needs')
    .getByRole('button', { name: /2026年逾期$/ })
    .click()
  await expect.poll(() => page.locator('.page-head').innerText()).toContain('2026年')
  expect(trouble).toEqual([])
  await context.close()
})

test('a unit whose ledger begins with the year is told nothing of the one before', async () => {
  const { page, context, trouble } = await open({ width: 1440, lang: 'zh' })
  await send(page, '/unit/start', { from: '2027-01-01' }, { method: 'PUT' })
  await page.goto(served.address)
  await page.getByRole('heading', { name: '已经逾期' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByRole('link', { name: /^2026年/ }).count()).toBe(0)
  await page.goto(`${served.address}/reports`)
  await page.locator('.report-list').waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.locator('.last-year-note').count()).toBe(0)
  expect(trouble).toEqual([])
  await context.close()
})

test('a day of December typed without its year is that of the year before', async () => {
  const { page, context, trouble } = await open({ width: 1440, lang: 'zh' })
  const typed = async (register: string, field: string) => {
    await page.goto(`${served.address}/registers/${register}`)
    await page.locator('main').getByRole('button', { name: '记一笔' }).first().click()
    const input = page.locator(`.record-form [data-field="${field}"] input`).first()
    await input.fill('12-28')
    await input.press('Tab')
    return input.inputValue()
  }
  expect(await typed('study', 'heldOn')).toBe('2026-12-28')
  // What is planned is still to come.
  expect(await typed('planned-meeting', 'plannedFor')).toBe('2027-12-28')
  expect(trouble).toEqual([])
  await context.close()
})
