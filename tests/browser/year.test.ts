import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { SessionView } from '../../src/api/contract/account.ts'
import type { PlanView } from '../../src/api/contract/plan.ts'
import { chooseFirst } from './choose.ts'
import type { Look } from './reader.ts'
import { expectFit } from './reader.ts'
import { get, unitOfFile } from './unit.ts'

const unit = unitOfFile()
let today: string

const walkWithinMs = 240_000
const desk: Look = { width: 1440, lang: 'zh' }
const phone: Look = { width: 390, lang: 'en' }
const duty = 'governance-study-half-yearly'
const task = '整理库房目录'

beforeAll(async () => {
  const { page, context } = await unit.open(desk)
  await page.goto(unit.address)
  today = await tellOfMyself(page)
  await context.close()
}, 180_000)

/** A duty and a task of mine, a meeting planned and one held, all today. */
async function tellOfMyself(page: Page): Promise<string> {
  const session = await get<SessionView>(page, '/session')
  const year = Number(session.today.slice(0, 4))
  const plan = await get<PlanView>(page, `/plan?year=${year}`)
  const record = plan.assignments.find((one) => one.duty === duty)?.record ?? null
  const nobody = { office: null, supervisor: null, withOffices: [] }
  const mine = { duty, record, person: session.person, ...nobody }
  await send(page, 'PUT', '/plan/assignments', { year, assignments: [mine] })
  const day = session.today
  const values = { title: task, setOn: day, due: day, owner: session.person }
  await send(page, 'POST', '/registers/plan-item/records', { values })
  const meeting = { kind: 'work-meeting', plannedFor: day, time: '09:30' }
  await send(page, 'POST', '/registers/planned-meeting/records', { values: meeting })
  return day
}

async function send(page: Page, method: string, path: string, body: unknown): Promise<unknown> {
  const told = await page.evaluate(
    async ([how, address, text]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(address, { method: how, headers, body: text })
      return { ok: answer.ok, text: await answer.text() }
    },
    [method, `/api/v1${path}`, JSON.stringify(body)] as const,
  )
  if (!told.ok) throw new Error(`${path}: ${told.text}`)
  return told.text
}

/** Classes of strips on which a number would have the colour of its ground, in any state. */
async function hiddenNumbers(page: Page): Promise<readonly string[]> {
  return page.locator('.year-grid .strip').evaluateAll((strips) => {
    const states = ['notDone', 'notApplicable', 'overdue', 'atRisk', 'awaitingAttestation']
    const [strip] = strips
    if (!strip) return ['no strip']
    return states.filter((state) => {
      const shown = document.createElement('span')
      shown.className = `strip ${state}`
      shown.innerHTML = '<span>1</span>'
      strip.after(shown)
      const style = getComputedStyle(shown.firstElementChild ?? shown)
      const isHidden = style.color === style.backgroundColor
      shown.remove()
      return isHidden
    })
  })
}

