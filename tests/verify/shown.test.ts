import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { isQrImage, qrImage } from '../../src/report/file/qr-image.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { verifyFiles } from '../../src/report/verify/verify-files.ts'
import { readDropped } from '../../src/web/verify/read-dropped.ts'
import { brokenCodes } from './broken.ts'
import { papered } from './papered.ts'
import { attacked, shownAttacks } from './shown-attacks.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

vi.setConfig({ testTimeout: 60_000 })

let unit: SmallUnit
let file: Uint8Array
let plain: Uint8Array

beforeAll(async () => {
  unit = await smallUnit()
  const document = papered(await unit.document())
  const sealed = await unit.sign(document, await unit.evidence(document))
  file = await renderSealedDocx(nodeCrypto, sealed, { withHead: true })
  plain = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
})

afterAll(() => unit?.fixture.close())

async function verified(bytes: Uint8Array): Promise<Verification> {
  const given = { beside: null, key: null }
  const found = verifyFiles(nodeCrypto, { file: await readSealedFile(bytes), ...given })
  // The page and the verifier that opens from disk read archives with another library.
  const inPage = verifyFiles(nodeCrypto, { file: await readDropped(bytes), ...given })
  expect(inPage).toEqual(found)
  return found
}

test('a file that nobody touched shows what it says', async () => {
  for (const one of [file, plain]) {
    const found = await verified(one)
    expect(brokenCodes(found)).toEqual([])
    expect(found.holds).toBe(true)
  }
})

test.each(shownAttacks)('$name is named', async (attack) => {
  const found = await verified(attacked(file, attack))
  expect(found.holds).toBe(false)
  expect(brokenCodes(found)).toEqual(expect.arrayContaining([...attack.codes]))
  const sentences = found.findings.filter(({ code }) => attack.codes.includes(code))
  for (const { sentence } of sentences) {
    expect(sentence.zh).toMatch(/[\u4e00-\u9fff]/)
    expect(sentence.en).toMatch(/[a-z]/)
  }
})

test('two parts of one name are refused, in the page as well', async () => {
  const other = attacked(file, {
    parts: (parts) => {
      parts['word/Document.xml'] = parts['word/document.xml'] ?? ''
    },
  })
  for (const read of [readSealedFile, readDropped]) {
    await expect(read(other)).rejects.toMatchObject({ faults: [{ code: 'file.unsafe' }] })
  }
})

test('a part that says it is written in other letters is refused, in the page as well', async () => {
  const other = attacked(file, {
    parts(parts) {
      const xml = parts['word/document.xml'] ?? ''
      parts['word/document.xml'] = xml.replace('encoding="UTF-8"', 'encoding="GBK"')
    },
  })
  for (const read of [readSealedFile, readDropped]) {
    await expect(read(other)).rejects.toMatchObject({ faults: [{ code: 'file.unsafe' }] })
  }
})

test('what editors add when they save a file that nobody changed is not named', async () => {
  const saved = attacked(file, {
    parts(parts) {
      parts['word/document.xml'] = (parts['word/document.xml'] ?? '')
        .replaceAll('<w:p>', '<w:p w:rsidR="00A1" w:rsidRDefault="00A1">')
        .replaceAll('<w:r>', '<w:r w:rsidRPr="00A1">')
        .replaceAll('</w:rPr>', '<w:lang w:eastAsia="zh-CN"/></w:rPr>')
        .replace('<w:t', '<w:lastRenderedPageBreak/><w:t')
        .replace(
          '</w:pPr>',
          '</w:pPr><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/>',
        )
      parts['word/webSettings.xml'] = '<w:webSettings/>'
      const rels = parts['word/_rels/document.xml.rels'] ?? ''
      parts['word/_rels/document.xml.rels'] = rels.replace(
        '</Relationships>',
        '<Relationship Id="rIdW" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/webSettings" Target="webSettings.xml"/></Relationships>',
      )
    },
  })
  const found = await verified(saved)
  expect(brokenCodes(found)).toEqual([])
  expect(found.holds).toBe(true)
})

test.skipIf(spawnSync('soffice', ['--version']).status !== 0)(
  'nor is what LibreOffice makes of a file with 版头 and 版记 (skipped without LibreOffice)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-shown-'))
    try {
      writeFileSync(join(folder, 'report.docx'), file)
      const saved = join(folder, 'saved')
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const args = [profile, '--headless', '--convert-to', 'docx', '--outdir', saved]
      spawnSync('soffice', [...args, join(folder, 'report.docx')], { timeout: 180_000 })
      const found = await verified(new Uint8Array(readFileSync(join(saved, 'report.docx'))))
      expect(brokenCodes(found)).toEqual([])
      expect(found.holds).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  240_000,
)

test('the code is known again however it is compressed, and no other one passes for it', () => {
  const { png, pixels } = qrImage('https://example.org/proof')
  expect(pixels).toBe(174)
  expect(isQrImage(png, 'https://example.org/proof')).toBe(true)
  expect(isQrImage(png, 'https://example.org/other')).toBe(false)
  for (let cut = 0; cut < png.length / 2; cut += 7) {
    expect(isQrImage(png.subarray(0, cut), 'https://example.org/proof')).toBe(false)
  }
})
