import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { launchBrowser } from '../browser.ts'
import { changedPart } from '../docx/changed-part.ts'
import { smallUnit } from './small-unit.ts'
import type { SmallUnit } from './small-unit.ts'

let unit: SmallUnit
let browser: Browser
let folder: string
let key: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-page-'))
  unit = await smallUnit()
  const sealed = await unit.report()
  key = sealed.evidence.keys.log
  const file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  writeFileSync(join(folder, 'report.docx'), file)
  const edited = changedPart(file, 'word/document.xml', (xml) =>
    xml.replace(/(<w:t[^>]*>)3</, (_all, tag: string) => `${tag}5<`),
  )
  writeFileSync(join(folder, 'edited.docx'), edited)
  writeFileSync(join(folder, 'note.txt'), 'not a report')
  const script = pathToFileURL(join(import.meta.dirname, '../../scripts/verifier-page.mjs')).href
  const { verifierPage } = (await import(script)) as { verifierPage: () => Promise<string> }
  writeFileSync(join(folder, 'verifier.html'), await verifierPage())
  browser = await launchBrowser()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await unit?.fixture.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The page from disk, in a browser without a network; `asked` collects what it tried to fetch. */
async function opened(asked: string[]): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', offline: true })
  const page = await context.newPage()
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => asked.push(error.message))
  await page.goto(pathToFileURL(join(folder, 'verifier.html')).href)
  return page
}

test('one file opened from disk verifies a report without asking anybody', async () => {
  const asked: string[] = []
  const page = await opened(asked)
  await page.setInputFiles('#file', join(folder, 'report.docx'))
  await page.waitForSelector('.conclusion')
  expect(await page.textContent('.conclusion')).toBe('文件：文字与签名未被改动')
  expect(await page.textContent('td.verdict')).toBe('✓ 已证明')
  await page.fill('#key', key)
  await page.dispatchEvent('#key', 'change')
  expect(await page.textContent('details .facts')).toContain('公钥由您指定')
  await page.click('#lang')
  expect(await page.textContent('.conclusion')).toBe('File: words and signature are unchanged')
  expect(asked).toEqual([expect.stringMatching(/verifier\.html$/)])
  await page.context().close()
}, 120_000)

test('it names an edited number, and says of other files what they are', async () => {
  const page = await opened([])
  await page.setInputFiles('#file', join(folder, 'edited.docx'))
  await page.waitForSelector('.findings .broken')
  expect(await page.textContent('.findings .broken')).toMatch(/“.*【3】.*”改成了“.*【5】.*”/)
  await page.setInputFiles('#file', join(folder, 'note.txt'))
  await page.waitForFunction(() => !document.querySelector('.findings'))
  expect(await page.textContent('.conclusion')).toContain('内容与扩展名不符')
  await page.context().close()
}, 120_000)
