import { expect, test } from 'vitest'
import { send } from './send.ts'
import { unitOfFile } from './unit.ts'

const unit = unitOfFile()

test('the line under a record runs through all its cells, of whatever kind they are', async () => {
  const { page, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  const title = '关于进一步加强意识形态阵地建设和管理工作的实施办法'.repeat(6)
  const themes = ['ideology', 'integrity']
  const values = { title, change: 'made', decidedOn: '2025-06-01', themes }
  await send(page, '/registers/rule/records', { values, reason: '补录' })
  await page.goto(`${unit.address}/registers/rule?year=2025`)
  const cells = page.locator('.sheet tbody tr', { hasText: title }).locator('td')
  await cells.first().waitFor()
  const ends = await cells.evaluateAll((all) => all.map((td) => td.getBoundingClientRect().bottom))
  expect(new Set(ends.map(Math.round)).size).toBe(1)
  // What a kind of field is called may be the name of a part of the page, which has a look of its own.
  const looks = await cells.evaluateAll((all) => all.map((td) => getComputedStyle(td).display))
  expect(new Set(looks)).toEqual(new Set(['table-cell']))
  expect(trouble).toEqual([])
})
