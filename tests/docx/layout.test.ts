import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { renderDocx } from '../../src/adapters/docx/render-docx.ts'
import type { Block, ReportDocument } from '../../src/report/document.ts'
import { unsignedMark } from '../../src/report/render/render-text.ts'
import { papered } from '../verify/papered.ts'

const soffice = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path))
const fontFile = spawnSync('fc-match', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout
const chineseFont = fontFile?.trim().split(',')[0] ?? ''
const hasPdfText = existsSync('/usr/bin/pdftotext')
const canRender = soffice !== undefined && hasPdfText && /CJK|Han|Song|Hei|Fandol/.test(chineseFont)

const folder = mkdtempSync(join(tmpdir(), 'taizhang-layout-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Pages of text as LibreOffice sets the file, with a free font standing in for the official ones.
 * Nobody signed it, and each page says so above the text: that line is looked at here and left out.
 */
function renderedPages(file: Uint8Array): string[][] {
  writeFileSync(join(folder, 'report.docx'), file)
  const families = ['仿宋_GB2312', '楷体_GB2312', '宋体', '黑体', '方正小标宋简体']
  const aliases = families.map(
    (family) =>
      `<alias binding="same"><family>${family}</family>` +
      `<prefer><family>${chineseFont}</family></prefer></alias>`,
  )
  writeFileSync(
    join(folder, 'fonts.conf'),
    '<?xml version="1.0"?><fontconfig>' +
      `<include ignore_missing="yes">/etc/fonts/fonts.conf</include>${aliases.join('')}</fontconfig>`,
  )
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder }
  const profile = `-env:UserInstallation=file://${folder}/profile`
  const args = ['--headless', profile, '--convert-to', 'pdf', '--outdir', folder]
  const convert = spawnSync(soffice ?? '', [...args, join(folder, 'report.docx')], { env })
  expect(convert.status).toBe(0)
  const text = spawnSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], {
    encoding: 'utf8',
  }).stdout
  return text.split('\f').map((page) => {
    const [mark, ...lines] = page.split('\n').filter((line) => line.trim() !== '')
    // Behind the last break stands no page.
    if (mark !== undefined) expect(mark.trim()).toBe(unsignedMark)
    return lines
  })
}

function documentOf(blocks: Block[]): ReportDocument {
  return {
    template: 'layout',
    year: 2025,
    title: '关于版式的报告',
    addressee: '市委',
    issuer: null,
    number: null,
    blocks,
    signature: '海棠市档案馆',
    date: '2026-01-05',
    claims: [],
    asOf: { size: 0, root: '' },
  }
}

