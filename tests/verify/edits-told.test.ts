import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import type { Block } from '../../src/report/document.ts'
import { verifyFiles } from '../../src/report/verify/verify-files.ts'
import { changedPart } from '../docx/changed-part.ts'
import { brokenSentences } from './broken.ts'
import { papered } from './papered.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

let unit: SmallUnit
let file: Uint8Array

const inlines = (text: string) => [{ kind: 'text' as const, text }]
const paragraph = (text: string): Block => ({ kind: 'paragraph', inlines: inlines(text) })
const heading = (marker: string, text: string): Block => ({
  kind: 'heading',
  level: 1,
  marker,
  inlines: inlines(text),
})

const said: readonly Block[] = [
  heading('一、', '工作情况'),
  paragraph('一是加强研究部署。召开馆党组会24次，每次会议均首先落实第一议题。'),
  paragraph('二是派员列席下级单位会议6次，比上年的4次增加2次。'),
  paragraph('三是列出问题清单，开展谈心谈话70次。'),
  heading('二、', '存在的问题'),
  paragraph('一是精文减会还有空间。'),
  paragraph('二是管党治党主动谋划不够。'),
]

beforeAll(async () => {
  unit = await smallUnit()
  const document = papered(await unit.document())
  const whole = { ...document, blocks: [...said, ...document.blocks] }
  const sealed = await unit.sign(whole, await unit.evidence(whole))
  file = await renderSealedDocx(nodeCrypto, sealed, { withHead: true })
})

afterAll(() => unit?.fixture.close())

type Change = (xml: string) => string

const made =
  (from: string, to: string): Change =>
  (xml) =>
    xml.replace(from, to)

/** The paragraph or row that says the words, as it stands in the file. */
function elementWith(xml: string, words: string, tag: 'p' | 'tr' = 'p'): string {
  const all = xml.match(new RegExp(`<w:${tag}>(?:(?!</w:${tag}>).)*</w:${tag}>`, 'gs')) ?? []
  const found = all.find((one) => one.replace(/<[^>]*>/g, '').includes(words))
  if (found === undefined) throw new Error(`no ${tag} says ${words}`)
  return found
}

const without =
  (words: string, tag: 'p' | 'tr' = 'p'): Change =>
  (xml) =>
    xml.replace(elementWith(xml, words, tag), '')

const behind =
  (words: string, after: string): Change =>
  (xml) => {
    const [one, other] = [elementWith(xml, words), elementWith(xml, after)]
    return xml.replace(one, '').replace(other, () => other + one)
  }

const added =
  (words: string, after: string): Change =>
  (xml) => {
    const other = elementWith(xml, after)
    return xml.replace(other, () => `${other}<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`)
  }

/** What somebody did to the Word file, and all that the receiving office reads of it. */
const edits: readonly (readonly [string, Change, string])[] = [
  [
    'one number',
    made('会24次', '会26次'),
    '正文第1段：“召开馆党组会【24】次”改成了“召开馆党组会【26】次”',
  ],
  [
    'one word',
    made('派员列席', '派员参加'),
    '正文第2段：“二是派员【列席】下级单位会议6次”改成了“二是派员【参加】下级单位会议6次”',
  ],
  [
    'two paragraphs swapped',
    behind('精文减会', '主动谋划'),
    '正文第4段“一是精文减会还有空间。”被移到正文第5段之后，文字未变',
  ],
  [
    'a letter that looks like a digit',
    made('谈话70次', '谈话7О次'),
    '正文第3段：“开展谈心谈话【70】次”改成了“开展谈心谈话【7О】次”（换成了形似的字：0（U+0030）→О（U+041E））',
  ],
  [
    'another form of a character',
    made('问题清单', '问题淸单'),
    '正文第3段：“三是列出问题【清】单”改成了“三是列出问题【淸】单”（换成了形似的字：清（U+6E05）→淸（U+6DF8））',
  ],
  [
    'the number of the document',
    made('〔2026〕1号', '〔2026〕11号'),
    '发文字号和签发人：“海档发〔2026〕【1】号”改成了“海档发〔2026〕【11】号”',
  ],
  [
    'the number of last year in place of that of this year',
    made('会议6次', '会议4次'),
    '正文第2段：“二是派员列席下级单位会议【6】次”改成了“二是派员列席下级单位会议【4】次”',
  ],
  [
    'punctuation',
    made('部署。召开', '部署，召开'),
    '正文第1段：“一是加强研究部署【。】召开馆党组会24次”改成了“一是加强研究部署【，】召开馆党组会24次”',
  ],
  [
    'a heading moved',
    behind('二、存在的问题', '精文减会'),
    '标题“二、存在的问题”被移到正文第4段之后，文字未变',
  ],
  [
    'a phrase taken out between its commas',
    made('召开馆党组会24次', ''),
    '正文第1段：“召开馆党组会24次”被删去',
  ],
  [
    'a character that nobody sees',
    made('会议均首先', '会议\ufe00均首先'),
    '正文第1段：“每次会议均首先落实第一议题”改成了“每次会议【（U+FE00）】均首先落实第一议题”',
  ],
  ['a heading taken out', without('二、存在的问题'), '标题“二、存在的问题”被删去'],
  [
    'a paragraph added',
    added('三是联系群众不够经常。', '主动谋划'),
    '正文第5段之后多出“三是联系群众不够经常。”，签发时没有',
  ],
  [
    'a row of an attachment taken out',
    without('召开民主生活会', 'tr'),
    '附件1表格第2行被删去，签发时为“1 召开民主生活会 王建国”',
  ],
]

