import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectFit, looks } from './reader.ts'
import { unitOfFile } from './unit.ts'

// The unit says on one page what it is and what it calls things; forms and the year follow.

const unit = unitOfFile()

const walkWithinMs = 240_000

const saved = async (page: Page) => {
  await page.locator('.dialog').getByRole('button', { name: '保存' }).click()
  await expect.poll(() => page.locator('.dialog').count()).toBe(0)
}

test(
  'what the deciding meeting is called is said once, and forms, duties and the year say it',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/settings`)
    await page.locator('[aria-labelledby=unit-title]').getByRole('link').click()
    const meetings = page.locator('[data-list=meeting-kinds]')
    await meetings.getByRole('button', { name: '修改 党组会' }).click()
    await page.getByLabel('名称', { exact: true }).fill('馆党组会')
    await saved(page)
    await meetings.getByRole('button', { name: '修改 书记办公会' }).click()
    await page.getByLabel('不再使用（旧记录保留）').check()
    await saved(page)
    const row = meetings.getByRole('row', { name: /^馆党组会/ })
    expect(await row.innerText()).toContain('领导班子会议')

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
    expect(await kinds.allInnerTexts()).toContain('馆党组会')
    expect(await kinds.allInnerTexts()).not.toContain('书记办公会')

    await page.goto(unit.address)
    const first = page.locator('.year-grid').getByText('馆党组会首先落实第一议题').first()
    await first.waitFor({ state: 'attached' })
    if (!(await first.isVisible())) await page.locator('.part-line button').nth(1).click()
    await first.waitFor()
    const foot = page.locator('.duties-off')
    await foot.locator('summary').click()
    await foot.getByText('没有上级文件要求，由单位自行决定是否启用').first().waitFor()
    expect(await foot.innerText()).toContain('不适用于本类单位')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each(looks)(
  'the page of the unit fits at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(`${unit.address}/unit`)
    await page.locator('[data-list=duties]').waitFor()
    await expectFit(page, 'the unit and its words')
    await page.locator('[data-list=themes] summary').click()
    await page.locator('[data-list=themes] td button').first().click()
    await page.locator('.dialog').waitFor()
    await expectFit(page, 'what something is called')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)
