import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { ReactElement } from 'react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { here } from '../../src/adapters/outside/readers.ts'
import { checkReportFile } from '../../src/app/draft/check-report-file.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { addVerify } from '../../src/cli/commands/verify.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import type { Block } from '../../src/report/document.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { annexOf, annexTitle } from '../../src/report/verify/annex.ts'
import type { RecordsBehind } from '../../src/report/verify/records-behind.ts'
import { shownGrounds } from '../../src/report/verify/shown-grounds.ts'
import { shownResult } from '../../src/report/verify/shown-result.ts'
import { readVerdicts, verdictsOf, verdictsText } from '../../src/report/verify/verdicts.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { recordsOfFiles } from '../../src/report/verify/verify-files.ts'
import { LangProvider } from '../../src/web/say.tsx'
import { Grounds, ReportResult } from '../../src/web/verify/report-result.tsx'
import { KeptVerdicts } from '../../src/web/verify/verdict-pair.tsx'
import { smallPack } from '../pack/small-pack.ts'
import { pageFromDisk } from './page-from-disk.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

let unit: SmallUnit
let found: Verification
let behind: RecordsBehind
let folder: string
let sealed: SealedReport
/** All that the Word file shows. */
let words: string

const compared = {
  'figures/visits.yaml': `${smallPack['figures/visits.yaml']}  compare: last-year\n`,
  'reports/short.md': `${smallPack['reports/short.md']}
{% claim compare="visits" %}走访比{% $lastYear %}年度只减不增{% /claim %}。
`,
}
const reviewer = '6a6f4b0e-0000-4000-8000-000000000002'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-verdicts-'))
  unit = await smallUnit(undefined, '小馆', compared)
  for (const month of ['03', '05', '07', '09']) await unit.visit(`2024-${month}-01`)
  const document = await unit.document()
  // A number that somebody typed: the signature covers it, no record does.
  const typed: Block = { kind: 'paragraph', inlines: [{ kind: 'text', text: '走访企业12家。' }] }
  const written = { ...document, blocks: [...document.blocks, typed] }
  sealed = await unit.sign(written, await unit.evidence(written), () => ({ reviewer }))
  const bytes = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  writeFileSync(join(folder, 'report.docx'), bytes)
  const file = await readSealedFile(bytes)
  words = file.words?.text ?? ''
  const given = { file, beside: null, key: null }
  found = verifyGiven(nodeCrypto, given)
  behind = recordsOfFiles(nodeCrypto, given, found)
}, 180_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await unit?.fixture.close()
})

test('the file is as it was signed, and what has no support is said of its content', () => {
  expect(found.holds).toBe(true)
  const { file, content } = verdictsOf(found)
  expect([file.tone, file.sentence.zh]).toEqual(['good', '文件：文字与签名未被改动'])
  expect([content.tone, content.counts.at(-1)]).toMatchObject([
    'open',
    { state: { id: 'unsupported' }, count: 1 },
  ])
})

const reviewedBy = {
  zh: `签发条目载明由另一人复核（编号 ${reviewer}`,
  en: `The signing entry says that another person reviewed it (id ${reviewer}`,
}

test('the command says both in both languages and ends with 0', async () => {
  const { file, content, claims } = shownResult(found)
  for (const lang of ['zh', 'en'] as const) {
    const [text, code] = await ran(['verify', join(folder, 'report.docx'), '--lang', lang])
    expect(String(text).split('\n').slice(0, 2)).toEqual([
      file.sentence[lang],
      content.sentence[lang],
    ])
    for (const { state, text: words } of claims) {
      expect(String(text)).toContain(`${state.mark} ${state.label[lang]}  ${words}`)
    }
    expect(text).toContain(reviewedBy[lang])
    expect(code).toBe(0)
  }
  const [json] = await ran(['verify', join(folder, 'report.docx'), '--json'])
  expect(JSON.parse(String(json)).verdicts).toEqual(verdictsOf(found))
})

