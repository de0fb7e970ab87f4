import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RosterView } from '../../src/api/contract/pack.ts'
import { expectFit, looks } from './reader.ts'
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
    expect(await present.locator('.chip').count()).toBe(3)
    await expectFit(page, 'the form')
    await present.locator('.people-foot button.link').first().click()
    expect(await present.locator('.chip').count()).toBe(0)
    // Typing into a line in which somebody stands already puts another one there.
    await page.locator('[data-field=chair] .people-foot button').click()
    const chair = page.locator('[data-field=chair] input')
    await chair.click()
    await page.keyboard.type('zgd')
    expect(await chair.inputValue()).toBe('zgd')
    await page.keyboard.press('Enter')
    expect(await chair.inputValue()).toBe('郑国栋')
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
    expect(await page.locator('.import-notes tbody tr').count()).toBe(1)
    const write = page.locator('.dialog button.primary').last()
    expect(await write.isDisabled()).toBe(true)
    await expectFit(page, 'the import')
    await shot(page, `import-${name}`)
    await page.locator('.import-alike select').selectOption('skip')
    await page.locator('#import-reason').fill('核对后更正')
    await write.click()
    await page.locator('.note.good').waitFor()
    expect(trouble).toEqual([])
    await context.close()
  }, 240_000)
})
