import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderDocx } from '../../src/adapters/docx/render-docx.ts'
import { readReportFile } from '../../src/adapters/office/read-report-file.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { ReportDocument } from '../../src/report/document.ts'

const document: ReportDocument = {
  template: 'annual',
  year: 2025,
  title: '关于年度工作的报告',
  addressee: '市委',
  issuer: null,
  number: null,
  blocks: [
    { kind: 'heading', level: 1, marker: '一、', inlines: [{ kind: 'text', text: '工作情况' }] },
    {
      kind: 'paragraph',
      runIn: { marker: '一是', inlines: [{ kind: 'text', text: '抓研究' }] },
      inlines: [
        { kind: 'text', text: '。全年' },
        { kind: 'claim', claim: 'c1', text: '研究<全面>从严治党工作3次' },
        { kind: 'text', text: '。' },
      ],
    },
    { kind: 'table', header: ['日期', '类型'], rows: [['3月7日', '书记办公会']] },
  ],
  signature: '海棠市档案馆',
  date: '2026-01-05',
  asOf: { size: 9, root: 'AA==' },
  claims: [
    {
      id: 'c1',
      kind: 'count',
      text: '研究<全面>从严治党工作3次',
      state: 'supported',
      reason: { zh: '', en: '' },
      figure: 'governance-study',
      duty: null,
      stated: 3,
      ledger: 3,
      records: ['m1'],
    },
  ],
}

test('a report that was written is read back: text, claims, and where they stand', async () => {
  const { text, spans, carried } = await readReportFile(await renderDocx(document))
  expect(text.split('\n').slice(0, 7)).toEqual([
    '关于年度工作的报告',
    '',
    '市委：',
    '一、工作情况',
    '一是抓研究。全年研究<全面>从严治党工作3次。',
    '日期\t类型',
    '3月7日\t书记办公会',
  ])
  expect(spans).toHaveLength(1)
  const span = spans[0]
  expect(text.slice(span?.start, span?.end)).toBe('研究<全面>从严治党工作3次')
  expect(carried?.claims).toMatchObject([
    {
      id: 'c1',
      kind: 'count',
      figure: 'governance-study',
      duty: null,
      state: 'supported',
      stated: 3,
    },
  ])
})

async function faultOf(bytes: Uint8Array): Promise<string> {
  try {
    await readReportFile(bytes)
    return 'read'
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]?.code ?? ''
    throw error
  }
}

const encode = (text: string) => new TextEncoder().encode(text)

test.each([
  ['nothing', new Uint8Array(), 'file.empty'],
  ['only blank lines', encode('\n \n\t\n'), 'file.empty'],
  ['20 MB and one byte', new Uint8Array(20 * 1024 * 1024 + 1), 'file.too-large'],
  ['an old Word file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'file.old-word'],
  ['a PDF', encode('%PDF-1.7\n'), 'file.pdf'],
  ['zeros', new Uint8Array(64), 'file.binary'],
  ['a ZIP cut short', encode('PK\u0003\u0004rest'), 'file.broken'],
  ['a mark of secrecy', encode('机密★1年\n关于工作的报告'), 'file.secret'],
  ['a mark without its star', encode('000001\n秘密\n关于工作的报告'), 'file.secret'],
  ['the word in a sentence', encode('全体人员学习保守国家秘密的规定。'), 'read'],
  ['text', encode('一、工作情况'), 'read'],
])('%s is answered with %s', async (_name, bytes, expected) => {
  expect(await faultOf(bytes)).toBe(expected)
})

test('GB18030 text is read, its offsets counted without outer blank lines', async () => {
  // 全年研究3次, the 年 and 研 as GBK bytes
  const bytes = new Uint8Array([
    0x0a, 0xc8, 0xab, 0xc4, 0xea, 0xd1, 0xd0, 0xbe, 0xbf, 0x33, 0xb4, 0xce, 0x0d, 0x0a,
  ])
  expect((await readReportFile(bytes)).text).toBe('全年研究3次')
})

test('no byte of a good file can be changed into a crash', async () => {
  const file = await renderDocx(document)
  for (let at = 0; at < file.length; at += 37) {
    const broken = file.slice()
    broken[at] = (broken[at] ?? 0) ^ 0xff
    expect(await faultOf(broken)).toMatch(/^(read|file\.[a-z-]+)$/)
  }
}, 60_000)

const bad = join(import.meta.dirname, '../../../shared/badfiles')

test.skipIf(!existsSync(bad))(
  'hostile files are refused with a code (skipped without ../shared)',
  async () => {
    const files = ['ooxml', 'zip'].flatMap((folder) =>
      readdirSync(join(bad, folder)).map((name) => join(bad, folder, name)),
    )
    const read: string[] = []
    for (const file of files) {
      const answer = await faultOf(readFileSync(file))
      expect(answer, file).toMatch(/^(read|file\.[a-z-]+)$/)
      if (answer === 'read') read.push(file)
    }
    expect(read.length).toBeLessThan(files.length / 4)
    const valid = readdirSync(join(bad, 'valid')).filter((name) => name.endsWith('.docx'))
    for (const name of valid) {
      expect(await faultOf(readFileSync(join(bad, 'valid', name))), name).toMatch(/read|file.empty/)
    }
  },
)
