import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readReportFile } from '../../src/adapters/office/read-report-file.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { sealReport } from '../../src/report/evidence/freeze-report.ts'
import { verdictsOf } from '../../src/report/verify/verdicts.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { verifyReport, verifySealedReport } from '../../src/report/verify/verify-report.ts'
import { changedPart } from '../docx/changed-part.ts'
import { brokenSentences } from './broken.ts'
import type { SignedDemo } from './signed-demo.ts'
import { signedDemo } from './signed-demo.ts'

// Whole reports on a machine that has other work to do.
vi.setConfig({ testTimeout: 120_000 })

let demo: SignedDemo
let sealed: SealedReport
let file: Uint8Array

beforeAll(async () => {
  demo = await signedDemo()
  const document = await demo.document('annual-report')
  const overrides = await demo.override(document)
  sealed = await demo.sign(document, await demo.evidence(document, { overrides }))
  file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
}, 180_000)

afterAll(() => demo?.end())

async function verified(bytes: Uint8Array, key: string | null = null): Promise<Verification> {
  const { sealedText, words, entries } = await readSealedFile(bytes)
  return verifyReport(nodeCrypto, { carried: sealedText, words, entries, key })
}

test('the whole report of the demo proves itself from its Word file', async () => {
  const found = await verified(file, sealed.evidence.keys.log)
  expect(brokenSentences(found)).toEqual([])
  expect(found.holds).toBe(true)
  expect(found.state).toBe('signed')
  expect(found.signed?.name).not.toBeNull()
  const verdicts = new Set(found.claims.map(({ verdict }) => verdict))
  expect(verdicts).toEqual(new Set(['proved', 'atLeast', 'attested']))
})

test('what the report leaves out is counted and named for every reader', async () => {
  const found = await verified(file)
  const listed = found.findings.filter(({ code }) => code === 'report.unmentioned')
  expect(listed.map(({ sentence }) => sentence.zh)).toEqual([
    expect.stringContaining('向基层要报表材料有依据'),
    expect.stringContaining('销号问题按时限完成'),
    expect.stringContaining('列入替代计划的设备真换真替'),
  ])
  expect(verdictsOf(found).content.sentence.zh).toMatch(/ · 未提及3项$/)
  const { words } = await readSealedFile(file)
  expect(words?.text).toContain('台账已有而报告未提及的事项共3项：')
})

test('a report that goes silent, or lists what was met, is found out', async () => {
  const { document } = sealed
  const silent = {
    ...document,
    claims: document.claims.filter(({ duty }) => duty !== 'no-leak'),
    blocks: document.blocks.map((block) =>
      block.kind === 'paragraph'
        ? { ...block, inlines: block.inlines.map((one) => ({ ...one, kind: 'text' as const })) }
        : block,
    ),
    notMentioned: [
      ...(document.notMentioned ?? []),
      {
        duty: 'governance-study-half-yearly',
        label: { zh: '研究全面从严治党', en: 'Governance studied' },
        kind: 'unmet' as const,
        reason: { zh: '没有做到', en: 'not done' },
      },
    ],
  }
  const signed = await demo.sign(silent, await demo.evidence(silent))
  const { findings } = verifySealedReport(nodeCrypto, signed, { words: null, key: null })
  const codes = findings.filter(({ weight }) => weight === 'broken').map(({ code }) => code)
  expect(codes).toEqual(['unmentioned.untrue', 'unmentioned.hidden'])
})

test('the same report gives the same bytes, with a red head too', async () => {
  const again = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  expect(Buffer.compare(again, file)).toBe(0)
  const issued = await renderSealedDocx(nodeCrypto, sealed, { withHead: true })
  expect(brokenSentences(await verified(issued))).toEqual([])
})

test('the ordinary check still reads the file', async () => {
  const { carried } = await readReportFile(file)
  expect(carried?.claims).toHaveLength(sealed.document.claims.length)
})

