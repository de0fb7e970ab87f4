import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectFit } from './reader.ts'
import { nine, unitOfFile } from './unit.ts'

const unit = unitOfFile()

const walkWithinMs = 240_000

const [{ name: owner }, { name: successor }] = nine

test(
  'a year is opened and assigned, a table imported, a task moved on, a meeting held, all handed over',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/plan`)
    await assign(page)
    await importTable(page)
    await moveOn(page)
    await holdMeeting(page)
    await openYear(page)
    await handOver(page)
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

async function assign(page: Page): Promise<void> {
  const rows = page.locator('.assignments tbody tr:not(.part)')
  await rows.first().waitFor()
  await expectFit(page, 'the assignments')
  const all = await rows.count()
  await page
    .getByRole('checkbox', { name: /^选中“/ })
    .nth(1)
    .check()
  await page
    .getByRole('checkbox', { name: /^选中“/ })
    .nth(2)
    .check()
  const pick = page.locator('.fill-chosen').getByRole('combobox', { name: '责任人' })
  // Who is there to choose is drawn when somebody comes to it.
  await pick.focus()
  await pick.selectOption({ label: owner })
  await page.getByRole('button', { name: '填入' }).click()
  await page.getByRole('button', { name: '保存 2 处改动' }).click()
  await page.getByText(`只看未定责任人的（${all - 2}项）`).click()
  await expect.poll(() => rows.count()).toBe(all - 2)
}

async function importTable(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^任务/ }).click()
  const table = [
    ['序号', '项目名称', '子项目', '完成时间', '负责处室', '负责人'],
    ['1', '库房改造', '更换灭火系统', '全年', '总务科', owner],
    ['2', '', '整理库房', '长期坚持', '总务科', owner],
  ]
  const file = { name: '任务.txt', mimeType: 'text/plain' }
  const buffer = Buffer.from(table.map((row) => row.join('\t')).join('\n'))
  await page.locator('.plan-bar input[type=file]').setInputFiles({ ...file, buffer })
  await page.getByText('没有名为“总务科”的科室').first().waitFor()
  for (const text of ['总务科', '全年', '长期坚持'])
    await page.getByRole('button', { name: `“${text}”只留原文` }).click()
  const { today } = await json<{ today: string }>(page, '/session')
  await page.locator('[data-field=setOn] input').fill(today)
  await page.getByRole('button', { name: '写入 2 条' }).waitFor()
  await expectFit(page, 'the import of a task table')
  await page.getByRole('button', { name: '写入 2 条' }).click()
  await page.getByText('新增 2 条').waitFor()
  await page.goto(`${unit.address}/plan?view=tasks`)
}

async function moveOn(page: Page): Promise<void> {
  const row = page.locator('.tasks tbody tr', { hasText: '更换灭火系统' })
  await row.getByRole('button', { name: /^记进展/ }).click()
  await page.getByLabel('进展', { exact: true }).fill('已完成招标')
  await expectFit(page, 'noting progress')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await row.getByText('进行中').waitFor()
  await row.getByText('已完成招标').waitFor()
  await expectFit(page, 'the tasks')
}

async function holdMeeting(page: Page): Promise<void> {
  const people = await json<{ people: { id: string; name: string }[] }>(page, '/roster')
  const chair = people.people.find((one) => one.name === owner)?.id
  const today = (await json<{ today: string }>(page, '/session')).today
  await post(page, '/registers/planned-meeting/records', {
    kind: 'secretary-meeting',
    plannedFor: today,
    chair,
    agenda: [{ topic: '研究全面从严治党工作' }],
  })
  await page.reload()
  await page.getByRole('link', { name: /^会议安排/ }).click()
  await expectFit(page, 'the planned meetings')
  await page.getByRole('button', { name: '开完了，记一笔' }).click()
  const dialog = page.locator('.dialog')
  await expect
    .poll(() => dialog.getByLabel('议题名称').first().inputValue())
    .toBe('研究全面从严治党工作')
  await dialog.getByRole('combobox', { name: /^出席/ }).fill(owner)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /^已于.*召开$/ }).waitFor()
}

async function openYear(page: Page): Promise<void> {
  const year = Number((await json<{ today: string }>(page, '/session')).today.slice(0, 4))
  await page.goto(`${unit.address}/plan/open?year=${year + 1}`)
  await page.getByRole('button', { name: '写入计划（4项）' }).waitFor()
  await expectFit(page, 'opening the year')
  await page.getByRole('button', { name: '写入计划（4项）' }).click()
  await page.getByText('已写入：责任分工 2 项，任务 2 项。').waitFor()
}

async function handOver(page: Page): Promise<void> {
  await page.goto(`${unit.address}/handover`)
  await page.getByLabel('移交人').selectOption({ label: owner })
  await page.getByLabel('接手人').selectOption({ label: successor })
  await expectFit(page, 'handing over')
  await page.getByRole('button', { name: /^移交 \d+ 项$/ }).click()
  await page.getByText(/^已移交 \d+ 项。$/).waitFor()
  await page.getByText(`${owner}名下没有未办结的事项。`).waitFor()
}

async function json<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1${path}`)
}

async function post(page: Page, path: string, values: object): Promise<void> {
  const told = await page.request.post(`${unit.address}/api/v1${path}`, {
    data: { values },
    headers: { origin: unit.address },
  })
  expect(told.status(), await told.text()).toBe(201)
}
