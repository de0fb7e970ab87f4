import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { FigureValue } from '../../src/ledger/figure/figure.ts'
import type { Label } from '../../src/ledger/label.ts'
import { chooseFirst } from './choose.ts'
import type { Look } from './reader.ts'
import { expectFitAtBoth, looks } from './reader.ts'
import { get, nine, unitOfFile } from './unit.ts'

const unit = unitOfFile()

const figure = 'governance-study'
const duty = 'governance-study-half-yearly'
const walkWithinMs = 240_000

const words = {
  record: { zh: '记一笔', en: 'Record' },
  register: { zh: '会议', en: 'Meetings' },
  report: { zh: '报告', en: 'Report' },
  correct: { zh: '更正', en: 'Correct' },
  reason: { zh: '更正原因', en: 'Reason for the correction' },
  saveCorrection: { zh: '保存更正', en: 'Save the correction' },
  verify: { zh: '到核验页逐项查看', en: 'See it on the verify page' },
} satisfies Record<string, Label>

describe.each(looks)('at $width in $lang', (look) => {
  test(
    'a meeting turns its duty, changes the figure, and the report leads back to it',
    async () => {
      const { page, context, trouble } = await unit.open(look)
      await page.goto(unit.address)
      await page.locator('.year-grid').waitFor()
      await expectFitAtBoth(page, 'the year')
      const year = Number((await get<{ today: string }>(page, '/session')).today.slice(0, 4))
      const before = await countOf(page, year)

      const topic = `研究全面从严治党工作 ${look.width} ${look.lang}`
      const address = await recordMeeting(page, look, topic)
      expect(await countOf(page, year)).toBe(before + 1)
      await expectDutyMet(page, look, year)

      await openReportAt(page, look)
      await page.locator(`.claim-panel .record-links a[href*="${address}"]`).click()
      await page.locator('.record .proof > summary').click()
      await page.locator('.record .verdicts li').first().waitFor()
      await expect.poll(() => page.locator('.record-fields').innerText()).toContain(topic)
      await expectFitAtBoth(page, 'the record')

      await correctPlace(page, look)
      await expectProved(page)
      await page.getByRole('link', { name: words.verify[look.lang] }).click()
      await page.locator('.verify-result .verdicts li.holds').first().waitFor()
      await expectFitAtBoth(page, 'verify')

      await page.goto(`${unit.address}/registers/meeting`)
      await page.locator('.sheet tbody tr').first().waitFor()
      await expectFitAtBoth(page, 'the list')
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )
})

async function countOf(page: Page, year: number): Promise<number> {
  const { value } = await get<FigureValue>(page, `/figures/${figure}?period=${year}`)
  return Number(value)
}

/** Answers the address of the record that was written. */
async function recordMeeting(page: Page, look: Look, topic: string): Promise<string> {
  await page
    .getByRole('button', { name: words.record[look.lang], exact: look.width === 390 })
    .locator('visible=true')
    .first()
    .click()
  await page.locator('.register-choice').last().waitFor()
  await expectFitAtBoth(page, 'the choice of a register')
  await page.keyboard.type(words.register[look.lang])
  await page.keyboard.press('Enter')
  await page.locator('.record-form').waitFor()
  if (look.width === 390) await expectTouchable(page)
  await fillByLabel(page, look, topic)
  await expectFitAtBoth(page, 'the form')
  await page.keyboard.press('Control+Enter')
  const written = page.locator('.saved-note a')
  await written.waitFor()
  return new URL((await written.getAttribute('href')) ?? '', page.url()).pathname
}

async function fillByLabel(page: Page, look: Look, topic: string): Promise<void> {
  const form = page.locator('.record-form')
  const input = (field: string) =>
    form.locator(`[data-field="${field}"]`).locator('input, select').first()
  await input('kind').selectOption('secretary-meeting')
  await chooseFirst(input('chair'), nine[0].initials)
  if ((await form.locator('[data-field="present"] .chip').count()) === 0) {
    await chooseFirst(input('present'), nine[0].initials)
  }
  await input('agenda').fill(topic)
  const governance = { zh: '全面从严治党', en: 'Party self-governance' }[look.lang]
  await form.getByRole('checkbox', { name: governance }).first().click()
}

/** What stands alone on the form of a phone is large enough for a finger. */
async function expectTouchable(page: Page): Promise<void> {
  for (const link of await page.locator('.form-top .link, .rows-input > p .link').all()) {
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  }
}

async function expectDutyMet(page: Page, look: Look, year: number): Promise<void> {
  const { duties } = await get<{ duties: { id: string; label: Label }[] }>(page, '/pack')
  const label = duties.find((one) => one.id === duty)?.label[look.lang] ?? duty
  const { today } = await get<{ today: string }>(page, '/session')
  const half = Number(today.slice(5, 7)) > 6 ? 1 : 0
  const row = page.locator('.year-grid tr').filter({ hasText: label })
  await expect.poll(() => row.locator('td').nth(half).getAttribute('class')).toContain('met')
  const cell = row.locator('td').nth(half).locator('button')
  // What is met is folded behind the line of its part.
  const part = page.locator('.year-grid tbody').filter({ hasText: label })
  if (!(await cell.isVisible())) await part.locator('.part-line button').last().click()
  await cell.click()
  await page.locator('.window-detail .record-links a').first().waitFor()
  expect(year).toBe(Number(today.slice(0, 4)))
}

async function openReportAt(page: Page, look: Look): Promise<void> {
  await page.getByRole('link', { name: words.report[look.lang], exact: true }).first().click()
  await page.locator('h1, .paper').first().waitFor()
  // With several reports in the pack the annual one is chosen from a list.
  const annual = page.locator('a[href*="/reports/annual-report"]')
  await annual.first().click()
  await page.locator('.paper .claim').first().waitFor()
  await expectFitAtBoth(page, 'the report')
  await page.locator('.paper .claim', { hasText: '研究全面从严治党工作' }).first().click()
  await page.locator('.claim-panel .record-links a').first().waitFor()
}

async function correctPlace(page: Page, look: Look): Promise<void> {
  // A new meeting proposes the place of the last one: each look corrects to another.
  const place = `三楼会议室 ${look.width} ${look.lang}`
  await page.getByRole('button', { name: words.correct[look.lang], exact: true }).click()
  await page.locator('.record-form [data-field="place"] input').fill(place)
  await page.getByLabel(words.reason[look.lang]).fill('补填地点')
  await page.getByRole('button', { name: words.saveCorrection[look.lang] }).click()
  await expect.poll(() => page.locator('.versions li').count()).toBe(2)
  await expect.poll(() => page.locator('.differences .now').innerText()).toBe(place)
}

/** Entry, receipt, proof and fields hold, once a checkpoint has covered the correction. */
async function expectProved(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.verdicts li.holds').count()).toBe(4)
  expect(await page.locator('.verdicts li.fails').count()).toBe(0)
}