test.each(edits)('%s is told once, and so that a clerk understands it', async (_, change, told) => {
  const changed = changedPart(file, 'word/document.xml', change)
  const given = { file: await readSealedFile(changed), beside: null, key: null }
  expect(brokenSentences(verifyFiles(nodeCrypto, given))).toEqual([told])
})

test('a row of the annex taken out is told by its words', async () => {
  const changed = changedPart(file, 'word/document.xml', (xml) => {
    const annex = xml.slice(xml.indexOf('附：核验说明'))
    const row = /<w:tr>(?:(?!<\/w:tr>).)*✓(?:(?!<\/w:tr>).)*<\/w:tr>/s.exec(annex)?.[0] ?? ''
    return xml.replace(row, '')
  })
  const given = { file: await readSealedFile(changed), beside: null, key: null }
  expect(brokenSentences(verifyFiles(nodeCrypto, given))).toEqual([
    expect.stringMatching(/^核验说明第\d+行被删去，签发时为“\d+ .* ✓ 已证明”$/),
  ])
})

test('evidence that was changed is said to be what differs from what was signed, not the text', async () => {
  const read = await readSealedFile(file)
  const sealedText = read.sealedText?.replaceAll('馆党组会24次', '馆党组会26次') ?? ''
  expect(sealedText).not.toBe(read.sealedText)
  const found = verifyFiles(nodeCrypto, { file: { ...read, sealedText }, beside: null, key: null })
  const told = brokenSentences(found)
  expect(told[0]).toMatch(/^与签发的不一致的是文件所带的证据/)
  // The digest that the annex states is that of the evidence, too.
  expect(told).toContain(
    '正文第1段：文件上是“召开馆党组会【24】次”，证据里是“召开馆党组会【26】次”',
  )
  expect(told.join()).not.toMatch(/改成了|签发时为|签发时没有/)
  expect(found.claims.map(({ sentence }) => sentence.zh).join()).not.toContain('签发时')
})

test('of a signature that does not hold nothing is stated but that it is not proved', async () => {
  const read = await readSealedFile(file)
  const whole = verifyFiles(nodeCrypto, { file: read, beside: null, key: null })
  expect(whole.signed?.sentence.zh).toContain('签发')
  const sealedText = read.sealedText?.replaceAll('馆党组会24次', '馆党组会26次') ?? ''
  const found = verifyFiles(nodeCrypto, { file: { ...read, sealedText }, beside: null, key: null })
  expect([found.signed, found.provedAt]).toEqual([null, null])
  expect(JSON.stringify(found)).not.toContain(whole.signed?.sentence.zh)
  expect(found.findings).toContainEqual(
    expect.objectContaining({ code: 'signing.unproved', weight: 'note' }),
  )
})
