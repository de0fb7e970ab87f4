import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Label } from '../../src/ledger/label.ts'
import { drop } from './drop.ts'
import type { Look } from './reader.ts'
import { expectFit } from './reader.ts'
import { nine, unitOfFile } from './unit.ts'

const unit = unitOfFile()

const walkWithinMs = 240_000
const looks: readonly Look[] = [
  { width: 1440, lang: 'zh' },
  { width: 390, lang: 'en' },
]

const words = {
  download: { zh: '下载', en: 'Download' },
  word: { zh: 'Word 文件', en: 'Word' },
  back: { zh: '把改过的表导回来…', en: 'Bring an edited sheet back…' },
  keep: { zh: '导出', en: 'Export' },
  done: { zh: '完成', en: 'Done' },
} satisfies Record<string, Label>

describe.each(looks)('at $width in $lang', (look) => {
  test(
    'a report is downloaded, dropped again, and every claim stands as it was written',
    async () => {
      const { page, context, trouble } = await unit.open(look)
      await page.goto(`${unit.address}/reports/annual-report`)
      const claimed = page.locator('.paper .claim')
      await claimed.first().waitFor()
      const written = await claimed.count()
      await page.getByText(words.download[look.lang], { exact: true }).click()
      await expectFit(page, 'the downloads')
      const coming = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: words.word[look.lang], exact: true }).click()
      const file = await coming
      expect(file.suggestedFilename()).toMatch(/^海棠市档案馆.*\.docx$/)
      const bytes = await readFile(await file.path())

      await page.goto(`${unit.address}/reading`)
      await page.locator('.drop').waitFor()
      await expectFit(page, 'before reading')
      await drop(page, { name: 'report.docx', bytes })
      await page.locator('.read-verdict.good').waitFor()
      // A unit without records claims little; what it claims is all there.
      expect(written).toBeGreaterThan(5)
      const verdict = await page.locator('.read-verdict').innerText()
      expect(verdict).toMatch(new RegExp(`\\D${written}\\D`))
      await expect
        .poll(() => page.locator('.read-text .claim').count())
        .toBeGreaterThanOrEqual(written)
      await expectFit(page, 'the reading')
      await page.locator('.claims-bar button.blank, .claims-bar button.supported').first().click()
      await page.locator('.claim-panel .claim-state').waitFor()
      await expectFit(page, 'a claim that was read')
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )

  test(
    'a wrong cell is named, put right, and the sheet is imported and kept again',
    async () => {
      const { page, context, trouble } = await unit.open(look)
      await page.goto(`${unit.address}/registers/meeting`)
      await page.getByText(words.keep[look.lang], { exact: true }).click()
      await page.getByRole('menuitem', { name: words.back[look.lang] }).click()
      await expectFit(page, 'the import')
      // Each look brings sheets of its own: one meeting of a day is asked about, not added again.
      const place = `会议室${look.width}`
      const days = look.width === 1440 ? ['05', '19', '26'] : ['06', '20', '27']
      await choose(page, sheet(place, days, '去年秋天'))
      await page.locator('.faults tbody th', { hasText: 'B3' }).waitFor()
      await expect.poll(() => page.locator('.faults tbody tr').count()).toBe(1)
      await expectFit(page, 'the faults of a sheet')
      await choose(page, sheet(place, days, `2026年1月${days[1] ?? ''}日`))
      await page.locator('#import-reason').fill('年初的会议由表格补录')
      await expectFit(page, 'what an import would do')
      await page.locator('.dialog .button.primary').click()
      await page.getByRole('button', { name: words.done[look.lang], exact: true }).click()
      await page.locator('.sheet-foot').waitFor()

      await page.goto(`${unit.address}/registers/meeting?from=2026-01-01&to=2026-01-31`)
      await page.locator('.sheet tbody tr').nth(2).waitFor()
      await page.getByText(words.keep[look.lang], { exact: true }).click()
      const coming = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: /CSV/ }).click()
      const kept = await readFile(await (await coming).path(), 'utf8')
      expect(kept).toContain(nine[0].name)
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )
})

/** Three meetings as a clerk's sheet has them; the date of the second is the one in question. */
function sheet(place: string, [first, , third]: readonly string[], second: string): Buffer {
  const chair = nine[0].name
  const rows = [`2026-01-${first ?? ''}`, second, `2026-01-${third ?? ''}`].map((heldOn) =>
    ['局务会', heldOn, place, chair, `${chair}、${nine[1].name}`, '研究年度计划'].join(','),
  )
  return Buffer.from(['会议类型,召开日期,地点,主持人,出席,议题', ...rows].join('\r\n'))
}

async function choose(page: Page, bytes: Buffer): Promise<void> {
  await page
    .locator('.dialog input[type=file]')
    .setInputFiles({ name: '会议.csv', mimeType: 'text/csv', buffer: bytes })
}
