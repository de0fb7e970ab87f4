import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { changedPart } from '../docx/changed-part.ts'
import type { PageFromDisk } from './page-from-disk.ts'
import { pageFromDisk } from './page-from-disk.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

let unit: SmallUnit
let disk: PageFromDisk
let key: string
let report: string
let edited: string
let longEdited: string

beforeAll(async () => {
  unit = await smallUnit()
  const sealed = await unit.report()
  key = sealed.evidence.keys.log
  const file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  disk = await pageFromDisk()
  report = disk.put('report.docx', file)
  edited = disk.put(
    'edited.docx',
    changedPart(file, 'word/document.xml', (xml) =>
      xml.replace(/(<w:t[^>]*>)3</, (_all, tag: string) => `${tag}5<`),
    ),
  )
  longEdited = disk.put(
    'long-edited.docx',
    changedPart(file, 'word/document.xml', (xml) =>
      xml.replace(/[A-Za-z0-9+/]{43}=/, `${'A'.repeat(43)}=`),
    ),
  )
}, 180_000)

afterAll(async () => {
  await disk?.close()
  await unit?.fixture.close()
})

test('one file opened from disk verifies a report without asking anybody', async () => {
  const asked: string[] = []
  const page = await disk.open(asked)
  await page.setInputFiles('#file', report)
  await page.waitForSelector('.conclusion')
  await expect.poll(() => page.textContent('.conclusion')).toBe('文件：文字与签名未被改动')
  await expect.poll(() => page.textContent('td.verdict')).toBe('✓ 已证明')
  await page.fill('#key', key)
  await page.dispatchEvent('#key', 'change')
  await expect.poll(() => page.textContent('details .facts')).toContain('公钥由您指定')
  await page.click('#lang')
  await expect
    .poll(() => page.textContent('.conclusion'))
    .toBe('File: words and signature are unchanged')
  expect(asked).toEqual([expect.stringMatching(/verifier\.html$/)])
  await page.context().close()
}, 120_000)

test('it names an edited number, and says of other files what they are', async () => {
  const page = await disk.open()
  await page.setInputFiles('#file', edited)
  await page.waitForSelector('.findings .broken')
  await expect
    .poll(() => page.textContent('.findings .broken'))
    .toMatch(/“.*【3】.*”改成了“.*【5】.*”/)
  await page.setInputFiles('#file', disk.put('note.txt', 'not a report'))
  await page.waitForFunction(() => !document.querySelector('.findings'))
  await expect.poll(() => page.textContent('.conclusion')).toContain('这不是可以核验的文件')
  await page.context().close()
}, 120_000)

test('a digest that was changed is told within the width of a phone', async () => {
  const page = await disk.open([], 390)
  await page.setInputFiles('#file', longEdited)
  await page.locator('.findings .broken').filter({ hasText: 'AAAAAAAA' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.context().close()
}, 120_000)
