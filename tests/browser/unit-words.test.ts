import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chooseFirst } from './choose.ts'
import { expectFitAtBoth, looks } from './reader.ts'
import { get, unitOfFile } from './unit.ts'

// A unit begins: its administrator goes the first steps to a duty that is met, says what the unit is
// and what it calls things, and forms and the year follow.

const unit = unitOfFile({ fresh: true })
const shots = process.env['TAIZHANG_SHOTS']

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const walkWithinMs = 240_000

const year = (page: Page) =>
  get<{ today: string }>(page, '/session').then(({ today }) => Number(today.slice(0, 4)))

interface Standing {
  readonly windows: readonly { readonly state: string; readonly to: string }[]
}

/** Windows of the running year that have ended and ask for something. */
async function missingIn(page: Page): Promise<number> {
  const { standings, today } = await get<{ standings: Standing[]; today: string }>(
    page,
    `/years/${await year(page)}`,
  )
  const missing = ['overdue', 'awaitingAttestation']
  const windows = standings.flatMap((one) => one.windows)
  return windows.filter(({ state, to }) => missing.includes(state) && to < today).length
}

const roster = [
  '姓名,所在科室,现任职务,任职时间',
  '周明远,办公室,主任,2020-01-01',
  '林若兰,档案科,科长,2021-03-01',
  '陈启航,档案科,科员,2022-05-01',
].join('\n')

