import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RosterView } from '../../src/api/contract/pack.ts'
import { expectFitAtBoth, looks } from './reader.ts'
import { get, post, unitOfFile } from './unit.ts'

const unit = unitOfFile()
const shots = process.env['TAIZHANG_SHOTS']

beforeAll(async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  const { people } = await get<RosterView>(page, '/roster')
  const [chair = '', ...others] = people.map(({ id }) => id)
  const agenda = [{ topic: '研究年度工作' }]
  const meeting = { chair, heldOn: '2026-01-12', agenda }
  const own = { ...meeting, kind: 'secretary-meeting', present: [chair, ...others.slice(0, 2)] }
  await post(page, '/registers/meeting/records', { values: own, reason: '补' })
  const newer = { ...meeting, kind: 'affairs-meeting', heldOn: '2026-02-09', present: [chair] }
  await post(page, '/registers/meeting/records', { values: newer, reason: '补' })
  await context.close()
}, 240_000)

/** Whether the focus stands inside of something. */
function focusedIn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((inside) => document.activeElement?.closest(inside) !== null, selector)
}

/** Pastes a text over a cell. */
async function pasteAt(cell: Locator, text: string): Promise<void> {
  await cell.locator('button').evaluate((button, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    button.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

/** A colleague corrects the newest meeting. */
async function correctNewest(page: Page, change: Readonly<Record<string, unknown>>): Promise<void> {
  await page.evaluate(async (changed) => {
    const { items } = await (await fetch('/api/v1/registers/meeting/records?columns=*')).json()
    const { id, version, values } = items[0]
    const put = await fetch(`/api/v1/records/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ values: { ...values, ...changed }, reason: '同事更正' }),
    })
    if (!put.ok) throw new Error(await put.text())
  }, change)
}

interface Meeting {
  readonly id: string
  readonly values: { readonly place?: string; readonly agenda: readonly { topic: string }[] }
}

async function newestMeeting(page: Page): Promise<Meeting> {
  const { items } = await get<{ items: Meeting[] }>(page, '/registers/meeting/records?columns=*')
  const [first] = items
  if (!first) throw new Error('there is no meeting')
  return first
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
}

describe.each(looks)('at $width in $lang', (look) => {
  const name = `${look.width}-${look.lang}`

  test('people are offered by the kind of meeting and never filled in', async () => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(unit.address)
    await page.locator('.year-grid').waitFor()
    await page.keyboard.press('n')
    await page.locator('.register-choice').last().waitFor()
    await page.keyboard.insertText(look.lang === 'zh' ? '会议' : 'Meetings')
    await page.keyboard.press('Enter')
    await page.locator('.record-form').waitFor()
    const present = page.locator('[data-field=present]')
    expect(await present.locator('.chip').count()).toBe(0)
    expect(await page.locator('[data-field=chair] input').inputValue()).toBe('')
    await page.locator('[data-field=kind] select').selectOption('secretary-meeting')
    const offer = present.locator('.people-foot button.link')
    await expect.poll(() => offer.innerText()).toMatch(look.lang === 'zh' ? /3人，/ : /\(3, /)
    await shot(page, `offer-${name}`)
    await offer.click()
    await expect.poll(() => present.locator('.chip').count()).toBe(3)
    await expectFitAtBoth(page, 'the form')
    await present.locator('.people-foot button.link').first().click()
    await expect.poll(() => present.locator('.chip').count()).toBe(0)
    // Typing into a line in which somebody stands already puts another one there.
    await page.locator('[data-field=chair] .people-foot button').click()
    const chair = page.locator('[data-field=chair] input')
    await chair.click()
    await page.keyboard.type('zgd')
    await expect.poll(() => chair.inputValue()).toBe('zgd')
    await page.keyboard.press('Enter')
    await expect.poll(() => chair.inputValue()).toBe('郑国栋')
    expect(trouble).toEqual([])
    await context.close()
  }, 240_000)

  test('a sheet that comes back shows what it would correct', async () => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(`${unit.address}/registers/meeting`)
    await page.locator('.sheet tbody tr').first().waitFor()
    const csv = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/registers/meeting/export?format=csv&lang=zh')
      return answer.text()
    })
    const [head = '', first = '', second = ''] = csv.trim().split('\r\n')
    const changed = first.replace(/研究年度工作|改过的议题[^｜,"]*/, `改过的议题 ${name}`)
    const bare = second.replace(/,[^,]*,[^,]*$/, ',,')
    await page.getByText(look.lang === 'zh' ? '导出' : 'Export', { exact: true }).click()
    await page.getByRole('menuitem').last().click()
    await page.locator('input[type=file]').setInputFiles({
      name: '会议.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([head, changed, bare].join('\r\n')),
    })
    await page.locator('.import-alike select').waitFor()
    await expect.poll(() => page.locator('.import-notes tbody tr').count()).toBe(1)
    const write = page.locator('.dialog button.primary').last()
    await write.click()
    await expect.poll(() => focusedIn(page, '.import-alike')).toBe(true)
    await expectFitAtBoth(page, 'the import')
    await shot(page, `import-${name}`)
    await page.locator('.import-alike select').selectOption('skip')
    await page.locator('#import-reason').fill('核对后更正')
    await write.click()
    await page.locator('.note.good').waitFor()
    expect(trouble).toEqual([])
    await context.close()
  }, 240_000)

  test('cells are typed into where they stand, and what a colleague changed is asked about', async () => {
    const { page, context, trouble } = await unit.open(look)
    const isChinese = look.lang === 'zh'
    await page.goto(`${unit.address}/registers/meeting`)
    await page.locator('.sheet tbody tr').first().waitFor()
    await page.getByText(isChinese ? '列' : 'Columns', { exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: isChinese ? '地点' : 'Place' }).click()
    await page.keyboard.press('Escape')
    const edit = page.getByRole('button', { name: isChinese ? '在表中修改' : 'Edit as a sheet' })
    // The second click of a double click does not close what the first one opened.
    await edit.dblclick()
    const cellOf = (field: string) => page.locator(`[data-cell$="/${field}"]`).first()
    await cellOf('heldOn').locator('button').click()
    await page.keyboard.insertText('13月40日')
    await page.keyboard.press('Enter')
    await expect.poll(() => focusedIn(page, 'tr:nth-child(2) [data-cell$="/heldOn"]')).toBe(true)
    // The older meeting is typed into as well, and is not listed when the newer one is saved.
    const older = page.locator('tr:nth-child(2) [data-cell$="/place"]')
    await older.locator('button').focus()
    await page.keyboard.type('later')
    await page.keyboard.press('Enter')
    await older.getByText('later').waitFor()
    await page.goto(`${unit.address}/registers/meeting?from=2026-02-01&to=2026-12-31`)
    // What was typed and not saved is told beside the list.
    await page.getByText(isChinese ? '表中有2行改动' : '2 rows are changed').waitFor()
    await shot(page, `kept-${name}`)
    await edit.click()
    await cellOf('place').waitFor()
    // Whoever held a meeting says what was on its agenda, and no cell takes that.
    expect(
      await page.getByRole('button', { name: isChinese ? '加一行' : 'Add a row' }).count(),
    ).toBe(0)
    await pasteAt(cellOf('place'), 'Room 8\nRoom 9')
    await cellOf('place').getByText('Room 8').waitFor()
    await page.getByText(isChinese ? '有 1 格没有放入' : 'Pasted cells left out: 1').waitFor()
    expect(await page.locator('[data-cell^="+"]').count()).toBe(0)
    await shot(page, `elsewhere-${name}`)
    await page.locator('.note.wait[role=status]').waitFor()
    await cellOf('place').locator('button').focus()
    // Typing begins a cell anew.
    await page.keyboard.type(`Room ${name}`)
    await page.keyboard.press('Enter')
    await cellOf('place').getByText(`Room ${name}`).waitFor()
    await correctNewest(page, { place: `同事 ${name}` })
    const check = page.locator('.edit-bar button.primary')
    await check.click()
    await cellOf('heldOn').locator('.cell-wrong').waitFor()
    await expect.poll(() => focusedIn(page, '[data-cell$="/heldOn"]')).toBe(true)
    await expectFitAtBoth(page, 'the sheet')
    await shot(page, `cells-${name}`)
    await cellOf('heldOn').locator('button').click()
    await page.locator('.edit-grid input[aria-invalid=true]').fill('2026-02-09')
    await page.keyboard.press('Enter')
    await cellOf('heldOn').getByText('2026-02-09').waitFor()
    await check.click()
    const conflict = page.locator('.import-conflicts fieldset')
    await conflict.waitFor()
    for (const whose of [`同事 ${name}`, `Room ${name}`])
      await expect.poll(() => conflict.innerText()).toContain(whose)
    const write = page.locator('.dialog button.primary')
    await write.click()
    await expect.poll(() => focusedIn(page, '.import-conflicts')).toBe(true)
    await conflict.locator('input').last().check()
    await write.click()
    await expect.poll(() => focusedIn(page, '#import-reason')).toBe(true)
    await page.keyboard.insertText('核对会议室')
    await expectFitAtBoth(page, 'the conflict')
    await shot(page, `conflict-${name}`)
    await write.click()
    await page.getByText(isChinese ? '更正 1 条。' : '1 corrected.').waitFor()
    expect((await newestMeeting(page)).values.place).toBe(`Room ${name}`)
    await page.goto(`${unit.address}/registers/meeting`)
    await edit.click()
    await older.getByText('later').waitFor()
    expect(trouble.filter((one) => !one.includes('422'))).toEqual([])
    await context.close()
  }, 240_000)
})

test('a register has no total of what is counted of each person', async () => {
  const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  const { people } = await get<RosterView>(page, '/roster')
  const present = people.slice(0, 3).map(({ id }) => id)
  for (const [title, startedOn] of [
    ['公文写作', '2026-01-14'],
    ['数字化', '2026-01-21'],
  ]) {
    const values = { kind: 'cadre', title, startedOn, hours: 8, present }
    await post(page, '/registers/training/records', { values, reason: '补' })
  }
  await page.goto(`${unit.address}/registers/training?year=2026`)
  const totals = page.locator('.register-figures')
  // Two trainings were held; the 16 hours of both are what nobody need have.
  await expect.poll(() => totals.innerText()).toContain('组织干部培训 2次')
  expect(await totals.innerText()).not.toMatch(/每人|16/)
  expect(trouble).toEqual([])
  await context.close()
})

test.each(looks)(
  'a day to come is asked about once, and what is missing is said beside it ($width, $lang)',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    const isChinese = look.lang === 'zh'
    await page.goto(`${unit.address}/settings/sign-in`)
    const password = page.locator('form:has(input[type=password])').first()
    await password.locator('button[type=submit]').click()
    const missing = password.locator('.fault-beside')
    await expect.poll(() => missing.count()).toBe(2)
    await expect
      .poll(() => missing.first().innerText())
      .toBe(isChinese ? '请填写这一项。' : 'Please fill this in.')
    await expect.poll(() => focusedIn(page, 'form:has(.fault-beside)')).toBe(true)
    await page.keyboard.type('x')
    await expect.poll(() => missing.count()).toBe(1)
    // What is too long is told at once, stands there whole, and is not sent.
    const old = password.locator('input').first()
    await old.fill('x'.repeat(203))
    await password.getByText(isChinese ? '多了3个。' : 'there are 3 too many').waitFor()
    expect(await old.inputValue()).toHaveLength(203)
    await password.locator('button[type=submit]').click()
    await expect.poll(() => missing.count()).toBe(2)
    await old.fill('x')
    await expect.poll(() => missing.count()).toBe(1)

    const { id } = await newestMeeting(page)
    await page.goto(`${unit.address}/registers/meeting/${id}`)
    await page.getByRole('button', { name: isChinese ? '更正' : 'Correct', exact: true }).click()
    const form = page.locator('.record-form')
    const day = form.getByLabel(isChinese ? '召开日期' : 'Held on').first()
    await day.fill('2190-01-04')
    await form.getByLabel(isChinese ? '更正原因' : 'Reason for the correction').fill('x')
    await form.locator('button[type=submit]').click()
    await form.locator('.form-foot .note.wait').waitFor()
    await expectFitAtBoth(page, 'the question')
    await expect.poll(() => form.locator('.form-foot .note.wait').innerText()).toContain('2190')
    await form.locator('button[type=submit]').click()
    await form.waitFor({ state: 'detached' })
    expect((await newestMeeting(page)).id).toBe(id)
    await correctNewest(page, { heldOn: '2026-02-09' })
    expect(trouble).toEqual([])
    await context.close()
  },
  120_000,
)

test.each(looks)(
  'new rows are typed or pasted, and dropped when somebody says so ($width, $lang)',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    const isChinese = look.lang === 'zh'
    await page.goto(`${unit.address}/registers/activity`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByText(isChinese ? '列' : 'Columns', { exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: isChinese ? '类型' : 'Kind' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: isChinese ? '在表中修改' : 'Edit as a sheet' }).click()
    await page.getByRole('button', { name: isChinese ? '加一行' : 'Add a row' }).click()
    // A new row brings the column of the kind; what is pasted goes where it is seen.
    const added = (field: string, row = 1) => page.locator(`[data-cell="+${row}/${field}"]`)
    await pasteAt(added('title'), 'Walk 9\t\t12\tKind 9\nWalk 10')
    await added('title').getByText('Walk 9').waitFor()
    await added('kind').getByText('Kind 9').waitFor()
    await added('title', 2).getByText('Walk 10').waitFor()
    await pasteAt(added('kind'), 'Kind 10')
    await added('kind').getByText('Kind 10').waitFor()
    await expectFitAtBoth(page, 'the new row')
    const drop = page.getByRole('button', { name: isChinese ? '放弃改动' : 'Drop the changes' })
    await drop.click()
    await page.locator('.dialog').waitFor()
    await expectFitAtBoth(page, 'the question')
    await page.keyboard.press('Escape')
    await page.locator('.dialog').waitFor({ state: 'detached' })
    await expect.poll(() => added('title', 2).count()).toBe(1)
    await drop.click()
    await page.locator('.dialog button.primary').click()
    await added('title').waitFor({ state: 'detached' })
    expect(trouble).toEqual([])
    await context.close()
  },
  120_000,
)

test.each(looks)(
  'a cell that a colleague corrected after the export is decided about ($width, $lang)',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(`${unit.address}/registers/meeting`)
    await page.locator('.sheet tbody tr').first().waitFor()
    const exported = await page.evaluate(async () => {
      const address = '/api/v1/registers/meeting/export?format=csv&lang=zh&items=agenda'
      return (await fetch(address)).text()
    })
    const [topic = ''] = (await newestMeeting(page)).values.agenda.map((one) => one.topic)
    await correctNewest(page, { agenda: [{ topic: `同事改的议题 ${look.lang}` }] })
    const mine = exported.replace(topic, `我改的议题 ${look.lang}`)
    expect(mine).not.toBe(exported)
    await page.getByText(look.lang === 'zh' ? '导出' : 'Export', { exact: true }).click()
    await page.getByRole('menuitem').last().click()
    await page.locator('input[type=file]').setInputFiles({
      name: '会议.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(mine),
    })
    const conflict = page.locator('.import-conflicts fieldset')
    await conflict.waitFor()
    for (const whose of ['同事改的议题', '我改的议题'])
      await expect.poll(() => conflict.innerText()).toContain(`${whose} ${look.lang}`)
    await conflict.locator('input').first().check()
    await conflict.locator('input').last().check()
    await page.locator('#import-reason').fill('核对后更正')
    await page.locator('.dialog button.primary').last().click()
    await page.getByText(look.lang === 'zh' ? '更正 1 条。' : '1 corrected.').waitFor()
    const [after] = (await newestMeeting(page)).values.agenda
    expect(after?.topic).toBe(`我改的议题 ${look.lang}`)
    expect(trouble).toEqual([])
    await context.close()
  },
  240_000,
)
