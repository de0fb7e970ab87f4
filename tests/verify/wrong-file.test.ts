import { Workbook } from '@cj-tech-master/excelts'
import { strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { readReportFile } from '../../src/adapters/office/read-report-file.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { fixedZip } from '../../src/adapters/zip/fixed-zip.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { packParts } from '../../src/report/evidence/year-pack.ts'
import { bundleParts } from '../../src/report/exchange/bundle.ts'
import { readDropped } from '../../src/web/verify/read-dropped.ts'

async function told(read: (bytes: Uint8Array) => Promise<unknown>, bytes: Uint8Array) {
  try {
    await read(bytes)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [fault] = error.faults
    return { code: fault?.code, says: `${fault?.text.zh} ${fault?.hint.zh} ${fault?.hint.en}` }
  }
}

async function sheet(): Promise<Uint8Array> {
  const book = new Workbook()
  book.addWorksheet('台账').addRow(['会议'])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const zip = (parts: Record<string, string>) =>
  fixedZip(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
const bundle = () => fixedZip(bundleParts({ parcels: [], files: new Map(), told: [] }))
const pack = (folder = '') =>
  zip({ [`${folder}${packParts.sealed}`]: '{}', [`${folder}${packParts.verifier}`]: '<html>' })

const resave = /另存为|打开后另存|save it as|saved anew/

test.each([
  ['nothing', () => new Uint8Array(), 'file.empty'],
  ['a text', () => strToU8('一、工作情况'), 'file.not-sealed'],
  ['a program', () => strToU8('MZ\u0090\u0000'), 'file.not-sealed'],
  ['a picture', () => strToU8('GIF89a'), 'file.picture-unsealed'],
  ['an old Word file', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'file.old-unsealed'],
  ['an archive cut short', () => pack().slice(0, 60), 'file.broken'],
  ['any other archive', () => zip({ 'a.txt': 'x' }), 'file.not-sealed'],
  ['an Excel file', sheet, 'file.sheet-unsealed'],
  ['a bundle', bundle, 'file.bundle-unsealed'],
  ['a year pack without its manifest', () => pack(), 'file.pack-incomplete'],
  ['one packed again in its folder', () => pack('证据包/'), 'file.pack-incomplete'],
])('%s, given to be verified, is %s in the server and in the page', async (_, make, code) => {
  const bytes = await make()
  const [server, page] = [await told(readSealedFile, bytes), await told(readDropped, bytes)]
  expect(server).toEqual(page)
  expect(server?.code).toBe(code)
  expect(server?.says).not.toMatch(resave)
})

test.each([
  ['an Excel file', sheet, 'file.binary'],
  ['a bundle', bundle, 'file.binary'],
  ['any other archive', () => zip({ 'a.txt': 'x' }), 'file.binary'],
  [
    'a year pack',
    () => zip({ [packParts.manifest]: '{}', [packParts.sealed]: '{}' }),
    'file.pack-as-text',
  ],
])('%s, given as the text of a report, is %s', async (_, make, code) => {
  const found = await told(readReportFile, await make())
  expect(found?.code).toBe(code)
  expect(found?.says).not.toMatch(resave)
})
