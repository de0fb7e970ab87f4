import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { RecordPage } from '../../src/api/contract/record.ts'
import { chooseFirst } from './choose.ts'
import type { Look } from './reader.ts'
import { expectFitAtBoth, looks } from './reader.ts'
import { get, nine, unitOfFile } from './unit.ts'

const unit = unitOfFile()

const words = {
  record: { zh: '记一笔', en: 'Record' },
  register: { zh: '会议', en: 'Meetings' },
  guessed: { zh: '按日期推定', en: 'Guessed from the day' },
  counts: { zh: '计入年度', en: 'Counts in' },
}

test.each(looks)(
  'the form guesses the year, shows it, and lets it be changed at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(unit.address)
    await page.locator('.year-grid').waitFor()
    const { today } = await get<{ today: string }>(page, '/session')
    const last = Number(today.slice(0, 4)) - 1
    await openForm(page, look)
    const form = page.locator('.record-form')
    const line = form.locator('[data-field="forYear"]')
    const input = (field: string) =>
      form.locator(`[data-field="${field}"]`).locator('input, select').first()
    const hold = async (day: string) => {
      await input('heldOn').fill(day)
      await input('heldOn').press('Tab')
    }
    // Only meetings that may be for another year are asked for it.
    await input('kind').selectOption('secretary-meeting')
    expect(await line.count()).toBe(0)
    await input('kind').selectOption('democratic-life')
    await hold(`${last}-12-18`)
    await expect.poll(() => input('forYear').inputValue()).toContain(`${last}`)
    await hold(`${last}-01-15`)
    await expect.poll(() => input('forYear').inputValue()).toContain(`${last - 1}`)
    await expect.poll(() => line.innerText()).toContain(words.guessed[look.lang])
    await expectFitAtBoth(page, 'the form with the year')

    // What is typed stays when the day changes; what is cleared is guessed again.
    await input('forYear').fill(`${last}`)
    await hold(`${last}-01-16`)
    expect(await input('forYear').inputValue()).toContain(`${last}`)
    expect(await line.innerText()).not.toContain(words.guessed[look.lang])
    await input('forYear').fill('')
    await input('forYear').press('Tab')
    await expect.poll(() => input('forYear').inputValue()).toContain(`${last - 1}`)

    await chooseFirst(input('chair'), nine[0].initials)
    if ((await form.locator('[data-field="present"] .chip').count()) === 0) {
      await chooseFirst(input('present'), nine[0].initials)
    }
    await input('agenda').fill(`对照检查 ${look.width} ${look.lang}`)
    await page.keyboard.press('Control+Enter')
    await page.locator('.saved-note a').click()
    const counts = page.locator('.moments div').filter({ hasText: words.counts[look.lang] })
    await expect.poll(() => counts.innerText()).toContain(`${last - 1}`)
    await expectFitAtBoth(page, 'the record with its year')
    const { items } = await get<RecordPage>(
      page,
      '/registers/meeting/records?sort=-recordedAt&columns=*',
    )
    expect(items[0]?.values).toMatchObject({ heldOn: `${last}-01-16`, forYear: last - 1 })
    expect(trouble).toEqual([])
    await context.close()
  },
  180_000,
)

async function openForm(page: Page, look: Look): Promise<void> {
  await page
    .getByRole('button', { name: words.record[look.lang], exact: look.width === 390 })
    .locator('visible=true')
    .first()
    .click()
  await page.locator('.register-choice').last().waitFor()
  await page.keyboard.type(words.register[look.lang])
  await page.keyboard.press('Enter')
  await page.locator('.record-form').waitFor()
}
