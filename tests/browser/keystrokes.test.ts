import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { RosterView } from '../../src/api/contract/pack.ts'
import type { RecordPage } from '../../src/api/contract/record.ts'
import { expectFit } from './reader.ts'
import { get, nine, post, unitOfFile } from './unit.ts'

const unit = unitOfFile()

/** Keys a meeting may cost beyond its typed text; initials of people count as keys. */
const keysMax = 60
const topics = ['学习贯彻全会精神', '研究全面从严治党工作', '审议年度接收进馆计划']

test('the first meeting of a unit, nine present and three topics, takes at most 60 keys', async () => {
  const { page } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  await page.locator('.year-grid').waitFor()
  let keys = 0
  const press = async (...names: readonly string[]) => {
    for (const name of names) await page.keyboard.press(name)
    keys += names.length
  }
  // Two letters tell everybody of this unit apart, or put the right one first.
  const initials = async (letters: string) => press(...letters)

  await press('n')
  await page.locator('.register-choice').last().waitFor()
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

  const { items } = await get<RecordPage>(page, '/registers/meeting/records?columns=*')
  expect(items).toHaveLength(1)
  expect(items[0]?.values['kind']).toBe('secretary-meeting')
  expect(items[0]?.values['present']).toHaveLength(nine.length)
  expect(items[0]?.values['agenda']).toMatchObject(topics.map((topic) => ({ topic })))
  expect(keys).toBeLessThanOrEqual(keysMax)
}, 180_000)

test('a name that is being composed chooses and sends nothing; who stood there stays', async () => {
  const { page, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(`${unit.address}/registers/meeting`)
  await page.locator('main h1').waitFor()
  await page.keyboard.press('n')
  const chair = page.locator('.record-form [data-field="chair"] input')
  await chair.waitFor()
  await chair.fill(nine[1].initials)
  const marked = page.locator('[role=option][data-focused]')
  await marked.waitFor()
  await compose(page, 'Enter')
  await compose(page, 'Escape')
  expect(await chair.inputValue()).toBe(nine[1].initials)
  await marked.waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => chair.inputValue()).toBe(nine[1].name)

  await chair.press('End')
  await page.keyboard.type(nine[2].initials)
  await marked.waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => chair.inputValue()).toBe(nine[1].name)
  expect(await page.locator('.record-form').count()).toBe(1)
  await page.keyboard.type(nine[2].initials)
  await page.keyboard.press('Tab')
  await expect.poll(() => chair.inputValue()).toBe(nine[1].name)
  expect(trouble).toEqual([])
})

