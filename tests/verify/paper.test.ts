import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderAnnexDocx, renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { officeFiles } from '../../src/adapters/office-files.ts'
import type { DraftPaper } from '../../src/report/draft/draft-paper.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { verifyFiles } from '../../src/report/verify/verify-files.ts'
import { changedPart } from '../docx/changed-part.ts'
import { brokenSentences } from './broken.ts'
import { papered } from './papered.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

vi.setConfig({ testTimeout: 120_000 })

const files = officeFiles([join(import.meta.dirname, '../../fonts')])

let unit: SmallUnit
/** Annex in the same file, and apart. */
let whole: SealedReport
let apart: SealedReport
let wholeFile: Uint8Array
let apartFile: Uint8Array
let annexFile: Uint8Array

beforeAll(async () => {
  unit = await smallUnit()
  whole = await signed({})
  apart = await signed({ annex: 'apart' })
  wholeFile = await renderSealedDocx(nodeCrypto, whole, { withHead: true })
  apartFile = await renderSealedDocx(nodeCrypto, apart, { withHead: true })
  annexFile = await renderAnnexDocx(nodeCrypto, apart)
})

afterAll(() => unit?.fixture.close())

async function signed(paper: Partial<DraftPaper>): Promise<SealedReport> {
  const document = papered(await unit.document(), paper)
  return unit.sign(document, await unit.evidence(document))
}

async function verified(bytes: Uint8Array, beside?: Uint8Array): Promise<Verification> {
  const file = await readSealedFile(bytes)
  const other = beside ? await readSealedFile(beside) : null
  return verifyFiles(nodeCrypto, { file, beside: other, key: null })
}

async function expectHolds(bytes: Uint8Array, beside?: Uint8Array): Promise<void> {
  const found = await verified(bytes, beside)
  expect(brokenSentences(found)).toEqual([])
  expect(found.holds).toBe(true)
}

const edited = (file: Uint8Array, change: (xml: string) => string) =>
  changedPart(file, 'word/document.xml', change)

test('title, urgency, attachments, copies and imprint are part of what is signed', async () => {
  await expectHolds(wholeFile)
  await expectHolds(await renderSealedDocx(nodeCrypto, whole, { withHead: false }))
  const { words } = await readSealedFile(wholeFile)
  const lines = words?.text.split('\n').filter((line) => line.trim() !== '') ?? []
  expect(lines.slice(0, 5)).toEqual([
    '加急',
    '小馆文件',
    '海档发〔2026〕1号\t签发人：周明远',
    '海棠市档案馆关于2025年度',
    '落实全面从严治党主体责任情况的报告',
  ])
  expect(lines).toEqual(
    expect.arrayContaining([
      '附件1',
      '附件2',
      '一、总体要求',
      '抄送：市纪委监委机关，市委组织部。',
    ]),
  )
})

test('where the title breaks is no change, whoever moved the breaks', async () => {
  const between = /(海棠市档案馆关于2025年度)(<\/w:t>.*?<w:t[^>]*>)(落实)/
  const moved = edited(wholeFile, (xml) => xml.replace(between, '$1$3$2'))
  await expectHolds(moved)
  await expectHolds(edited(wholeFile, (xml) => xml.replace(/<w:br\/>/, '')))
  const apartLines = edited(wholeFile, (xml) =>
    xml.replace(/<\/w:r><w:r>((?:(?!<w:r>).)*?)<w:br\/>/, '</w:r></w:p><w:p><w:r>$1'),
  )
  await expectHolds(apartLines)
})

/** One edit a piece of the paper, and what the verifier names. */
const edits: readonly (readonly [string, string, RegExp])[] = [
  ['海棠市档案馆关于2025年度', '海棠市档案馆关于2024年度', /^标题：.*【2025】.*改成了.*【2024】/],
  ['落实全面从严治党主体责任情况的报告', '落实全面从严治党责任情况的报告', /^标题/],
  ['>加急<', '>特急<', /^紧急程度：“【加】急”改成了“【特】急”/],
  ['任务分工及完成情况统计表', '任务分工统计表', /^正文第\d+段/],
  ['>附件2<', '>附件3<', /^附件2的标注/],
  ['>2026年度工作安排<', '>2027年度工作安排<', /^附件2的标题/],
  ['做到“件件有着落”', '做到“事事有着落”', /^附件2第1段/],
  ['——事事有回音', '—事事有回音', /^附件2第1段/],
  ['每季度至少1次', '每季度至少2次', /^附件2第2段：.*【1】次”改成了.*【2】次”/],
  ['总体要求', '总体安排', /^标题“一、总体要求”/],
  ['召开民主生活会', '召开组织生活会', /^附件1表格第2行/],
  ['>李明<', '>李敏<', /^附件1表格第3行/],
  ['市纪委监委机关，市委组织部', '市纪委监委机关', /^抄送机关/],
  ['2026年1月5日印发', '2026年1月6日印发', /^版记/],
]

test.each(edits)('%s changed to %s is named', async (from, to, sentence) => {
  const found = await verified(edited(wholeFile, (xml) => xml.replaceAll(from, to)))
  expect(found.holds).toBe(false)
  expect(brokenSentences(found)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]))
})

