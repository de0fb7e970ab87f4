import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { processorTime } from '../../../tests/processor-time.ts'
import { pdfTexts } from './pdf-texts.ts'

const object = (number: number, dictionary: string, stream: string) =>
  Buffer.concat([
    Buffer.from(`${number} 0 obj\n<< ${dictionary} /Filter /FlateDecode >>\nstream\n`),
    deflateSync(Buffer.from(stream, 'latin1')),
    Buffer.from('\nendstream\nendobj\n'),
  ])

const file = (...objects: readonly Buffer[]) =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), ...objects])

test('letters of a string are read, also where nothing closes it', () => {
  expect(pdfTexts(file(object(1, '', 'BT (secret) Tj (a\\)b) Tj ET'))).join()).toBe('secreta)b')
  expect(pdfTexts(file(object(1, '', 'BT (one) Tj (two Tj ET'))).join()).toContain('onetwo')
})

const many = 200_000
const maps = (map: string) =>
  file(
    object(1, '', 'BT /F1 12 Tf <0001> Tj ET'),
    object(2, '', map),
    Buffer.from('3 0 obj << /Type /Font /ToUnicode 2 0 R >> endobj 4 0 obj << /F1 3 0 R >> endobj'),
  )

test.each([
  ['strings that nothing closes', file(object(1, '', `BT Tj ${'\\('.repeat(many)}`))],
  ['brackets in brackets', file(object(1, '', `BT Tj ${'('.repeat(many)}`))],
  ['maps that nothing ends', maps('beginbfchar '.repeat(many))],
  ['ranges that nothing ends', maps('beginbfrange <'.repeat(many))],
  [
    'objects that lie over one another',
    file(
      object(
        1,
        '/ObjStm /First 100000',
        `${'1 0 2 900000 '.repeat(7_000).padEnd(100_000)}${'a'.repeat(900_000)}`,
      ),
    ),
  ],
])('%s are looked through once', (_, bytes) => {
  const spentMs = processorTime()
  pdfTexts(bytes)
  // Read once they take some ten milliseconds; read anew from each place they would take minutes.
  expect(spentMs()).toBeLessThan(10_000)
})