test('a day is picked from the calendar by keys alone, and Esc closes only the calendar', async () => {
  const { page, trouble } = await unit.open({ width: 390, lang: 'en' })
  await page.goto(`${unit.address}/registers/meeting`)
  await page.getByRole('button', { name: 'Record', exact: true }).locator('visible=true').click()
  await page.locator('.register-choice:not(.events) button').first().click()
  const day = page.locator('.record-form .date-input input').first()
  await day.waitFor()
  await day.fill('2025-03-08')
  await day.press('Alt+ArrowDown')
  const calendar = page.locator('.day-calendar')
  await calendar.locator('[data-selected]').waitFor()
  await expectFit(page, 'the calendar of a field')
  await page.keyboard.press('Escape')
  await calendar.waitFor({ state: 'detached' })
  await day.press('Alt+ArrowDown')
  await calendar.locator('[data-selected]').waitFor()
  for (const key of ['PageDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await expect.poll(() => day.inputValue()).toBe('2025-04-09')
  expect(trouble).toEqual([])
})

test('a day is typed without its year, and is of the year at the top of the page', async () => {
  const { page, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  const { today } = await get<{ today: string }>(page, '/session')
  const thisYear = Number(today.slice(0, 4))
  for (const [year, query] of [
    [thisYear, ''],
    [thisYear - 1, `?year=${thisYear - 1}`],
  ] as const) {
    await page.goto(`${unit.address}/registers/meeting${query}`)
    await page.locator('main').getByRole('button', { name: '记一笔' }).first().click()
    const day = page.locator('.record-form .date-input input').first()
    await day.fill('')
    await day.pressSequentially('3.12')
    await day.press('Tab')
    await expect.poll(() => day.inputValue()).toBe(`${year}-03-12`)
    await page.keyboard.press('Escape')
  }
  expect(trouble).toEqual([])
})

test('a name that was typed and chose nobody holds the form back, and is not lost', async () => {
  const { page, trouble } = await unit.open({ width: 390, lang: 'zh' })
  await page.goto(`${unit.address}/registers/meeting`)
  await page.locator('main').getByRole('button', { name: '记一笔' }).first().click()
  const recorder = page.locator('.record-form [data-field=recorder] input')
  await recorder.fill(nine[1].initials)
  await recorder.press('Tab')
  await page.keyboard.press('Control+Enter')
  const note = page.locator('.form-foot .note.bad')
  await expect.poll(() => note.innerText()).toContain(`“${nine[1].initials}”还没有选定`)
  await expect.poll(() => recorder.evaluate((line) => line === document.activeElement)).toBe(true)
  await expectFit(page, 'a form that a name holds back')
  // Chosen, it is said no more; what else is missing is.
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await expect.poll(() => recorder.inputValue()).toBe(nine[1].name)
  await page.keyboard.press('Control+Enter')
  await page.locator('.record-form .fault').first().waitFor()
  await note.waitFor({ state: 'detached' })
  expect(trouble).toEqual([])
})

test('what was typed is kept though the form is closed at once, until it is dropped', async () => {
  const { page, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  await page.locator('.year-grid').waitFor()
  const place = page.locator('.record-form [data-field=place] input')
  const reopen = async () => {
    await page.keyboard.press('n')
    await page.locator('.register-choice').last().waitFor()
    await page.keyboard.insertText('会议')
    await page.keyboard.press('Enter')
    await place.waitFor()
  }
  const close = async () => {
    await page.keyboard.press('Escape')
    await place.waitFor({ state: 'detached' })
  }
  const drop = page.getByRole('button', { name: '不要了，重新填写' })
  await reopen()
  await place.fill('三楼会议室')
  await close()
  await reopen()
  await expect.poll(() => place.inputValue()).toBe('三楼会议室')
  await place.fill('四楼会议室')
  await drop.click()
  await expect.poll(() => place.inputValue()).toBe('')
  await close()
  await reopen()
  expect(await place.inputValue()).toBe('')
  expect(await drop.count()).toBe(0)
  expect(trouble).toEqual([])
})

test('a kind is found by its initials, and its form begins with it; a digit keeps its meaning', async () => {
  const { page, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  await page.locator('.year-grid').waitFor()
  const choice = page.locator('.register-choice')
  const kind = page.locator('.record-form [data-field=kind] select')
  await page.keyboard.press('n')
  await choice.last().waitFor()
  const digits = await page.locator('.register-choice button:has(kbd)').allInnerTexts()
  expect(digits).toHaveLength(9)
  // Nothing was said yet: nothing is opened.
  await page.keyboard.press('Enter')
  expect(await page.locator('.record-form').count()).toBe(0)
  await page.keyboard.type('mzshh')
  await page.getByRole('button', { name: '民主生活会 会议', exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => kind.inputValue()).toBe('democratic-life')
  await page.locator('.record-form [data-field=place] input').fill('三楼')
  await page.keyboard.press('Escape')

  // What was begun as one kind is kept apart from a meeting of any kind.
  await page.keyboard.press('n')
  await choice.last().waitFor()
  expect(await page.locator('.register-choice button:has(kbd)').allInnerTexts()).toEqual(digits)
  await page.keyboard.press('1')
  await page.locator('.record-form').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await choice.last().waitFor()
  await page.keyboard.type('开了民主生活会')
  await page.keyboard.press('Enter')
  const place = page.locator('.record-form [data-field=place] input')
  await expect.poll(() => place.inputValue()).toBe('三楼')
  expect(trouble).toEqual([])
})

test('what is typed before the list of figures has been fetched stands in its line', async () => {
  const { page, context, trouble } = await unit.open({ width: 1440, lang: 'en' })
  const list = holdFetching(page, /\/combo-box-[^/]+\.js$/)
  await page.goto(`${unit.address}/calls/new`)
  await page.getByLabel('Kind', { exact: true }).selectOption('figure')
  const line = page.getByRole('button', { name: /^Figure/ })
  await line.press('Enter')
  // The first letter is the key of a new record, where no line has the focus.
  await page.keyboard.type('new ')
  await list.asked
  await page.keyboard.press('Enter')
  await page.keyboard.type('dome')
  list.go()
  await page.locator('.sent-part input[role=combobox]').waitFor()
  await page.keyboard.type('stic')
  const marked = page.locator('[role=option][data-focused]')
  await expect.poll(() => marked.innerText()).toContain('New domestic devices')
  await page.keyboard.press('Enter')
  await expect.poll(() => line.innerText()).toBe('New domestic devices')
  expect(await page.locator('.record-form, .register-choice, [role=alert]').count()).toBe(0)
  expect(trouble).toEqual([])
  await context.close()
})

test('a search shows the words that it found, and initials lead to whom they mean', async () => {
  const { page, trouble } = await unit.open({ width: 390, lang: 'zh' })
  await page.goto(unit.address)
  await page.locator('.year-grid').waitFor()
  const { people } = await get<RosterView>(page, '/roster')
  const chair = people.find(({ name }) => name === nine[0].name)?.id
  const values = {
    kind: 'affairs-meeting',
    heldOn: '2025-03-06',
    chair,
    present: [chair],
    agenda: [{ topic: '研究库房消防气体更换' }],
  }
  await post(page, '/registers/meeting/records', { values, reason: '补录' })
  await page.goto(`${unit.address}/search?q=${encodeURIComponent('消防')}`)
  const found = page.locator('.found-in')
  await expect.poll(() => found.allInnerTexts()).toEqual(['议题：研究库房消防气体更换'])
  expect(await found.locator('mark').allInnerTexts()).toEqual(['消防'])
  await expectFit(page, 'what was found')
  await page.goto(`${unit.address}/search?q=${nine[0].initials}`)
  await page.getByRole('link', { name: nine[0].name }).click()
  await page.locator('.found mark', { hasText: nine[0].name }).first().waitFor()
  expect(trouble).toEqual([])
})

/** A file of the page that comes only when it is let go; `asked` once the page wants it. */
function holdFetching(page: Page, file: RegExp): { asked: Promise<void>; go: () => void } {
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  const asked = new Promise<void>((resolve) => {
    void page.route(file, async (route) => {
      resolve()
      await held
      await route.continue()
    })
  })
  return { asked, go }
}

/** A key that belongs to the input method: the page hears of it, but it is not its own. */
async function compose(page: Page, key: string): Promise<void> {
  await page.evaluate((name) => {
    const event = { key: name, isComposing: true, bubbles: true, cancelable: true }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event))
  }, key)
}