test('an attachment that is left out, or the 抄送 line, is missing', async () => {
  const without = edited(wholeFile, (xml) =>
    xml.replace(/<w:p>(?:(?!<\/w:p>).)*按照市委部署.*?<\/w:p>/, ''),
  )
  expect(brokenSentences(await verified(without))).toEqual([
    expect.stringMatching(/^附件2第1段被删去/),
  ])
  const uncopied = edited(wholeFile, (xml) =>
    xml.replace(/<w:tr>(?:(?!<\/w:tr>).)*抄送：.*?<\/w:tr>/, ''),
  )
  expect(brokenSentences(await verified(uncopied))).toEqual([
    expect.stringMatching(/^抄送机关被删去/),
  ])
})

describe('an annex that is a file of its own', () => {
  test('leaves a report that verifies alone, and with it in either order', async () => {
    await expectHolds(apartFile)
    await expectHolds(apartFile, annexFile)
    await expectHolds(annexFile, apartFile)
    const { findings } = await verified(apartFile, annexFile)
    expect(findings.map(({ code }) => code)).toContain('annex.compared')
    const { words } = await readSealedFile(apartFile)
    expect(words?.text).not.toContain('核验说明')
    expect(words?.display?.pictures).toEqual([])
  })

  test('says by itself which report it is of', async () => {
    const found = await verified(annexFile)
    expect(found).toMatchObject({ holds: false, state: 'unmarked' })
    const digest = (await verified(apartFile)).digest ?? 'none'
    expect(brokenSentences(found)).toEqual([
      expect.stringContaining(`《${apart.document.title}》（${digest}）`),
    ])
  })

  test('is named when it was changed, or belongs to another report', async () => {
    const changed = edited(annexFile, (xml) => xml.replace('已证明', '已确认'))
    expect(brokenSentences(await verified(apartFile, changed))).toEqual([
      expect.stringMatching(/^核验说明第\d+行/),
    ])
    const titled = edited(annexFile, (xml) => xml.replace('关于2025年度', '关于2024年度'))
    expect(brokenSentences(await verified(apartFile, titled))).toEqual([
      expect.stringMatching(/^核验说明的标题/),
    ])
    const found = await verified(wholeFile, annexFile)
    expect(brokenSentences(found)).toEqual([expect.stringContaining('另一份报告')])
  })

  test('is not made up for by one that somebody puts into the report', async () => {
    const body = /<w:p>(?:(?!<w:p>).)*附：核验说明.*(?=<w:tbl>(?:(?!<w:tbl>).)*抄送)/
    const annex = body.exec(bodyOf(wholeFile))?.[0] ?? ''
    expect(annex).toContain('报告摘要')
    const plain = annex.replace(/<w:drawing>.*?<\/w:drawing>/, '')
    const added = edited(apartFile, (xml) =>
      xml.replace(/(<w:tbl>(?:(?!<w:tbl>).)*抄送)/, `${plain}$1`),
    )
    expect((await verified(added)).holds).toBe(false)
  })
})

function bodyOf(file: Uint8Array): string {
  return strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array(0))
}

test('the PDF has the same, is exact when set again, and has no annex where that is apart', async () => {
  for (const sealed of [whole, apart]) {
    const pdf = await files.renderSealedPdf(sealed, { withHead: true })
    const again = await files.renderSealedPdf(sealed, { withHead: true })
    expect(Buffer.compare(pdf, again)).toBe(0)
    const file = await readSealedFile(pdf)
    const found = verifyFiles(nodeCrypto, { file, beside: null, key: null, isSameWhenSet: true })
    expect(brokenSentences(found)).toEqual([])
    expect(found.holds).toBe(true)
  }
})

/** Saves a file again by another program; what it writes. */
function savedAgain(file: Uint8Array, save: (folder: string) => void): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-paper-'))
  try {
    writeFileSync(join(folder, 'report.docx'), file)
    save(folder)
    return new Uint8Array(readFileSync(join(folder, 'saved', 'report.docx')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const hasOffice = spawnSync('soffice', ['--version']).status === 0
const python = ['python3', '/usr/bin/python3'].find(
  (one) => spawnSync(one, ['-c', 'import docx']).status === 0,
)

const editors: readonly (readonly [string, boolean, (folder: string) => void])[] = [
  [
    'LibreOffice',
    hasOffice,
    (folder) => {
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const args = [profile, '--headless', '--convert-to', 'docx', '--outdir', `${folder}/saved`]
      spawnSync('soffice', [...args, join(folder, 'report.docx')], { timeout: 180_000 })
    },
  ],
  [
    'python-docx',
    python !== undefined,
    (folder) => {
      const program = [
        'import docx, os',
        "os.mkdir('saved')",
        "docx.Document('report.docx').save('saved/report.docx')",
      ].join('\n')
      spawnSync(python ?? '', ['-c', program], { cwd: folder })
    },
  ],
]

describe.each(editors)('opened and saved by %s', (_name, isHere, save) => {
  test.skipIf(!isHere)(
    'it still holds, with its annex within and apart (skipped without that editor)',
    async () => {
      await expectHolds(savedAgain(wholeFile, save))
      const [report, annex] = [savedAgain(apartFile, save), savedAgain(annexFile, save)]
      await expectHolds(report)
      await expectHolds(report, annex)
    },
    480_000,
  )

  test.skipIf(!isHere)(
    'an edit is still named (skipped without that editor)',
    async () => {
      const saved = savedAgain(
        edited(wholeFile, (xml) => xml.replaceAll('召开民主生活会', '召开组织生活会')),
        save,
      )
      expect(brokenSentences(await verified(saved))).toEqual([
        expect.stringMatching(/^附件1表格第2行/),
      ])
    },
    240_000,
  )
})