test.skipIf(spawnSync('soffice', ['--version']).status !== 0)(
  'it survives being opened and saved by LibreOffice (skipped without LibreOffice)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-office-'))
    try {
      writeFileSync(join(folder, 'report.docx'), file)
      const saved = join(folder, 'saved')
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const args = [profile, '--headless', '--convert-to', 'docx', '--outdir', saved]
      spawnSync('soffice', [...args, join(folder, 'report.docx')], { timeout: 120_000 })
      const bytes = readFileSync(join(saved, 'report.docx'))
      const found = await verified(new Uint8Array(bytes))
      expect(brokenSentences(found)).toEqual([])
      expect(found.holds).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  180_000,
)

test('an editor that drops the evidence is named, and the words still compare beside a pack', async () => {
  const parts = unzipSync(file)
  const kept = Object.entries(parts).filter(([name]) => !name.startsWith('customXml/'))
  const bare = await readSealedFile(zipSync(Object.fromEntries(kept)))
  expect(bare.sealedText).toBeNull()
  const found = verifyReport(nodeCrypto, { carried: null, words: bare.words, key: null })
  expect(found).toMatchObject({ holds: false, findings: [{ code: 'evidence.absent' }] })
  const whole = await readSealedFile(file)
  const given = { carried: whole.sealedText, words: bare.words, key: null }
  expect(verifyReport(nodeCrypto, given).holds).toBe(true)
})

test('a number edited by hand is named with its paragraph and with what was signed', async () => {
  const edited = changedPart(file, 'word/document.xml', (xml) =>
    xml.replace('理论学习中心组集体学习10次', '理论学习中心组集体学习12次'),
  )
  const found = await verified(edited)
  expect(found.holds).toBe(false)
  expect(brokenSentences(found)).toEqual([
    expect.stringMatching(/^正文第\d+段：“.*【10】次”改成了“.*【12】次”$/),
  ])
  const changed = found.claims.filter(({ verdict }) => verdict === 'changed')
  expect(changed.map(({ figure }) => figure)).toEqual(['study-group-sessions'])
})

test('a draft says plainly that nobody signed it, and its words still compare', async () => {
  const draft = sealReport({ ...sealed, signing: null })
  const bytes = await renderSealedDocx(nodeCrypto, draft, { withHead: false })
  const found = await verified(bytes)
  expect(found).toMatchObject({ holds: false, state: 'draft' })
  expect(found.findings.map(({ code }) => code)).toContain('report.unsigned')
  expect(brokenSentences(found)).toEqual([])
})

test('a report that is too long to carry its log says “at least”, and a whole log proves it', async () => {
  const document = await demo.document('annual-report')
  const overrides = sealed.evidence.overrides.map(({ claim, entry }) => ({ claim, entry }))
  const evidence = await demo.evidence(document, { leavesMax: 10, overrides })
  const short = await demo.sign(document, evidence)
  const bytes = await renderSealedDocx(nodeCrypto, short, { withHead: false })
  const found = await verified(bytes)
  expect(brokenSentences(found)).toEqual([])
  expect(found.claims.filter(({ verdict }) => verdict === 'proved')).toEqual([])
  expect(found.findings.map(({ code }) => code)).toContain('leaves.some')
})

test('a paragraph put elsewhere is called moved, once, and its claims still stand', async () => {
  const { sealedText, words } = await readSealedFile(file)
  const lines = words?.text.split('\n') ?? []
  const at = lines.findIndex((line) => line.startsWith('二是'))
  const [line = ''] = lines.splice(at, 1)
  lines.splice(at + 1, 0, line)
  const moved = { text: lines.join('\n'), hidden: [] }
  const found = verifyReport(nodeCrypto, { carried: sealedText, words: moved, key: null })
  expect(found.findings.map(({ code }) => code).filter((code) => code.startsWith('text.'))).toEqual(
    expect.arrayContaining(['text.moved']),
  )
  expect(brokenSentences(found)).toEqual([
    expect.stringMatching(/^正文第\d+段“二是.*”被移到正文第\d+段之后，文字未变$/),
  ])
  expect(found.holds).toBe(false)
  expect(found.claims.filter(({ verdict }) => verdict === 'missing')).toEqual([])
})
