import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderDocx } from '../../src/adapters/docx/render-docx.ts'
import { renderAnnexDocx, renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import type { Claim, ReportDocument } from '../../src/report/document.ts'
import { papered } from '../verify/papered.ts'
import type { SmallUnit } from '../verify/small-unit.ts'
import { smallUnit } from '../verify/small-unit.ts'
import { blankReport } from './blank-report.ts'
import { changedPart } from './changed-part.ts'
import { schemaFaults } from './schema-faults.ts'

// libxml2 as WebAssembly, on a machine that has other work to do.
vi.setConfig({ testTimeout: 120_000 })

const claim: Claim = {
  id: 'c1',
  kind: 'count',
  text: '研究<全面>从严治党工作3次',
  state: 'supported',
  reason: { zh: '', en: '' },
  figure: 'governance-study',
  duty: null,
  stated: 3,
  ledger: 3,
  records: ['m1'],
}

const text = (words: string) => ({ kind: 'text' as const, text: words })

/** A document with every kind of block, every level, and characters that XML sets apart. */
const whole: ReportDocument = {
  template: 'annual',
  year: 2025,
  title: '关于年度工作 <“甲” & ‘乙’> 的报告',
  addressee: '市委',
  issuer: '周某',
  number: '海档发〔2026〕1号',
  blocks: [
    ...([1, 2, 3, 4] as const).map((level) => ({
      kind: 'heading' as const,
      level,
      marker: ['一、', '（一）', '1.', '（1）'][level - 1] ?? '',
      inlines: [text(`第${level}级 & <标题>`)],
    })),
    {
      kind: 'paragraph',
      runIn: { marker: '一是', inlines: [text('抓研究')] },
      inlines: [text('。𠮷\t全年'), { kind: 'claim', claim: 'c1', text: claim.text }, text('。')],
    },
    {
      kind: 'table',
      header: ['日期', '类型'],
      rows: [
        ['3月7日', '书记办公会'],
        ['', '&'],
      ],
    },
  ],
  signature: '海棠市档案馆',
  date: '2026-01-05',
  asOf: { size: 9, root: 'AA==' },
  claims: [claim],
}

const head = {
  masthead: '海棠市档案馆文件',
  copyTo: '市委办公室 & 市政府办公室',
  printedOn: '2026-01-06',
}

let unit: SmallUnit
let files: Record<string, Uint8Array>

beforeAll(async () => {
  unit = await smallUnit()
  const sealed = await unit.report()
  files = {
    plain: await renderDocx(whole),
    'red head': await renderDocx(whole, { head }),
    sealed: await renderSealedDocx(nodeCrypto, sealed, { withHead: false }),
    'sealed, red head': await renderSealedDocx(nodeCrypto, sealed, { withHead: true }),
    'blank template': await renderDocx(await blankReport()),
    'attachments, copies, urgency': await renderDocx(papered(whole), { head }),
    'copies without a head': await renderDocx(papered(whole)),
    'annex of its own': await renderAnnexDocx(nodeCrypto, sealed),
    'draft without a date': await renderDocx({ ...whole, date: null, addressee: null, blocks: [] }),
  }
})

afterAll(() => unit?.fixture.close())

test('every part of every Word file is valid against the schemas of ECMA-376', async () => {
  expect(await schemaFaults(files)).toEqual([])
  const parts = unzipSync(files['sealed'] ?? new Uint8Array(0))
  expect(Object.keys(parts)).toEqual(
    expect.arrayContaining([
      'word/document.xml',
      'word/styles.xml',
      'word/settings.xml',
      'word/numbering.xml',
      'word/footer1.xml',
      'word/theme/theme1.xml',
      'word/media/image1.png',
      'docProps/core.xml',
      'docProps/app.xml',
      'customXml/itemProps2.xml',
    ]),
  )
})

test('files that are not valid are named: an order of elements, a value, a package', async () => {
  const plain = files['plain'] ?? new Uint8Array(0)
  const parts = unzipSync(plain)
  const rels = strFromU8(parts['_rels/.rels'] ?? new Uint8Array(0))
  const own = `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="customXml/item1.xml"/>`
  const faults = await schemaFaults({
    order: changedPart(plain, 'word/document.xml', (xml) =>
      xml.replace(/(<w:jc [^>]*>)(<\/w:pPr>)/, '$1<w:keepNext/>$2'),
    ),
    value: changedPart(plain, 'word/styles.xml', (xml) => xml.replace('w:val="32"', 'w:val="big"')),
    properties: changedPart(plain, 'docProps/core.xml', (xml) => xml.replace('2026-01-05T', 'T')),
    prefix: changedPart(plain, 'word/document.xml', (xml) =>
      xml.replace('mc:Ignorable="', 'mc:Ignorable="w99 '),
    ),
    package: zipSync({
      ...parts,
      '_rels/.rels': strToU8(rels.replace('</Relationships>', `${own}</Relationships>`)),
      'word/left-over.bin': new Uint8Array(1),
    }),
  })
  const of = (file: string) => faults.filter((fault) => fault.startsWith(`${file}: `)).join('\n')
  expect(of('order')).toMatch(/document\.xml.*keepNext/)
  expect(of('value')).toMatch(/styles\.xml.*big/)
  expect(of('properties')).toMatch(/core\.xml.*T00:00:00Z/)
  expect(of('prefix')).toBe('prefix: word/document.xml: w99 is not declared')
  expect(of('package')).toMatch(
    /may not hang on the package[^]*left-over\.bin: has no content type/,
  )
})
