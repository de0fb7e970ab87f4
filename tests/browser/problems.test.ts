import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { PackView } from '../../src/api/contract/pack.ts'
import { expectFit } from './reader.ts'
import { get, nine, post, unitOfFile } from './unit.ts'

const unit = unitOfFile()

const walkWithinMs = 180_000

describe('a problem', () => {
  test(
    'is found, put right, checked, closed out by whoever checked it, and comes back',
    async () => {
      const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
      await page.goto(`${unit.address}/problems`)
      const { today } = await get<{ today: string }>(page, '/session')
      await newProblem(page, '合同归档不及时')
      await step(page, '落实责任和措施', async () => {
        await page.getByRole('button', { name: '加一行' }).click()
        await page.getByLabel('措施', { exact: true }).fill('签订后十日内归档')
        await choose(page, 'owner', nine[0].initials, nine[0].name)
        await page.locator('.field-line[data-field=due] input').fill('2099-01-31')
      })
      await expectStage(page, '整改中')
      await step(page, '登记整改完成', async () => {
        await page.getByLabel('完成日期').fill(today)
      })
      // Saved, but without its proof the stage is not reached: the dialog says what is missing.
      await expect.poll(() => page.locator('.dialog').innerText()).toContain('还须满足')
      await page.getByRole('button', { name: '继续填写' }).click()
      await page.getByLabel('佐证', { exact: true }).fill('归档登记表')
      await save(page)
      await expectStage(page, '待核查')
      await step(page, '登记核查', () => choose(page, 'checkedBy', nine[1].initials, nine[1].name))
      await expectStage(page, '待销号')
      await page.locator('.page-head').getByRole('button', { name: '销号' }).click()
      await save(page, { refused: true })
      await expect.poll(() => page.locator('.dialog').innerText()).toContain('核查的人办理')
      await choose(page, 'checkedBy', 'fyt', '冯雨桐')
      await page.locator('.field-line[data-field=lookBackDue] input').fill('2020-03-01')
      await save(page)
      await expectStage(page, '已销号')
      // It owes nothing: the day is that of looking back, and neither due nor overdue.
      await expectStage(page, '回头看 2020年3月1日')
      expect(await page.locator('.page-head').innerText()).not.toMatch(/到期|逾期/)
      await expectFit(page, 'a problem')

      await page.goto(`${unit.address}/problems`)
      await newProblem(page, '合同仍未及时归档')
      await page.getByRole('button', { name: '是“合同归档不及时”的反复' }).click()
      await page.locator('.note.wait').waitFor({ state: 'detached' })
      await page.goto(`${unit.address}/problems`)
      const returned = page.locator('.board-column.returned .card')
      await returned.first().waitFor()
      await expect.poll(() => returned.innerText()).toContain('合同归档不及时')
      await expectFit(page, 'the board')
      // The last column is whole: a word cut off there may be the one that says no.
      const cut = await page
        .locator('.board')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
      expect(cut).toBe(0)
      // Where columns are narrow a day goes under its word, and not into the next column.
      const { 'problem-sources': sources } = (await get<PackView>(page, '/pack')).lists
      const late = { title: '印章登记不全', source: sources?.[0]?.id, due: '2020-10-28' }
      const values = { ...late, foundOn: today }
      await post(page, '/registers/problem/records', { values })
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.reload()
      await page.getByText('2020年10月28日').waitFor()
      const over = await page.locator('.card').evaluateAll((cards) =>
        cards.flatMap((card) => {
          const { right } = card.getBoundingClientRect()
          const marks = [...card.querySelectorAll('.due-mark')]
          return marks.filter((one) => one.getBoundingClientRect().right > right)
        }),
      )
      expect(over.length).toBe(0)
      await page.setViewportSize({ width: 1440, height: 900 })
      // By keyboard a card is moved on by the form of its next stage.
      await page.locator('.board-column').nth(1).locator('.card a').first().focus()
      await page.keyboard.press('m')
      await page.locator('.dialog .field-line').first().waitFor()
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )
})

test(
  'a problem that is entered in its register is asked what is known then, the rest by stage',
  async () => {
    for (const width of [1440, 390] as const) {
      const { page, context, trouble } = await unit.open({ width, lang: 'zh' })
      await page.goto(`${unit.address}/registers/problem`)
      await page.locator('main').getByRole('button', { name: '记一笔' }).first().click()
      await page.locator('.dialog .field-line').first().waitFor()
      const first = ['title', 'facts', 'source', 'foundOn', 'class', 'themes']
      expect(await askedIn(page)).toEqual(first)
      await expectFit(page, 'a form with later stages folded')
      // The line of the title is left by this click, and the fault that it shows moves nothing away.
      await openPart(page, '销号')
      const closed = ['closedOn', 'lookBackDue']
      expect(await askedIn(page)).toEqual([...first, ...closed])
      // Who checked is asked as soon as it cannot be left out.
      const { today } = await get<{ today: string }>(page, '/session')
      await page.locator('.field-line[data-field=closedOn] input').fill(today)
      const check = ['checkedBy', 'checkedOn', 'checkResult']
      await expect.poll(() => askedIn(page)).toEqual([...first, ...check, ...closed])
      await page.locator('.field-line[data-field=checkedBy] .required').waitFor()
      expect(trouble).toEqual([])
      await context.close()
    }
  },
  walkWithinMs,
)

describe('an inspection', () => {
  test(
    'that is recorded by hand asks nothing that only a draw may write',
    async () => {
      const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
      await page.goto(`${unit.address}/registers/inspection`)
      await page.locator('main').getByRole('button', { name: '记一笔' }).first().click()
      const lines = page.locator('.dialog .field-line')
      await lines.first().waitFor()
      for (const part of ['已有结果', '已通报', '其他']) await openPart(page, part)
      const asked = await askedIn(page)
      expect(asked).toEqual(expect.arrayContaining(['subject', 'sample', 'result', 'papers']))
      const drawn = ['drawnFrom', 'drawnPeriod', 'drawnSize', 'drawnRoot', 'drawn']
      expect(asked.filter((one) => drawn.includes(one ?? ''))).toEqual([])
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )

  test(
    'is drawn, drawn again in the page, and its finding becomes a problem',
    async () => {
      const { page, context, trouble } = await unit.open({ width: 390, lang: 'zh' })
      await page.goto(`${unit.address}/inspections`)
      await page.getByRole('button', { name: '抽取样本' }).first().click()
      const draw = page.getByRole('button', { name: '抽取', exact: true })
      await draw.click()
      const wrong = () =>
        page
          .locator('.dialog .field-line:has(.fault)')
          .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['field']))
      await expect.poll(wrong).toEqual(['subject', 'drawnFrom'])
      await page.locator('.dialog').getByLabel('年度').fill('1066')
      await page.getByLabel('检查内容').selectOption('measures')
      await page.getByLabel('抽自台账').selectOption('problem')
      await page.getByLabel('抽查数').fill('2')
      await draw.click()
      await expect.poll(wrong).toEqual(['drawnPeriod'])
      const { today: now } = await get<{ today: string }>(page, '/session')
      await page.locator('.dialog').getByLabel('年度').fill(now.slice(0, 4))
      await draw.click()
      await page.locator('.inspection-findings tbody tr').first().waitFor()
      await expect.poll(() => page.locator('.inspection-findings tbody tr').count()).toBe(2)
      await page.getByRole('button', { name: '重新抽取一遍' }).click()
      await expect.poll(() => page.locator('.draw-part .note.good').count()).toBe(2)
      await page.getByRole('button', { name: '1：符合要求' }).click()
      await expect
        .poll(() => page.locator('.inspection-findings tbody tr').first().innerText())
        .not.toContain('待查')
      await page.getByRole('button', { name: '2：发现问题' }).click()
      await page.locator('.field-line[data-field=title] input').fill('整改记录不全')
      await save(page)
      const second = page.locator('.inspection-findings tbody tr').nth(1)
      await second.getByRole('link', { name: '整改记录不全' }).waitFor()
      await expectFit(page, 'an inspection')
      await second.getByRole('link', { name: '整改记录不全' }).click()
      await page.locator('.stage-strip').waitFor()
      await expect.poll(() => page.locator('.problem').innerText()).toContain('督导检查')
      const { today } = await get<{ today: string }>(page, '/session')
      const year = today.slice(0, 4)
      await page.goto(`${unit.address}/problems?view=sheet&year=${year}`)
      await page.locator('.print-table tbody tr').first().waitFor()
      await expectFit(page, 'the printed table')
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )
})

/** The fields that the open form asks for, in its order. */
async function askedIn(page: Page): Promise<(string | undefined)[]> {
  const lines = page.locator('.dialog .field-line')
  return lines.evaluateAll((all) => all.map((one) => one.dataset['field']))
}

/** Unfolds a part of the open form by its heading. */
async function openPart(page: Page, heading: string): Promise<void> {
  const part = page.locator('.dialog .later-part', { hasText: heading })
  await part.locator('summary').click()
  await part.locator('.field-line').first().waitFor()
}

async function newProblem(page: Page, title: string) {
  await page.getByRole('button', { name: '登记问题' }).click()
  await page.locator('.field-line[data-field=title] input').fill(title)
  await page.locator('.field-line[data-field=source] select').selectOption('self-check')
  await page.locator('.field-line[data-field=class] select').selectOption('minutes')
  await page.locator('.field-line[data-field=cause] textarea').fill('移交时限不明确')
  await save(page)
  await page.locator('.stage-strip').waitFor()
}

/** Opens the form of the next stage, fills it in and saves. */
async function step(page: Page, act: string, fill: () => Promise<void>) {
  await page.locator('.page-head').getByRole('button', { name: act }).click()
  await page.locator('.dialog .field-line').first().waitFor()
  await fill()
  await save(page, { stays: act === '登记整改完成' })
}

async function save(page: Page, given: { stays?: boolean; refused?: boolean } = {}) {
  await page.locator('.dialog button[type=submit]').click()
  if (!given.stays && !given.refused) await page.locator('.dialog').waitFor({ state: 'detached' })
}

async function choose(page: Page, field: string, typed: string, name: string) {
  const input = page.locator(`.dialog .field-line[data-field="${field}"] input`).first()
  const option = page.getByRole('option', { name }).first()
  // A refusal moves the focus to what it is about. Where that comes between typing and choosing,
  // the list closes, and it is typed again.
  const chosen = async () => {
    await input.fill('')
    await input.fill(typed)
    return option.click({ timeout: 3_000 }).then(
      () => true,
      () => false,
    )
  }
  await expect.poll(chosen).toBe(true)
}

async function expectStage(page: Page, word: string) {
  await expect.poll(() => page.locator('.page-head').innerText()).toContain(word)
}