test('the page says both, the file in green and the content not', () => {
  const { file, content, claims } = shownResult(found)
  for (const lang of ['zh', 'en'] as const) {
    const shown = rendered(createElement(ReportResult, { found, behind: () => behind }), lang)
    expect(shown).toContain(`<p class="good">${file.sentence[lang]}</p>`)
    expect(shown).toContain(`<p class="open">${content.sentence[lang]}</p>`)
    for (const { state } of claims) {
      expect(shown).toContain(`<td class="verdict ${state.id}">${state.mark} `)
    }
    expect(shown).toContain('走访企业12家')
    expect(shown).toContain(`<li>${reviewedBy[lang]}`)
    expect(shown).toContain('<td class="number">3</td>')
    expect(shown).toContain('<td class="number">3 / 4</td>')
  }
})

test('each claim opens the records that it counts, with the fields that the file opens', () => {
  const counted = found.claims.filter(({ figure, records }) => figure !== null && records > 0)
  expect(counted.length).toBeGreaterThan(0)
  for (const { claim, records } of counted) {
    expect(behind.get(claim)?.records).toHaveLength(records)
    expect(behind.get(claim)?.withheld).toBe(0)
  }
  const [first] = behind.get(counted[0]?.claim ?? '')?.records ?? []
  expect(first).toMatchObject({
    title: { zh: expect.stringMatching(/^走访 · 普通 · 2025年\d+月\d+日$/) },
    fields: [],
    closed: 1,
  })
  const shown = rendered(createElement(ReportResult, { found, behind: () => behind }), 'zh')
  expect(shown).toContain(`打开依据的${counted[0]?.records}条记录`)
})

test('page, offline page and terminal list the same records behind each claim', async () => {
  const report = join(folder, 'report.docx')
  const disk = await pageFromDisk()
  try {
    for (const lang of ['zh', 'en'] as const) {
      const said = found.claims.map(({ claim, behind: ids }) => {
        const { first, withheld } = shownGrounds(behind.get(claim) ?? { records: [], withheld: 0 })
        expect([ids.length, withheld]).toEqual([first.length, null])
        return first.map(({ title, lines }) => [title[lang], ...lines.map((line) => line[lang])])
      })
      expect(said.flat()).toHaveLength(6)
      const [listed] = await ran(['verify', report, '--records', '--lang', lang])
      const [counted] = await ran(['verify', report, '--lang', lang])
      for (const [title = '', ...lines] of said.flat()) {
        const told = lang === 'zh' ? `（${lines.join('；')}）` : ` (${lines.join('; ')})`
        expect(listed).toContain(`    ${title}${told}`)
        expect(counted).not.toContain(title)
      }
      expect(counted).toContain('--records')
      for (const [at, { claim }] of found.claims.entries()) {
        const shown = rendered(createElement(Grounds, { of: behind.get(claim) }), lang)
        expect(listItems(shown)).toEqual(said[at]?.flat())
      }
      const page = await disk.open([], 1280, lang)
      await page.setInputFiles('#file', report)
      await page.waitForSelector('td details')
      for (const one of await page.locator('td details > summary').all()) await one.click()
      const read = async () =>
        (await page.locator('.records').allInnerTexts()).map((text) => text.split(/\n+/))
      const inOrder = shownResult(found).claims.map(({ claim }) =>
        found.claims.findIndex((one) => one.claim === claim),
      )
      await expect
        .poll(read)
        .toEqual(inOrder.map((at) => said[at]?.flat()).filter((one) => one?.length))
      await page.context().close()
    }
    const [json] = await ran(['verify', report, '--records', '--json'])
    expect(JSON.parse(String(json)).records).toEqual(
      JSON.parse(JSON.stringify(Object.fromEntries(behind))),
    )
  } finally {
    await disk.close()
  }
}, 120_000)