test(
  'a new administrator goes from an empty server to a duty that is met',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(unit.address)
    const steps = page.locator('.first-steps')
    await steps.waitFor()
    await shot(page, 'start-year-before')
    await expect
      .poll(() => steps.innerText())
      .toMatch(/科室 0 · 人员 1 · 岗位 0 · 角色 \d+ · 账号 1/)
    expect(await missingIn(page)).toBe(0)
    expect(await page.locator('.year-grid td.overdue').count()).toBe(0)

    await steps.getByRole('link', { name: '用一张名册登记人员、科室和岗位' }).click()
    await page.locator('.drop input[type=file]').setInputFiles({
      name: '花名册.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(roster),
    })
    await page.getByRole('button', { name: '写入名单' }).click()
    await page.locator('.note.good').waitFor()
    const row = page.locator('tr', { has: page.locator('input[type=checkbox]') })
    await row.filter({ hasText: '林若兰' }).locator('input[type=checkbox]').check()
    await expect
      .poll(() => row.filter({ hasText: '林若兰' }).locator('input.input').inputValue())
      .toMatch(/^linrl|^linruolan/)
    await page.getByRole('button', { name: /开通 1 个账号/ }).click()
    await page.locator('.link-list').waitFor()
    await expect
      .poll(() => page.locator('.link-list').innerText())
      .toContain('只能在这台电脑上打开')

    await page.getByRole('button', { name: '记一笔' }).locator('visible=true').first().click()
    await page.locator('.register-choice').last().waitFor()
    await page.keyboard.type('会议')
    await page.keyboard.press('Enter')
    const form = page.locator('.record-form')
    const input = (field: string) =>
      form.locator(`[data-field="${field}"]`).locator('input, select').first()
    await input('kind').selectOption('party-group')
    for (const field of ['chair', 'present']) {
      await chooseFirst(input(field), 'zmy')
    }
    await input('agenda').fill('研究全面从严治党工作')
    await form.getByRole('checkbox', { name: '全面从严治党' }).first().click()
    await page.keyboard.press('Control+Enter')
    await page.locator('.saved-note a').waitFor()

    await page.goto(unit.address)
    await steps.waitFor()
    await expect
      .poll(() => steps.innerText())
      .toMatch(/科室 2 · 人员 4 · 岗位 3 · 角色 \d+ · 账号 2/)
    await expect.poll(() => page.locator('.year-grid td.met').count()).toBeGreaterThan(0)
    await shot(page, 'start-year-after')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test(
  'looking back over the year lists what it asks for, and each window opens',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/settings/start`)
    const whole = page.getByRole('button', { name: /^回看全年/ })
    await page.locator('#missing-title').waitFor()
    if ((await whole.count()) > 0) await whole.click()
    await page.getByText(`起始日为${await year(page)}年1月1日。`).waitFor()
    const links = page.locator('.look-back a')
    const asked = await expectMissing(page, links)
    await shot(page, 'start-look-back')
    if (asked > 0) {
      await links.first().click()
      await page.locator('.window-detail').waitFor()
    }
    await page.goto(`${unit.address}/settings/start`)
    const today = page.getByRole('button', { name: '从今天起记' })
    await page.locator('#missing-title').waitFor()
    if ((await today.count()) > 0) await today.click()
    await expect.poll(() => links.count()).toBe(0)
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

/** The list holds what the ledger says is missing. */
async function expectMissing(page: Page, links: Locator): Promise<number> {
  await expect.poll(async () => (await links.count()) === (await missingIn(page))).toBe(true)
  return links.count()
}

const saved = async (page: Page) => {
  await page.locator('.dialog').getByRole('button', { name: '保存' }).click()
  await expect.poll(() => page.locator('.dialog').count()).toBe(0)
}

test(
  'what the deciding meeting is called is said once, and forms, duties and the year say it',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/settings`)
    await page.getByRole('link', { name: '本单位用语与概况' }).click()
    const meetings = page.locator('[data-list=meeting-kinds]')
    await meetings.getByRole('button', { name: '修改 党组会' }).click()
    await page.getByLabel('名称', { exact: true }).fill('馆党组会')
    await saved(page)
    await meetings.getByRole('button', { name: '修改 书记办公会' }).click()
    await page.getByLabel('不再使用（旧记录保留）').check()
    await saved(page)
    const row = meetings.getByRole('row', { name: /^馆党组会/ })
    await expect.poll(() => row.innerText()).toContain('领导班子会议')

    await page.locator('[aria-labelledby=profile-title]').getByRole('button').click()
    await page.getByLabel('单位类别', { exact: true }).selectOption({ label: '乡镇（街道）' })
    await saved(page)
    const duties = page.locator('[data-list=duties]')
    await duties.getByText('不适用于本类单位（乡镇（街道））').first().waitFor()
    await duties.getByRole('button', { name: '启用：馆党组会首先落实第一议题' }).click()
    await page.getByLabel('原因（写入日志，列在年度页面）').fill('经集体研究列入年度任务')
    await saved(page)
    await expect
      .poll(() => duties.getByRole('button', { name: '启用：馆党组会首先落实第一议题' }).count())
      .toBe(0)

    await page.getByRole('button', { name: '记一笔' }).locator('visible=true').first().click()
    await page.locator('.register-choice').last().waitFor()
    await page.keyboard.type('会议')
    await page.keyboard.press('Enter')
    const kinds = page.locator('.record-form [data-field=kind] option')
    await kinds.first().waitFor({ state: 'attached' })
    await expect.poll(() => kinds.allInnerTexts()).toContain('馆党组会')
    expect(await kinds.allInnerTexts()).not.toContain('书记办公会')
    await recordWithoutTheme(page)

    await page.goto(unit.address)
    const first = page.locator('.year-grid').getByText('馆党组会首先落实第一议题').first()
    await first.waitFor({ state: 'attached' })
    if (!(await first.isVisible())) await page.locator('.part-line button').nth(1).click()
    await first.waitFor()
    const foot = page.locator('.duties-off')
    await foot.locator('summary').click()
    await foot.getByText('没有上级文件要求，由单位自行决定是否启用').first().waitFor()
    await expect.poll(() => foot.innerText()).toContain('不适用于本类单位')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

/** A record that breaks the duty of a year says so when it is saved, and leads to its field. */
async function recordWithoutTheme(page: Page): Promise<void> {
  const form = page.locator('.record-form')
  const input = (field: string) =>
    form.locator(`[data-field="${field}"]`).locator('input, select').first()
  await input('kind').selectOption({ label: '馆党组会' })
  for (const field of ['chair', 'present']) {
    await chooseFirst(input(field), 'zmy')
  }
  await input('agenda').fill('研究年度工作')
  // The name of a group of boxes presses none of them, and that none is ticked can be read.
  await form.locator('label[id$="-agenda-0-themes-label"]').click()
  expect(await form.locator('[data-field=agenda] [aria-checked=true]').count()).toBe(0)
  await input('place').focus()
  await form.locator('[data-field=agenda] .choices-none').waitFor()
  await page.keyboard.press('Control+Enter')
  const note = page.locator('.saved-note')
  await note
    .getByText('与“馆党组会首先落实第一议题”不符，应为：首项议题的主题为第一议题。')
    .waitFor()
  await shot(page, 'saved-against')
  await note.getByRole('link', { name: '更正议题' }).click()
  const focused = page.locator('.record-form [data-field=agenda] :focus')
  await focused.waitFor()
  await page.keyboard.press('Escape')
  await page.locator('article.record .note.wait').filter({ hasText: '不符' }).waitFor()

  // What is made void says why, and who made it so.
  await page.getByRole('button', { name: '作废' }).click()
  await page.getByLabel('作废原因').fill('误登')
  await page.getByRole('dialog').getByRole('button', { name: '作废' }).click()
  await page
    .locator('article.record .note.bad')
    .getByText(/^.+于.+作废：误登$/)
    .waitFor()
  await shot(page, 'voided')
}

/** Each look sees some of the sections, so that all are seen. */
const sectionsSeen = [
  ['people', 'accounts', 'start', 'reminders'],
  ['keys', 'jobs', 'pack', 'sign-in', 'reminders'],
]

test.each(looks)(
  'the settings fit at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(unit.address)
    await page.locator('.first-steps').waitFor()
    await expectFitAtBoth(page, 'the year of a unit that begins')
    await shot(page, `start-year-${look.width}-${look.lang}`)
    await page.goto(`${unit.address}/settings`)
    await page.locator('.settings-list a').first().waitFor()
    await expectFitAtBoth(page, 'the list of sections')
    await shot(page, `settings-${look.width}-${look.lang}`)
    for (const section of sectionsSeen[looks.indexOf(look) % 2] ?? []) {
      await page.goto(`${unit.address}/settings/${section}`)
      await page.locator('.settings section h2').first().waitFor({ state: 'attached' })
      await expectFitAtBoth(page, `the section ${section}`)
      await shot(page, `settings-${section}-${look.width}-${look.lang}`)
    }
    await page.goto(`${unit.address}/settings/unit`)
    await page.locator('[data-list=duties]').waitFor()
    await expectFitAtBoth(page, 'the unit and its words')
    await page.locator('[data-list=themes] summary').click()
    await page.locator('[data-list=themes] td button').first().click()
    await page.locator('.dialog').waitFor()
    await expectFitAtBoth(page, 'what something is called')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)
