import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { here } from '../../src/adapters/outside/readers.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { addVerify } from '../../src/cli/commands/verify.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import type { Block } from '../../src/report/document.ts'
import { countsLine, headlineOf } from '../../src/report/verify/headline.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { LangProvider } from '../../src/web/say.tsx'
import { ReportResult } from '../../src/web/verify/report-result.tsx'
import { launchBrowser } from '../browser.ts'
import { smallUnit } from './small-unit.ts'
import type { SmallUnit } from './small-unit.ts'

let unit: SmallUnit
let found: Verification
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-headline-'))
  unit = await smallUnit()
  const document = await unit.document()
  // A number that somebody typed: the signature covers it, no record does.
  const typed: Block = { kind: 'paragraph', inlines: [{ kind: 'text', text: '走访企业12家。' }] }
  const written = { ...document, blocks: [...document.blocks, typed] }
  const sealed = await unit.sign(written, await unit.evidence(written))
  const bytes = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  writeFileSync(join(folder, 'report.docx'), bytes)
  found = verifyGiven(nodeCrypto, { file: await readSealedFile(bytes), beside: null, key: null })
}, 180_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await unit?.fixture.close()
})

test('the file is genuine, and what has no support is said first', () => {
  expect(found.holds).toBe(true)
  const { tone, sentence, counts } = headlineOf(found)
  expect([tone, sentence.zh]).toEqual(['open', '文字与签名未被改动；另有1处数字或表述没有依据。'])
  expect(counts.numbers).toBe(1)
})

test('the command says it in both languages and ends with 0', async () => {
  for (const lang of ['zh', 'en'] as const) {
    const said: unknown[] = []
    const context = {
      outside: here,
      crypto: nodeCrypto,
      print: (text: string) => said.push(text),
      exitCode: (code: number) => said.push(code),
    } as unknown as CommandContext
    const program = new Command()
    addVerify(program, context)
    const path = join(folder, 'report.docx')
    await program.parseAsync(['verify', path, '--lang', lang], { from: 'user' })
    const [text, code] = said
    expect(String(text).split('\n')[0]).toBe(headlineOf(found).sentence[lang])
    expect(String(text)).toContain(countsLine(headlineOf(found).counts)?.[lang])
    expect(code).toBe(0)
  }
})

test('the page says it, and not in green', () => {
  for (const lang of ['zh', 'en'] as const) {
    vi.stubGlobal('localStorage', { getItem: () => lang })
    const result = createElement(ReportResult, { found })
    const shown = renderToStaticMarkup(createElement(LangProvider, null, result))
    expect(shown).toContain(
      `<p class="report-conclusion open">${headlineOf(found).sentence[lang]}</p>`,
    )
  }
  vi.unstubAllGlobals()
})

test('the offline page says it, and not in green', async () => {
  const script = pathToFileURL(join(import.meta.dirname, '../../scripts/verifier-page.mjs')).href
  const { verifierPage } = (await import(script)) as { verifierPage: () => Promise<string> }
  writeFileSync(join(folder, 'verifier.html'), await verifierPage())
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({ locale: 'zh-CN', offline: true })
    const page = await context.newPage()
    await page.goto(pathToFileURL(join(folder, 'verifier.html')).href)
    await page.setInputFiles('#file', join(folder, 'report.docx'))
    await page.waitForSelector('.conclusion.open')
    expect(await page.textContent('.conclusion')).toBe(headlineOf(found).sentence.zh)
  } finally {
    await browser.close()
  }
}, 120_000)