test(
  'the grid is filtered as a sentence, walked by keys, and opened beside itself',
  async () => {
    const { page, context, trouble } = await unit.open(desk)
    await page.goto(unit.address)
    const rows = page.locator('.year-grid tbody tr:not(.part)')
    await page.locator('.year-grid .strip').first().waitFor({ state: 'attached' })
    expect(await hiddenNumbers(page)).toEqual([])
    await page.locator('.gaps select').nth(1).waitFor()
    const all = await rows.count()
    expect(all).toBeGreaterThan(60)
    await page.getByLabel('人员', { exact: true }).selectOption({ label: '冯雨桐' })
    await expect.poll(() => rows.count()).toBe(1)
    expect(page.url()).toContain('person=')
    await page.reload()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByRole('button', { name: '恢复全部' }).click()
    await expect.poll(() => rows.count()).toBe(all)

    const part = page.locator('.year-grid .part button').first()
    const isOpen = () => part.getAttribute('aria-expanded')
    if ((await isOpen()) === 'false') await part.click()
    await expect.poll(isOpen).toBe('true')
    await part.click()
    await expect.poll(isOpen).toBe('false')
    await part.click()
    // Only what asks for something is in sight until the rest is asked for.
    const rest = page.locator('.year-grid .part').first().locator('.link')
    if ((await rest.count()) > 0) await rest.click()
    const ofPart = page.locator('.year-grid tbody').first().locator('tr:not(.part)')
    await expect.poll(() => ofPart.locator('visible=true').count()).toBe(await ofPart.count())

    // The grid is one stop of the tab key; arrows go on from there.
    await expect.poll(() => page.locator('.year-grid td button[tabindex="0"]').count()).toBe(1)
    await page.locator('.year-grid td button[tabindex="0"]').focus()
    const sentence = page.locator('.sentence')
    const byKeys = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? 'no cell')
    await page.keyboard.press('ArrowDown')
    const above = await byKeys()
    await expect.poll(() => sentence.innerText()).toBe(above)
    // A pointer on another cell is heard, beside the cells it takes nothing from the keys.
    const cell = page.locator('.year-grid td button:visible').first()
    await cell.hover()
    await expect.poll(() => sentence.innerText()).toBe(await cell.getAttribute('aria-label'))
    await page.locator('.year-grid .duty-head').hover()
    await expect.poll(() => sentence.innerText()).toBe(above)
    await cell.hover()
    await page.keyboard.press('ArrowDown')
    const said = await byKeys()
    expect(said).not.toBe(above)
    await expect.poll(() => sentence.innerText()).toBe(said)
    await page.keyboard.press('Enter')
    await page.locator('.window-detail').waitFor()
    expect(page.url()).toContain('duty=')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.window-detail').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(said)
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test(
  'what a cell opens is in sight wherever the page was scrolled to',
  async () => {
    const { page, context, trouble } = await unit.open(desk)
    await page.goto(unit.address)
    await page.locator('.picture').first().waitFor()
    const cell = page.locator('.year-grid td button').locator('visible=true').last()
    await cell.evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 120))
    await cell.click()
    const head = page.locator('.window-detail h2')
    await head.waitFor()
    const [top, bottom] = await head.evaluate((one) => {
      const box = one.getBoundingClientRect()
      return [box.top, box.bottom]
    })
    expect(top).toBeGreaterThanOrEqual(0)
    expect(bottom).toBeLessThanOrEqual(900)
    await expectFit(page, 'the end of the year with a window opened')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test(
  'a window opens a form that it counts, and says what is left once that is saved',
  async () => {
    const { page, context, trouble } = await unit.open(desk)
    const quarter = Math.ceil(Number(today.slice(5, 7)) / 3)
    const cell = `study-group-quarterly ${today.slice(0, 4)}-Q${quarter}`
    await page.goto(unit.address)
    await page.locator(`[data-cell="${cell}"]`).click()
    await page.getByRole('button', { name: '记一笔：学习' }).click()
    const field = (id: string) => page.locator(`.record-form [data-field=${id}]`)
    await page.locator('.for-window').waitFor()
    await expect.poll(() => field('kind').locator('select').inputValue()).toBe('study-group')
    await expect.poll(() => field('heldOn').locator('input').inputValue()).toBe(today)

    await field('topic').locator('input').fill('学习保密法')
    await field('forms').locator('[role=checkbox]').first().click()
    await field('hours').locator('input').fill('2')
    const chair = field('chair').locator('input')
    await chair.fill('无名氏')
    await chair.press('Tab')
    await field('chair').getByText('名单里没有“无名氏”').waitFor()
    await chair.fill('某'.repeat(400))
    await chair.press('Tab')
    await field('chair')
      .getByText(`名单里没有“${'某'.repeat(20)}…”`)
      .waitFor()
    for (const id of ['chair', 'present']) {
      await chooseFirst(field(id).locator('input'), 'zmy')
    }
    await page.keyboard.press('Control+Enter')
    await page.locator('.saved-note').getByText('已完成，应 1，实 1').waitFor()
    await expect.poll(() => page.locator(`.met [data-cell="${cell}"]`).count()).toBe(1)
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test(
  'a calendar address is made, read without signing in, and ended',
  async () => {
    const { page, context, trouble } = await unit.open(desk)
    await page.goto(`${unit.address}/mine`)
    await page.getByRole('link', { name: task }).first().waitFor()
    await page.locator('.mine-part', { hasText: '我的责任' }).locator('li').first().waitFor()
    await page.locator('.mine-file .held').first().waitFor()
    await expect.poll(() => page.locator('.mine-file').innerText()).toContain('冯雨桐')

    await page.getByRole('button', { name: '生成地址' }).click()
    const address = await page.getByLabel('日历地址').inputValue()
    const read = await fetch(address)
    expect(read.status).toBe(200)
    expect((await read.text()).replaceAll('\r\n ', '')).toContain(task)
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByText('还没有生成。').waitFor()
    expect((await fetch(address)).status).toBe(404)
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test(
  'a day of the calendar is found by keys, and recorded or planned from',
  async () => {
    const { page, context, trouble } = await unit.open(desk)
    await page.goto(`${unit.address}/calendar`)
    const days = page.locator('.day-items')
    await days.getByText(task).waitFor()
    await page.locator(`[data-day="${today}"]`).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-day'))
    await expect.poll(focused).toBe(today)
    await page.keyboard.press('Enter')
    await page.locator('.day-detail').getByRole('button', { name: '安排会议' }).click()
    await page.locator('.record-form').waitFor()
    await page.keyboard.press('Escape')
    await page.getByLabel('只看我的').check()
    await expect.poll(() => page.url()).toContain('mine=true')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each([desk, phone])(
  'year, mine and calendar fit at $width in $lang, for everybody',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(unit.address)
    if (look.width === phone.width) await page.locator('.folded-pictures summary').click()
    await page.locator('.picture').first().waitFor()
    await page.locator('.year-grid td button').locator('visible=true').first().click()
    await page.locator('.window-detail').waitFor()
    await expectFit(page, 'the year with a window opened')
    await page.goto(`${unit.address}/mine`)
    await page.locator('.mine-file .held').first().waitFor()
    await expectFit(page, 'mine')
    await page.goto(`${unit.address}/calendar`)
    await page.locator('.day-detail').waitFor()
    await expectFit(page, 'the calendar')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test('what stands under the grid begins there, however long the lists beside it are', async () => {
  const { page, context } = await unit.open(desk)
  await page.goto(unit.address)
  await page.locator('.year-under .pictures').first().waitFor()
  // As with the lists of a busy year.
  await page.locator('.year-aside').evaluate((one: HTMLElement) => {
    one.style.minHeight = '3000px'
  })
  const bottom = await page
    .locator('.year-grid')
    .evaluate((one) => one.getBoundingClientRect().bottom)
  const top = await page.locator('.year-under').evaluate((one) => one.getBoundingClientRect().top)
  expect(Math.abs(top - bottom)).toBeLessThan(40)
  await context.close()
})

test('whoever is asked for their word reads that words against it would count for it', async () => {
  const { page, context, trouble } = await unit.open({ width: 390, lang: 'zh' })
  await page.goto(unit.address)
  const [own] = await get<{ id: string }[]>(page, '/accounts')
  const roles = ['administrator', 'clerk', 'confidentiality-lead']
  await send(page, 'PUT', `/accounts/${own?.id}`, { roles })
  const before = Number(today.slice(0, 4)) - 1
  await page.goto(`${unit.address}/?year=${before}&duty=no-leak&period=${before}-Q1`)
  await page.getByRole('button', { name: '书面确认' }).click()
  await page.locator('.dialog .note', { hasText: '请据实登记' }).waitFor()
  await expectFit(page, 'an attestation')
  expect(trouble).toEqual([])
  await context.close()
})

test(
  'where the system forces its colours, the page in the rail and the months of a part are told',
  async () => {
    const { page, context, trouble } = await unit.open(desk)
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(unit.address)
    await page.locator('.year-grid .strip').first().waitFor({ state: 'attached' })
    const marked = await page
      .locator('.rail li a')
      .evaluateAll((links) => links.map((link) => getComputedStyle(link).borderLeftWidth))
    expect(marked.filter((width) => width !== '0px')).toEqual(['3px'])
    const [strip, canvas] = await page
      .locator('.year-grid .strip > span:first-child')
      .first()
      .evaluate((one) => [one, document.body].map((part) => getComputedStyle(part).backgroundColor))
    expect(strip).not.toBe(canvas)
    expect(strip).not.toBe('rgba(0, 0, 0, 0)')
    // An empty mark says that it was entered late: one entered in time is full.
    const [mark, late] = await page
      .locator('.year-grid .part')
      .first()
      .evaluate((part) => {
        const marks = document.createElement('span')
        marks.className = 'month-marks'
        marks.innerHTML = '<i></i><i class="late"></i>'
        part.append(marks)
        return Array.from(marks.children, (one) => getComputedStyle(one).backgroundColor)
      })
    expect(mark).not.toBe(late)
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)
