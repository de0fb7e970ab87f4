import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalMergeType } from 'docx'
import { describe, expect, test } from 'vitest'
import { readTables } from '../../src/adapters/sheet/read-sheet.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { processorTime } from '../processor-time.ts'

const textOf = ({ rows }: SheetTable) => rows.map((cells) => cells.map(({ text }) => text))
const utf8 = (text: string) => new TextEncoder().encode(text)

async function codeOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    await readTables(bytes)
    return undefined
  } catch (error) {
    return error instanceof Refusal ? error.faults[0]?.code : String(error)
  }
}

type CellOptions = Omit<ConstructorParameters<typeof TableCell>[0], 'children'>

const cell = (text: string, options: CellOptions = {}) =>
  new TableCell({ children: text.split('\n').map((one) => new Paragraph(one)), ...options })
const row = (...children: TableCell[]) => new TableRow({ children })

async function wordFile(): Promise<Uint8Array> {
  const { RESTART, CONTINUE } = VerticalMergeType
  const children = [
    new Paragraph('2025年党支部会议台账'),
    new Table({
      rows: [
        row(cell('会议时间'), cell('会议名称'), cell('参会', { columnSpan: 2 })),
        row(
          cell('2025.3.5', { verticalMerge: RESTART }),
          cell('支委会'),
          cell('张三\n李四'),
          cell('2'),
        ),
        row(cell('', { verticalMerge: CONTINUE }), cell('党员大会'), cell('全体'), cell('9')),
      ],
    }),
    new Paragraph(''),
    new Table({ rows: [row(cell('甲'), cell('乙')), row(cell('1'), cell('2'))] }),
  ]
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))
}

describe('a Word file', () => {
  test('gives its tables, each called by the line above it, merged cells as they look', async () => {
    const tables = await readTables(await wordFile())
    expect(tables.map(({ name }) => name)).toEqual(['2025年党支部会议台账', '表2'])
    const [first] = tables
    expect(first && textOf(first)).toEqual([
      ['会议时间', '会议名称', '参会', '参会'],
      ['2025.3.5', '支委会', '张三\n李四', '2'],
      ['2025.3.5', '党员大会', '全体', '9'],
    ])
    expect(first?.rows[2]?.[0]).toEqual({ address: 'A3', text: '2025.3.5', oddity: 'merged' })
    expect(first?.rows[0]?.[3]?.oddity).toBe('merged')
  })

  test('without a table says that there is none', async () => {
    const file = new Document({ sections: [{ children: [new Paragraph('没有表格')] }] })
    expect(await codeOf(new Uint8Array(await Packer.toBuffer(file)))).toBe('file.no-table')
  })
})

describe('a range from the clipboard', () => {
  test('keeps line breaks inside cells, and marks that mean nothing but themselves', async () => {
    const text =
      '任务\t说明\t时间\r\n"一""二""\n三"\t"引号"\t2025.1.1\r\n四\t"开头不收\t2025.1.2\r\n'
    const [table] = await readTables(utf8(text))
    expect(table && textOf(table).slice(0, 3)).toEqual([
      ['任务', '说明', '时间'],
      ['一"二"\n三', '"引号"', '2025.1.1'],
      ['四', '"开头不收', '2025.1.2'],
    ])
  })

  test('costs no more for a hundred thousand marks that are never closed', async () => {
    const text = `a\tb\tc\n${'"\t"x\t""\n'.repeat(60_000)}`
    const spentMs = processorTime()
    await readTables(utf8(text))
    expect(spentMs()).toBeLessThan(20_000)
  })
})

describe('files of older programs', () => {
  const compound = (stream: string) =>
    new Uint8Array([
      ...Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      ...Buffer.alloc(504),
      ...Buffer.from(`${stream}\0`, 'utf16le'),
    ])

  // Whatever this machine can convert, it cannot convert these.
  test.each([
    ['Workbook', 'file.old-sheet'],
    ['EncryptedPackage', 'file.encrypted'],
    ['nothing known', 'file.old-word'],
  ])('with %s are refused in words of their own', async (stream, code) => {
    expect(await codeOf(compound(stream))).toBe(code)
  })

  test('a PDF is told apart', async () => {
    expect(await codeOf(utf8('%PDF-1.7\n'))).toBe('file.pdf-table')
  })

  test.skipIf(!converts('doc'))('a .doc is read (skipped without LibreOffice Writer)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-test-doc-'))
    try {
      writeFileSync(join(folder, 'a.docx'), await wordFile())
      soffice(folder, ['--convert-to', 'doc', '--outdir', folder, join(folder, 'a.docx')])
      const tables = await readTables(new Uint8Array(readFileSync(join(folder, 'a.doc'))))
      expect(tables[0] && textOf(tables[0])[2]?.slice(1)).toEqual(['党员大会', '全体', '9'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test.skipIf(!converts('xls'))('an .xls is read (skipped without LibreOffice Calc)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-test-xls-'))
    try {
      writeFileSync(join(folder, 'a.csv'), 'title,day\nFirst,2025-03-05\n')
      soffice(folder, ['--convert-to', 'xls', '--outdir', folder, join(folder, 'a.csv')])
      const tables = await readTables(new Uint8Array(readFileSync(join(folder, 'a.xls'))))
      expect(tables.map(textOf)).toEqual([
        [
          ['title', 'day'],
          ['First', '2025-03-05'],
        ],
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

function soffice(folder: string, args: readonly string[]): void {
  const profile = `-env:UserInstallation=file://${folder}/profile`
  execFileSync('soffice', [profile, '--headless', ...args], { stdio: 'ignore', timeout: 60_000 })
}

/** Whether this machine can write files of an older program, and so read them. */
function converts(to: 'doc' | 'xls'): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-test-old-'))
  try {
    const given = join(folder, to === 'doc' ? 'a.txt' : 'a.csv')
    writeFileSync(given, 'x')
    soffice(folder, ['--convert-to', to, '--outdir', folder, given])
    return readFileSync(join(folder, `a.${to}`)).length > 0
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
