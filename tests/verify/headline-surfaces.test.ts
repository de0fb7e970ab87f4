import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { addVerify } from '../../src/cli/commands/verify.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import { readReply } from '../../src/report/receive/reply.ts'
import { countsLine, headlineOf } from '../../src/report/verify/headline.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { LangProvider } from '../../src/web/say.tsx'
import { ReportResult } from '../../src/web/verify/report-result.tsx'
import { serveTest, setUp } from '../api/serving.ts'
import type { Browser as Client, Serving } from '../api/serving.ts'
import { launchBrowser } from '../browser.ts'
import { issueReport, openOffice } from '../report-flow/people.ts'
import type { Office } from '../report-flow/people.ts'

let below: Office
let above: Serving
let receiver: Client
let bytes: Uint8Array
let found: Verification
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-headline-'))
  below = await openOffice()
  above = await serveTest()
  receiver = (await setUp(above)).browser
  // It keeps one claim that no record supports.
  ;({ bytes } = await issueReport(below, 2025))
  writeFileSync(join(folder, 'report.docx'), bytes)
  found = verifyGiven(nodeCrypto, { file: await readSealedFile(bytes), beside: null, key: null })
}, 300_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await above?.close()
  await below?.serving.close()
})

test('the file is genuine, and what it keeps is said first', () => {
  expect(found.holds).toBe(true)
  expect(found.claims.map(({ verdict, kept }) => [verdict, kept])).toEqual([
    ['attested', 'missing'],
  ])
  const { tone, sentence, counts } = headlineOf(found)
  expect([tone, sentence.zh]).toEqual(['open', '文字与签名未被改动；另有1处数字或表述没有依据。'])
  expect(counts).toMatchObject({ all: 1, attested: 0, unsupported: 1 })
})

test('the command says it in both languages and ends with 0', async () => {
  for (const lang of ['zh', 'en'] as const) {
    const said: unknown[] = []
    const { files } = below.serving.opened.ports
    const context = {
      ...{ files, crypto: nodeCrypto },
      print: (text: string) => said.push(text),
      exitCode: (code: number) => said.push(code),
    } as unknown as CommandContext
    const program = new Command()
    addVerify(program, context)
    const path = join(folder, 'report.docx')
    await program.parseAsync(['verify', path, '--lang', lang], { from: 'user' })
    const [text, code] = said
    expect(String(text).split('\n')[0]).toBe(headlineOf(found).sentence[lang])
    expect(String(text)).toContain(lang === 'zh' ? '没有依据，说明理由保留' : 'Without support')
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
    expect(await page.textContent('td.verdict')).toBe('没有依据，说明理由保留')
  } finally {
    await browser.close()
  }
}, 120_000)

test('the received record says it, and the reply takes it back to the sender', async () => {
  const [org] = await below.serving.opened.ports.organisations.all()
  const vkey = await below.serving.opened.ports.store.logFile(org?.id ?? 0, 'vkey')
  const watch = { name: '海棠市档案馆', vkey: new TextDecoder().decode(vkey ?? new Uint8Array()) }
  await receiver.ask('POST', '/api/v1/watched-logs', { body: watch })
  const { status, body } = await receiver.ask('POST', '/api/v1/received', { file: bytes })
  expect(status, JSON.stringify(body)).toBe(201)
  const { sentence, counts } = headlineOf(found)
  const said = `${sentence.zh}${countsLine(counts)?.zh}`
  expect(body.record.values.claims).toBe(said)
  const reply = (await receiver.ask('GET', `/api/v1/received/${body.record.id}/reply`)).body
  const sent = { digest: found.digest ?? '', origin: found.log?.origin ?? '' }
  expect(readReply(nodeCrypto, reply, sent)).toMatchObject({ ok: true, reply: { verified: said } })
}, 120_000)
