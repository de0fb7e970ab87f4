import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { ImportList } from '../../src/api/contract/import.ts'
import type { RecordPage } from '../../src/api/contract/record.ts'
import { drop, paste } from './drop.ts'
import type { Look } from './reader.ts'
import { expectFit } from './reader.ts'
import { get, nine, unitOfFile } from './unit.ts'

const unit = unitOfFile()
const shots = process.env['TAIZHANG_SHOTS']
const walkWithinMs = 240_000

const [chair, second, third] = nine
const all = [chair, second, third].map(({ name }) => name).join('、')

/**
 * A ledger as somebody kept it: a title, a header below it, a kind that no list has, a day that
 * does not exist, somebody who is not in the roster, and a sum.
 */
function ledger(year: number): string {
  const place = placeOf(year)
  const rows = [
    [`海棠市档案馆会议台账（${year}年）`],
    [],
    ['序号', '会议名称', '会议时间', '会议地点', '主持人', '参会人员', '主要议题', `附卷${year}`],
    ['1', '馆务会', `${year}.3.5`, place, chair.name, all, '研究年度计划', 'D-1'],
    ['2', '碰头会', '3月12日', place, chair.name, all, '研究库房改造', 'D-2'],
    ['3', '馆务会', `${year}年13月40日`, place, chair.name, all, '研究安全检查', 'D-3'],
    ['4', '馆务会', `${year}-03-26`, place, chair.name, `${all}、蒋大为`, '研究预算', 'D-4'],
    ['合计', '', '', '', '', '', '4次', ''],
  ]
  return rows.map((row) => row.join('\t')).join('\r\n')
}

/** Each ledger is one of a year and a place of its own: none is like what another has brought. */
function placeOf(year: number): string {
  return `${year}号会议室`
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** The value of the select of a column, by its header. */
function use(page: Page, header: string) {
  return page.locator('.import-columns tbody tr', { hasText: header }).locator('select')
}

function question(page: Page, text: string) {
  return page.locator('.import-question', { hasText: text })
}

/** How many rows the page says are in a state: the state by its place among the buttons. */
async function countOf(page: Page, nth: number): Promise<number> {
  return Number(await page.locator('.import-states .number').nth(nth).innerText())
}
const [open, , ready, , passed, written] = [0, 1, 2, 3, 4, 5]

/** Goes on with the Tab key until the focus is where it is wanted. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let nth = 0; nth < 150; nth += 1) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) === true,
      selector,
    )
    if (isThere) return
  }
  throw new Error(`the Tab key does not lead to ${selector}`)
}

const looks: readonly (Look & { readonly year: number })[] = [
  { width: 1440, lang: 'zh', year: 2023 },
  { width: 390, lang: 'en', year: 2024 },
]

describe.each(looks)('at $width in $lang', (look) => {
  const { year } = look
  const name = `${look.width}-${look.lang}`

  test(
    'an old ledger is dropped, mapped, asked about, mended and written; the rest stays',
    async () => {
      const { page, context, trouble } = await unit.open(look)
      await page.goto(`${unit.address}/registers/meeting`)
      await page.locator('.file-choice input').waitFor({ state: 'attached' })
      await drop(page, { name: `${year}年会议台账.txt`, bytes: Buffer.from(ledger(year)) })
      await page.locator('.import-columns').waitFor()
      await expect
        .poll(() => page.locator('.import-top tr.header').innerText())
        .toContain('会议时间')
      await expect.poll(() => use(page, '会议时间').inputValue()).toBe('heldOn')
      await expect.poll(() => use(page, '参会人员').inputValue()).toBe('present')
      await expect.poll(() => use(page, '序号').inputValue()).toBe('=left-out')
      expect(await use(page, '附卷').inputValue()).not.toBe('minutesNumber')
      await use(page, '附卷').selectOption('minutesNumber')
      await expect.poll(() => countOf(page, open)).toBe(3)
      await expect.poll(() => countOf(page, ready)).toBe(1)
      await expect.poll(() => countOf(page, passed)).toBeGreaterThan(0)
      await expectFit(page, 'an import')
      await shot(page, `import-open-${name}`)

      await question(page, '碰头会').locator('select').selectOption('affairs-meeting')
      await expect.poll(() => countOf(page, ready)).toBe(2)
      await page.locator('.import-grid td button', { hasText: '13月40日' }).click()
      await page.locator('.import-grid input').fill(`${year}年3月19日`)
      await page.keyboard.press('Enter')
      await expect.poll(() => countOf(page, ready)).toBe(3)
      await expectFit(page, 'an import that is answered')

      await page.locator('#import-reason').fill('由旧台账导入')
      await page.locator('.import-part .button.primary').click()
      await page.locator('.import-part .note.good').waitFor()
      await expect.poll(() => countOf(page, written)).toBe(3)
      await expectFit(page, 'an import that is written')
      await shot(page, `import-written-${name}`)

      await page.reload()
      await question(page, '蒋大为').waitFor()
      await expect.poll(() => countOf(page, open)).toBe(1)
      await expect.poll(() => countOf(page, written)).toBe(3)
      const { items } = await get<RecordPage>(
        page,
        `/registers/meeting/records?sort=heldOn&search=${encodeURIComponent(placeOf(year))}`,
      )
      expect(items.map(({ occurredOn }) => occurredOn)).toEqual([
        `${year}-03-05`,
        `${year}-03-12`,
        `${year}-03-19`,
      ])
      await page.goto(`${unit.address}/imports`)
      await page
        .getByRole('link', { name: `${year}年会议台账.txt` })
        .first()
        .waitFor()
      await expectFit(page, 'the imports')
      await shot(page, `imports-${name}`)
      await page.goto(`${unit.address}/mine`)
      await page.locator('.mine a[href^="/imports"]').waitFor()
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )
})

test(
  'cells that are pasted where no register is open find theirs, and keys alone write them',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/registers`)
    await page.locator('.registers-list').waitFor()
    await paste(page, ledger(2025))
    await page.locator('.import-grid').waitFor()
    await expect
      .poll(() => page.locator('.import-choices select').first().inputValue())
      .toBe('meeting')
    // Left out by keys: the row whose day does not exist.
    await tabTo(page, '.import-grid button')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect.poll(() => countOf(page, open)).toBe(2)
    // Mended by keys: somebody who is not in the roster is taken out of the cell.
    const here = () => page.evaluate(() => document.activeElement?.closest('tr')?.textContent)
    await expect.poll(here).toContain('蒋大为')
    await page.keyboard.press('Home')
    while (!(await page.evaluate(() => document.activeElement?.textContent?.includes('蒋大为'))))
      await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    for (const _ of '、蒋大为') await page.keyboard.press('Backspace')
    await page.keyboard.press('Enter')
    await expect.poll(() => countOf(page, ready)).toBe(2)
    await tabTo(page, '.import-part .button.primary')
    await page.keyboard.press('Enter')
    await page.locator('.import-part .note.good').waitFor()
    await expect.poll(() => countOf(page, written)).toBe(2)
    const [newest] = await get<ImportList>(page, '/imports')
    expect(newest?.counts).toMatchObject({ open: 1, written: 2, leftOut: 1 })
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)
