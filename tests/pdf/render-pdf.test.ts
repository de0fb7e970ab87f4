import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { typstCompiler } from '../../src/adapters/pdf/compile-typst.ts'
import { renderPdf } from '../../src/adapters/pdf/render-pdf.ts'
import type { PdfOptions } from '../../src/app/ports/file-ports.ts'
import type { Block, ReportDocument } from '../../src/report/document.ts'
import { unsignedMark } from '../../src/report/render/render-text.ts'
import { processorTime } from '../processor-time.ts'

const fonts = join(import.meta.dirname, '../../fonts')
const compile = typstCompiler([fonts])
const canRead = ['pdftotext', 'pdfinfo', 'pdffonts', 'pdfdetach'].every((tool) =>
  existsSync(`/usr/bin/${tool}`),
)

const folder = mkdtempSync(join(tmpdir(), 'taizhang-pdf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const paragraph = (text: string): Block => ({
  kind: 'paragraph',
  inlines: [{ kind: 'text', text }],
})

function documentOf(blocks: readonly Block[]): ReportDocument {
  return {
    template: 'layout',
    year: 2025,
    title: '关于版式的报告',
    addressee: '市委',
    issuer: '王建国',
    number: '海档〔2026〕3号',
    blocks,
    signature: '海棠市档案馆',
    date: '2026-01-05',
    claims: [],
    asOf: { size: 0, root: '' },
  }
}

const render = (blocks: readonly Block[], options: PdfOptions = {}) =>
  renderPdf(compile, documentOf(blocks), options)

function ask(tool: string, pdf: Uint8Array, ...args: readonly string[]): string {
  const file = join(folder, 'report.pdf')
  writeFileSync(file, pdf)
  const { stdout } = spawnSync(tool, [file, ...args], { encoding: 'utf8' })
  return stdout
}

interface Line {
  readonly text: string
  readonly top: number
  readonly left: number
  readonly right: number
}

/** Lines of each page with their place in points; what stands on one height is one line. */
function linesOf(pdf: Uint8Array): Line[][] {
  const html = ask('pdftotext', pdf, '-bbox', '-')
  return html
    .split('<page ')
    .slice(1)
    .map((page) => {
      const lines = new Map<number, Line>()
      const words = page.matchAll(
        /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g,
      )
      for (const [, left, top, right, , text = ''] of words) {
        const key = Math.round(Number(top))
        const known = [...lines.keys()].find((one) => Math.abs(one - key) <= 2) ?? key
        const line = lines.get(known) ?? { text: '', top: Number(top), left: 999, right: 0 }
        lines.set(known, {
          text: line.text + text,
          top: line.top,
          left: Math.min(line.left, Number(left)),
          right: Math.max(line.right, Number(right)),
        })
      }
      return [...lines.values()].sort((one, other) => one.top - other.top)
    })
}

const mm = 72 / 25.4

test('the same document gives the same bytes, whatever was set before', async () => {
  const first = await render([paragraph('按照要求，现将情况报告如下。')])
  await render([paragraph('另一份报告。')])
  expect(await render([paragraph('按照要求，现将情况报告如下。')])).toEqual(first)
})

test('a text is never taken for markup or code', async () => {
  const hostile =
    '#panic("x") *粗* _斜_ $1$ @x <y> \\u{41} #read("/etc/passwd") // 注释 [括号] = 题'
  const pdf = await render([
    paragraph(hostile),
    { kind: 'heading', level: 1, marker: '一、', inlines: [{ kind: 'text', text: hostile }] },
    { kind: 'table', header: [hostile], rows: [[hostile]] },
  ])
  expect(pdf.length).toBeGreaterThan(1_000)
  if (canRead) {
    expect(ask('pdftotext', pdf, '-').replaceAll('\n', '')).toContain('#read("/etc/passwd")')
  }
})

test('sixty pages do not take long', async () => {
  const text = '坚持把全面从严治党主体责任扛在肩上，层层传导压力，件件抓好落实。'.repeat(18)
  const blocks = Array.from({ length: 62 }, () => paragraph(text))
  await render(blocks.slice(0, 1))
  const spentMs = processorTime()
  const pdf = await render(blocks)
  const ms = spentMs()
  if (canRead) {
    expect(Number(/Pages:\s+(\d+)/.exec(ask('pdfinfo', pdf))?.[1])).toBeGreaterThanOrEqual(60)
  }
  // A third of a second by itself; a machine with other work to do is given far more.
  expect(ms).toBeLessThan(20_000)
})

