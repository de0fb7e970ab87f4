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
  event: { zh: '主题党日（含', en: 'Themed Party day with' },
  day: { zh: '主题党日', en: 'Themed Party day' },
  shared: { zh: '只填一次', en: 'Typed once' },
  follows: { zh: '按出席人数计', en: 'The number of those present' },
  others: { zh: '同一事项的其他记录', en: 'Other records of the same event' },
  more: { zh: '同一事项，再记一项', en: 'one more part' },
  correct: { zh: '更正', en: 'Correct' },
  void: { zh: '作废', en: 'Void' },
  whole: { zh: '一并作废', en: 'as well' },
}

test.each(looks)(
  'an afternoon is typed once, corrected once and voided once at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(unit.address)
    await page.locator('.year-grid').waitFor()
    const { today } = await get<{ today: string }>(page, '/session')
    await openEvent(page, look)
    const form = page.locator('.record-form')
    const line = (field: string) => form.locator(`[data-field="${field}"]`)
    const input = (field: string) => line(field).locator('input, select, textarea').first()
    await expect.poll(() => form.innerText()).toContain(words.shared[look.lang])
    await chooseFirst(input('chair'), nine[0].initials)
    for (const { initials } of nine.slice(0, 3)) await chooseFirst(input('present'), initials)
    // Who was present is counted: the head count is filled in, and says from what.
    await expect.poll(() => input('headCount').inputValue()).toBe('3')
    await expect.poll(() => line('headCount').innerText()).toContain(words.follows[look.lang])
    await input('place').fill('二楼党员活动室')
    const place = `${look.width} ${look.lang}`
    await input('title').fill(`重温入党誓词 ${place}`)
    await input('agenda').fill('讨论支部工作计划')
    // The study was another time.
    await form.locator('.event-part legend input').last().uncheck()
    await expectFitAtBoth(page, 'the form of an event')
    // What is missing is said where it is asked, and nothing was sent.
    await form.locator('button[type=submit]').click()
    await expect.poll(() => line('topic').locator('.fault').count()).toBeGreaterThan(0)
    await input('topic').fill('守护城市记忆')
    await chooseFirst(input('lecturer'), nine[2].initials)
    await page.keyboard.press('Control+Enter')
    await page.locator('.saved-note a').click()
    const beside = page.locator('section', { hasText: words.others[look.lang] })
    await beside.waitFor()
    await expect.poll(() => beside.locator('.record-links a').count()).toBe(2)
    await expect.poll(() => page.locator('.record').innerText()).toContain(words.more[look.lang])
    await expectFitAtBoth(page, 'a record with the others of its event')

    await beside.locator('a', { hasText: '守护城市记忆' }).click()
    await page.getByRole('button', { name: words.correct[look.lang], exact: true }).click()
    const correction = page.locator('.record-form')
    await correction.locator('[data-field="audience"] input').fill('5')
    await correction.locator('input[id$="-reason"]').fill('补计听讲人数')
    await page.keyboard.press('Control+Enter')
    await expect
      .poll(() => newest(page, 'activity'))
      .toMatchObject({ participants: 5, heldOn: today })

    await page.getByRole('button', { name: words.void[look.lang], exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.innerText()).toContain(words.whole[look.lang])
    await expectFitAtBoth(page, 'voiding an event')
    await dialog
      .locator('input[type=text], textarea, input:not([type=checkbox])')
      .first()
      .fill('演练')
    await dialog.locator('button[type=submit], button.primary').first().click()
    await expect.poll(() => count(page, 'activity')).toBe(0)
    expect([await count(page, 'lecture'), await count(page, 'meeting')]).toEqual([0, 0])
    expect(trouble).toEqual([])
    await context.close()
  },
  180_000,
)

async function count(page: Page, register: string): Promise<number> {
  return (await get<RecordPage>(page, `/registers/${register}/records`)).items.length
}

async function newest(page: Page, register: string) {
  const { items } = await get<RecordPage>(page, `/registers/${register}/records?columns=*`)
  return items[0]?.values
}

async function openEvent(page: Page, look: Look): Promise<void> {
  await page
    .getByRole('button', { name: words.record[look.lang], exact: look.width === 390 })
    .locator('visible=true')
    .first()
    .click()
  const events = page.locator('.register-choice.events')
  await events.getByRole('button', { name: words.event[look.lang] }).click()
  await page.locator('.record-form').waitFor()
}
