import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { expectFit, expectFitAtBoth } from './reader.ts'
import { send } from './send.ts'
import { post, unitOfFile } from './unit.ts'

const unit = unitOfFile()

const person = '阿卜杜热依木·麦麦提吐尔逊·玉苏甫江'
const office = '海棠市文化广播电视和旅游体育局机关党委历史文化遗产保护与数字档案编研科'
const topic = `${'研究进一步落实责任制和重点任务分工推进情况'.repeat(9)}`

beforeAll(async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(unit.address)
  await post(page, '/registers/person/records', { values: { name: person, since: '2020-01-01' } })
  const kind = 'department'
  const since = '2020-01-01'
  await post(page, '/registers/office/records', { values: { name: office, kind, since } })
  const [by, at] = await page.evaluate(
    async (names) => {
      const { people, offices } = await (await fetch('/api/v1/roster')).json()
      const idOf = (some: readonly { id: string; name: string }[], name: string) =>
        some.find((one) => one.name === name)?.id ?? ''
      return [idOf(people, names.person), idOf(offices, names.office)]
    },
    { person, office },
  )
  const meeting = { kind: 'affairs-meeting', heldOn: '2026-01-12', office: at, chair: by }
  await post(page, '/registers/meeting/records', {
    values: { ...meeting, present: [by], agenda: [{ topic }] },
    reason: '补',
  })
  const found = { title: topic.slice(0, 60), source: 'self-check', foundOn: '2026-01-12' }
  const measures = [{ measure: topic, owner: by, due: '2026-12-31' }]
  await post(page, '/registers/problem/records', {
    values: { ...found, owner: by, supervisor: by, leadOffice: at, due: '2026-12-31', measures },
    reason: '补',
  })
  await context.close()
}, 240_000)

/** Cells whose words run over into what stands beside them, or that are higher than a list reads. */
function unruly(page: Page): Promise<string[]> {
  return page.locator('main table :is(td, th)').evaluateAll((cells) =>
    cells
      .filter((cell) => cell.checkVisibility())
      .filter(({ scrollWidth, clientWidth, clientHeight }) => {
        return clientWidth > 1 && (scrollWidth > clientWidth + 1 || clientHeight > 600)
      })
      .map(({ clientWidth, clientHeight, textContent }) => {
        return `${clientWidth}x${clientHeight} ${textContent?.slice(0, 20)}`
      }),
  )
}

test.each([1440, 390] as const)(
  'long names and texts keep to their place at %i',
  async (width) => {
    for (const lang of ['zh', 'en'] as const) {
      const { page, context, trouble } = await unit.open({ width, lang })
      for (const address of ['/registers/meeting', '/registers/office', '/problems?view=sheet']) {
        await page.goto(`${unit.address}${address}${address.includes('?') ? '&' : '?'}year=2026`)
        await page.locator('main table tbody tr').first().waitFor()
        await expectFitAtBoth(page, address)
        expect(await unruly(page), `${address} ${lang}`).toEqual([])
      }
      expect(trouble).toEqual([])
      await context.close()
    }
  },
  180_000,
)

/** Words of Latin letters that go on in the next line, which a hyphen would have to say. */
function brokenWords(page: Page): Promise<string[]> {
  return page.locator('main').evaluate((main) => {
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
    const broken: string[] = []
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const words = (node.textContent ?? '').matchAll(/[A-Za-z]{2,}/g)
      for (const { 0: word, index } of words) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        if (new Set(Array.from(range.getClientRects(), ({ top }) => top)).size > 1)
          broken.push(word)
      }
    }
    return broken
  })
}

test('no word of a short column is broken to leave room for a long one', async () => {
  const { page, context } = await unit.open({ width: 390, lang: 'en' })
  await page.goto(unit.address)
  await send(page, '/drafts', { report: 'annual-report', year: 2026 })
  await page.goto(`${unit.address}/reports?year=2026`)
  await page.locator('.report-list a[href*="/drafts/"]').waitFor()
  expect(await brokenWords(page)).toEqual([])
  await expectFit(page, 'the reports')
  await context.close()
}, 120_000)

test('a name that is cut somewhere is told in whole', async () => {
  const { page, context } = await unit.open({ width: 390, lang: 'zh' })
  await page.goto(`${unit.address}/registers/meeting?year=2026`)
  const lines = page.locator('.sheet .first-lines').first()
  expect(await lines.getAttribute('title')).toBe(topic)
  const cut = await lines.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)
  expect(cut).toBe(true)
  await page.emulateMedia({ media: 'print' })
  const printed = await lines.evaluate((line) => getComputedStyle(line).display)
  expect(printed).toBe('inline')
  await context.close()
})
