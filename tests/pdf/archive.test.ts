import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { officeFiles } from '../../src/adapters/office-files.ts'
import { blankReport } from '../docx/blank-report.ts'
import type { SmallUnit } from '../verify/small-unit.ts'
import { smallUnit } from '../verify/small-unit.ts'
import { archiveFaults } from './archive-faults.ts'

vi.setConfig({ testTimeout: 120_000 })

const files = officeFiles([join(import.meta.dirname, '../../fonts')])
const folder = mkdtempSync(join(tmpdir(), 'taizhang-archive-'))

let unit: SmallUnit
let sealed: Uint8Array
let blank: Uint8Array

beforeAll(async () => {
  unit = await smallUnit()
  sealed = await files.renderSealedPdf(await unit.report(), { withHead: true })
  blank = await files.renderPdf(await blankReport(), {})
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await unit?.fixture.close()
})

test('a sealed report and a blank one keep the rules of PDF/A-3a', () => {
  expect(archiveFaults(sealed)).toEqual([])
  expect(archiveFaults(blank)).toEqual([])
})

/** The file with a word put in the place of another one of the same length. */
function changed(from: string, to: string): Uint8Array {
  const text = Buffer.from(sealed).toString('latin1')
  if (from.length !== to.length || !text.includes(from)) throw new Error(`no ${from}`)
  return new Uint8Array(Buffer.from(text.replaceAll(from, to), 'latin1'))
}

test.each([
  ['pdfaid:part>3<', 'pdfaid:part>1<', '6.6.4 the part'],
  ['pdfaid:conformance>A<', 'pdfaid:conformance>B<', '6.6.4 the level'],
  ['/Marked true', '/Marked null', '6.7.2'],
  ['/Lang (zh-CN)', '/Lang (xx-CN)', '6.7.4'],
  ['/AFRelationship', '/AFRelationshi_', '6.8 what taizhang-evidence.json'],
  ['/AF [', '/A_ [', '6.8 nothing names'],
  ['/FontFile', '/FontFil_', '6.2.11.4'],
  ['/ToUnicode', '/ToUnicod_', '6.2.11.7'],
  ['/GTS_PDFA1', '/GTS_PDFX1', '6.2.3 output intent'],
  ['/Alt ', '/Al_ ', '6.7.3 a picture without words'],
  ['/S /TR', '/S /T_', '6.7.3.4'],
  ['/ID [', '/I_ [', '6.1.3 file identifier'],
])('a file with %s turned into %s is named', (from, to, fault) => {
  expect(archiveFaults(changed(from, to)).join('\n')).toContain(fault)
})

test.skipIf(!existsSync('/usr/bin/qpdf'))(
  'qpdf finds no fault in it (skipped without qpdf)',
  () => {
    for (const [name, bytes] of Object.entries({ sealed, blank })) {
      const path = join(folder, `${name}.pdf`)
      writeFileSync(path, bytes)
      const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toContain('not encrypted')
    }
  },
)