test('a record keeps both, and shows them in either language', () => {
  const text = verdictsText(verdictsOf(found))
  expect(readVerdicts(text)).toEqual(verdictsOf(found))
  for (const lang of ['zh', 'en'] as const) {
    const shown = rendered(createElement(KeptVerdicts, { text, before: '' }), lang)
    expect(shown).toContain(verdictsOf(found).file.sentence[lang])
    expect(shown).toContain(verdictsOf(found).content.sentence[lang])
  }
  const before = '文字与签名未被改动；另有7处表述与台账不符（已说明理由）。'
  expect(rendered(createElement(KeptVerdicts, { text: '', before }), 'en')).toBe(before)
})

test('a check against the ledger reads what was written, not the annex', async () => {
  const { fixture, session } = unit
  const { store, clock } = fixture
  const calendar = { isWorkday: () => true, knows: () => true }
  const packs = { current: session.pack }
  const yearBooks = keepYearBooks({ store, calendar, clock, packs, crypto: nodeCrypto })
  const bytes = new Uint8Array(readFileSync(join(folder, 'report.docx')))
  const asked = { bytes, year: 2025 }
  const { claims, text } = await checkReportFile({ yearBooks, outside: here }, session, asked)
  const annex = text.indexOf(annexTitle)
  expect(annex).toBeGreaterThan(0)
  expect(claims.length).toBeGreaterThan(0)
  expect(claims.filter(({ end }) => end > annex)).toEqual([])
})

test('the annex says of each claim what a verifier says', () => {
  const { claims } = shownResult(found)
  const rows = claims.map(({ state }) => `${state.mark} ${state.label.zh}`)
  for (const row of rows) expect(words).toContain(row)
  expect(words).toContain('内容：')
})

test('the annex says who reviewed, and one of before says what it said', () => {
  expect(words).toContain(reviewedBy.zh)
  const judged = { claims: found.claims, signed: found.signed, digest: '' }
  const before = { ...sealed, evidence: { ...sealed.evidence, annex: 2 } } as const
  const [now, then] = [annexOf(sealed, judged), annexOf(before, judged)]
  expect(now.paragraphs.filter((line) => !then.paragraphs.includes(line))).toEqual([
    expect.stringContaining(reviewedBy.zh),
  ])
})

test('the offline page says both, the file in green and the content not', async () => {
  const disk = await pageFromDisk()
  try {
    const page = await disk.open()
    await page.setInputFiles('#file', join(folder, 'report.docx'))
    await page.waitForSelector('.conclusion.content')
    const { file, content, claims } = shownResult(found)
    expect(await page.textContent('.conclusion.file.good')).toBe(file.sentence.zh)
    expect(await page.textContent('.conclusion.content.open')).toBe(content.sentence.zh)
    expect(await page.locator('td.verdict').allTextContents()).toEqual(
      claims.map(({ state }) => `${state.mark} ${state.label.zh}`),
    )
    expect(await page.locator('td.number').allTextContents()).toEqual(['3', '3 / 4'])
    expect(await page.textContent('.facts')).toContain(reviewedBy.zh)
  } finally {
    await disk.close()
  }
}, 120_000)

/** Texts of the items of a rendered list, without what is nested in them. */
function listItems(shown: string): string[] {
  return [...shown.matchAll(/<li>([^<]+)/g)].map(([, text = '']) => text.replaceAll('&#x27;', "'"))
}

function rendered(shown: ReactElement, lang: 'zh' | 'en'): string {
  vi.stubGlobal('localStorage', { getItem: () => lang })
  try {
    return renderToStaticMarkup(createElement(LangProvider, null, shown))
  } finally {
    vi.unstubAllGlobals()
  }
}

async function ran(args: readonly string[]): Promise<readonly unknown[]> {
  const said: unknown[] = []
  const context = {
    outside: here,
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    crypto: nodeCrypto,
    print: (text: string) => said.push(text),
    exitCode: (code: number) => said.push(code),
  } as unknown as CommandContext
  const program = new Command()
  addVerify(program, context)
  await program.parseAsync([...args], { from: 'user' })
  return said
}