describe.skipIf(!canRead)('as poppler reads it (skipped without poppler)', () => {
  test('a table has the columns of the Word file: 序号 and a day as wide as they are', async () => {
    const header = ['序号', '任务', '完成时限']
    const rows = [['1', '每季度专题分析一次形势', '2026年6月30日']]
    const [lines = []] = linesOf(await render([{ kind: 'table', header, rows }]))
    const words = lines.map(({ text }) => text.replaceAll(' ', ''))
    expect(words.some((one) => one.includes('1每季度专题分析一次形势2026年6月30日'))).toBe(true)
  })

  test('a full page of body text has 22 lines of 28 characters (GB/T 9704-2012, 5.2.3)', async () => {
    const pages = linesOf(await render([paragraph('永'.repeat(28 * 70))]))
    const [, full] = pages
    // Nobody signed it, and each page says so above the text.
    expect(full?.[0]?.text).toBe(unsignedMark)
    const body = full?.slice(1, -1) ?? []
    expect(body).toHaveLength(22)
    expect(new Set(body.map(({ text }) => text.length))).toEqual(new Set([28]))
    // The type area: 28 mm from the left, 156 mm wide, 37 mm from the top, 225 mm high.
    const first = body[0]
    expect(first?.left).toBeCloseTo(28 * mm, 0)
    expect((first?.right ?? 0) / mm).toBeLessThanOrEqual(184.3)
    const pitch = ((body[21]?.top ?? 0) - (first?.top ?? 0)) / 21
    expect(pitch).toBeCloseTo((225 * mm) / 22, 1)
  })

  test('it is tagged, has a title, an outline and fonts that lie inside', async () => {
    const pdf = await render([
      { kind: 'heading', level: 1, marker: '一、', inlines: [{ kind: 'text', text: '总体情况' }] },
      { kind: 'heading', level: 2, marker: '（一）', inlines: [{ kind: 'text', text: '学习' }] },
      paragraph('镕喆堃玥同志参加。'),
    ])
    const info = ask('pdfinfo', pdf)
    expect(info).toMatch(/Title:\s+关于版式的报告/)
    expect(info).toMatch(/Tagged:\s+yes/)
    const faces = ask('pdffonts', pdf).split('\n').slice(2).filter(Boolean)
    expect(faces.length).toBeGreaterThan(3)
    // Columns: emb, sub, uni; every face is embedded and maps back to text.
    for (const face of faces) expect(face).toMatch(/ yes +yes +yes /)
    expect(faces.join()).toContain('TaizhangRare')
    expect(ask('pdftotext', pdf, '-')).toContain('镕喆堃玥同志参加')
    expect(Buffer.from(pdf).toString('latin1')).toContain('pdfaid:part>3<')
  })

  test('what is attached comes out again as it went in', async () => {
    const text = JSON.stringify({ 字: '证据', n: 1 })
    const pdf = await render([paragraph('正文')], {
      attached: [{ name: 'evidence.json', about: 'Evidence', text }],
    })
    ask('pdfdetach', pdf, '-save', '1', '-o', join(folder, 'out.json'))
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe(text)
  })

  test('masthead, number and approver stand above, the imprint at the foot of the last page', async () => {
    const head = { masthead: '海棠市档案馆文件', copyTo: null, printedOn: '2026-01-05' }
    const pages = linesOf(await render([paragraph('正文。')], { head }))
    const [first] = pages
    const masthead = first?.find(({ text }) => text.includes('档案馆文件'))
    // 35 mm below the upper edge of the type area (7.2.4).
    expect((masthead?.top ?? 0) / mm).toBeGreaterThan(37 + 33)
    expect((masthead?.top ?? 0) / mm).toBeLessThan(37 + 40)
    expect(first?.some(({ text }) => text === '海档〔2026〕3号签发人：王建国')).toBe(true)
    const imprint = pages.at(-1)?.find(({ text }) => text.includes('印发'))
    expect((imprint?.top ?? 0) / mm).toBeGreaterThan(37 + 205)
  })

  test('the date ends four characters from the right, the signature centred on it', async () => {
    const lines = linesOf(await render([paragraph('正文。')])).flat()
    const date = lines.find(({ text }) => text === '2026年1月5日')
    const signature = lines.find(({ text }) => text === '海棠市档案馆')
    const middle = (line?: Line) => ((line?.left ?? 0) + (line?.right ?? 0)) / 2
    expect(184 * mm - (date?.right ?? 0)).toBeCloseTo(64, -0.5)
    expect(middle(signature)).toBeCloseTo(middle(date), -0.5)
  })
})