describe.skipIf(!canRender)(
  'as LibreOffice sets it (skipped without LibreOffice, pdftotext or a font)',
  () => {
    test('a full page of body text has 22 lines of 28 characters (GB/T 9704-2012, 5.2.3)', async () => {
      const text = '各科室应当按照要求认真落实有关工作并及时报送情况'.repeat(60)
      const file = await renderDocx(
        documentOf([{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }]),
      )
      const second = renderedPages(file)[1] ?? []
      expect(second.at(-1)?.trim()).toMatch(/^—\s*2\s*—$/)
      const lines = second.slice(0, -1)
      expect(lines).toHaveLength(22)
      expect(lines.map((line) => [...line.trim()].length)).toEqual(lines.map(() => 28))
    })

    const sentence = '各科室应当按照要求认真落实有关工作并及时报送情况'
    const paragraph = (characters: number): Block => {
      const text = `${sentence.repeat(40).slice(0, characters - 1)}。`
      return { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
    }

    test('no page loses a line to one that would stand alone on the next', async () => {
      // Paragraphs of three lines: their ends meet the foot of a page in every way.
      const blocks = Array.from({ length: 40 }, () => paragraph(70))
      const pages = renderedPages(await renderDocx(documentOf(blocks)))
      const inner = pages.slice(1, -2).map((lines) => lines.length - 1)
      expect(inner.length).toBeGreaterThan(2)
      expect(inner).toEqual(inner.map(() => 22))
    })

    test('signature and date are never without two lines of text', async () => {
      const ended: string[] = []
      for (const before of [11, 12, 13, 14, 15, 16, 17]) {
        const blocks = [...Array.from({ length: before }, () => paragraph(20)), paragraph(50)]
        const closing: Block = {
          kind: 'paragraph',
          inlines: [{ kind: 'text', text: '特此报告。' }],
        }
        const pages = renderedPages(await renderDocx(documentOf([...blocks, closing])))
        const last = pages.filter((lines) => lines.length > 0).at(-1) ?? []
        const signed = last.findIndex((line) => line.includes('海棠市档案馆'))
        expect(signed, `${before} lines before`).toBeGreaterThanOrEqual(2)
        expect(last[signed + 1]?.replaceAll(' ', '')).toContain('2026年1月5日')
        ended.push(`${pages.filter((lines) => lines.length > 0).length}`)
      }
      // Both happen: all on one page, and what is kept together moved on to a second.
      expect(new Set(ended)).toEqual(new Set(['1', '2']))
    }, 300_000)

    test('a title is broken by its phrases, and attachments begin on pages of their own', async () => {
      const document = papered(documentOf([paragraph(60)]))
      const pages = renderedPages(await renderDocx(document))
      const words = pages.map((lines) => lines.map((line) => line.replaceAll(' ', '')))
      const [first = [], second = [], third = []] = words
      expect(first[0]).toBe('加急')
      const title = first.indexOf('海棠市档案馆关于2025年度')
      expect(first[title + 1]).toBe('落实全面从严治党主体责任情况的报告')
      expect(first.some((line) => line.startsWith('附件：1.2025年度落实'))).toBe(true)
      expect(second[0]).toBe('附件1')
      expect(third.slice(0, 2)).toEqual(['附件2', '2026年度工作安排'])
      expect(third.at(-3)).toBe('抄送：市纪委监委机关，市委组织部。')
      // What runs over in 附件说明 stands under the name, not under its number.
      const listed = pages[0]?.find((line) => line.includes('附件：')) ?? ''
      const over = pages[0]?.[(pages[0]?.indexOf(listed) ?? 0) + 1] ?? ''
      expect(over.search(/\S/)).toBeGreaterThan(listed.search(/\S/) + 2)
    })

    test('a day of a table stands on one line', async () => {
      const row = [
        '1',
        '每季度专题分析全面从严治党形势',
        '机关党委（组织人事科）',
        '2026年12月31日',
      ]
      const header = ['序号', '任务', '牵头科室', '完成时限']
      const pages = renderedPages(
        await renderDocx(documentOf([{ kind: 'table', header, rows: [row] }])),
      )
      const lines = (pages[0] ?? []).map((line) => line.replaceAll(' ', ''))
      expect(lines.some((line) => line.endsWith('2026年12月31日'))).toBe(true)
    })

    test('quotes and dashes are as wide as a character', async () => {
      // 28 characters: every full line begins and ends with a word of it.
      const text = '各科室应当“一岗双责”落实要求——做到‘三会一课’及时报'.repeat(14)
      const blocks: Block[] = [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }]
      const [page = []] = renderedPages(await renderDocx(documentOf(blocks)))
      const full = page.filter((line) => line.includes('一岗双责')).slice(1)
      expect(full.length).toBeGreaterThan(5)
      const widths = full.map((line) => [...line.replaceAll(/\s/g, '')].length)
      expect(widths.slice(0, -1)).toEqual(widths.slice(1).map(() => 28))
    })

    test('the date ends four characters from the right, the signature centred on it', async () => {
      const file = await renderDocx(documentOf([]))
      const [page] = renderedPages(file)
      expect(page?.some((line) => line.includes('海棠市档案馆'))).toBe(true)
      expect(page?.some((line) => line.replaceAll(' ', '').includes('2026年1月5日'))).toBe(true)
    })
  },
)
