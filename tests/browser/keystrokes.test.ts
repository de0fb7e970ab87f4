import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordPage } from '../../src/api/contract/record.ts'
import { launchBrowser } from '../browser.ts'
import { openReader } from './reader.ts'
import { serve } from './served.ts'
import type { Served } from './served.ts'
import { get, nine, setUpUnit } from './unit.ts'

let served: Served
let browser: Browser
let state: string

/** Keys a meeting may cost beyond its typed text; initials of people count as keys. */
const keysMax = 60
const topics = ['学习贯彻全会精神', '研究全面从严治党工作', '审议年度接收进馆计划']

beforeAll(async () => {
  served = await serve()
  browser = await launchBrowser()
  state = await setUpUnit(browser, served)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await served?.stop()
}, 60_000)

test('the first meeting of a unit, nine present and three topics, takes at most 60 keys', async () => {
  const { page } = await openReader(browser, {
    width: 1440,
    lang: 'zh',
    address: served.address,
    state,
  })
  await page.goto(served.address)
  await page.locator('.year-grid').waitFor()
  let keys = 0
  const press = async (...names: readonly string[]) => {
    for (const name of names) await page.keyboard.press(name)
    keys += names.length
  }
  // Two letters tell everybody of this unit apart, or put the right one first.
  const initials = async (letters: string) => press(...letters)

  await press('n')
  await page.locator('.register-choice').waitFor()
  await page.keyboard.insertText('会议')
  await press('Enter')
  await page.locator('.record-form').waitFor()
  await press('ArrowDown', 'Control+ArrowDown')
  await initials(nine[0].initials.slice(0, 2))
  await press('Enter', 'Control+ArrowDown')
  for (const one of nine) {
    await initials(one.initials.slice(0, 2))
    await press('Enter')
  }
  await press('Control+ArrowDown')
  for (const [index, topic] of topics.entries()) {
    await page.keyboard.insertText(topic)
    await press('Tab', String(index + 1))
    if (index < topics.length - 1) await press('Enter')
  }
  await press('Control+Enter')
  await page.locator('.saved-note a').waitFor()

  const { items } = await get<RecordPage>(page, '/registers/meeting/records')
  expect(items).toHaveLength(1)
  expect(items[0]?.values['kind']).toBe('secretary-meeting')
  expect(items[0]?.values['present']).toHaveLength(nine.length)
  expect(items[0]?.values['agenda']).toMatchObject(topics.map((topic) => ({ topic })))
  expect(keys).toBeLessThanOrEqual(keysMax)
}, 180_000)
