import fc from 'fast-check'
import { expect, test } from 'vitest'
import { png, turnedJpeg } from '../../../../tests/papers.ts'
import { pictureHead } from './picture-head.ts'

const bytes = (hex: string, more = 0): Buffer =>
  Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(more)])

const frame = 'ffc0 0011 08 0190 0280 03 012200 021101 031101'

test.each<[string, Buffer, ReturnType<typeof pictureHead>]>([
  ['PNG', png({ width: 3, height: 5 }), { kind: 'png', size: { width: 3, height: 5 } }],
  [
    'PNG of 3.6 billion points in some hundred bytes',
    png({ width: 60_000, height: 60_000 }, { rows: 1 }),
    { kind: 'png', size: { width: 60_000, height: 60_000 } },
  ],
  ['PNG cut off', bytes('89504e470d0a1a0a 0000'), { kind: 'png', size: null }],
  ['JPEG', bytes(`ffd8 ${frame} ffda`), { kind: 'jpeg', size: { width: 640, height: 400 } }],
  [
    'JPEG with a small one inside its notes',
    bytes(`ffd8 ffe1 0015 ffd8 ffc0 0011 08 0001 0001 03 012200 021101 03 ${frame} ffda`),
    { kind: 'jpeg', size: { width: 640, height: 400 } },
  ],
  [
    'JPEG that says a large frame behind a small one',
    bytes(`ffd8 ffc0 0011 08 0001 0001 03 012200 021101 031101 ${frame} ffda`),
    { kind: 'jpeg', size: { width: 640, height: 400 } },
  ],
  ['JPEG without a frame', bytes('ffd8 ffd9', 20), { kind: 'jpeg', size: null }],
  [
    'GIF whose image is larger than its screen',
    bytes(
      '474946383961 0100 0100 80 0000 000000ffffff 21f904000000000 0 2c 0000 0000 4001 f000 00',
    ),
    { kind: 'gif', size: { width: 320, height: 240 } },
  ],
  [
    'WebP, lossy',
    bytes('52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 f000', 4),
    { kind: 'webp', size: { width: 320, height: 240 } },
  ],
  [
    'WebP, lossless',
    bytes('52494646 00000000 57454250 5650384c 00000000 2f 3fc13b00', 8),
    { kind: 'webp', size: { width: 320, height: 240 } },
  ],
  [
    'WebP, extended',
    bytes('52494646 00000000 57454250 56503858 0a000000 00000000 3f0100 ef0000', 4),
    { kind: 'webp', size: { width: 320, height: 240 } },
  ],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
  ['a page', Buffer.from('<!doctype html><script>1</script>'), null],
  ['PDF', Buffer.from('%PDF-1.7'), null],
  ['nothing', Buffer.alloc(0), null],
])('%s', (_, given, head) => {
  expect(pictureHead(given)).toEqual(head)
})

test('a note which way is up changes nothing of what is stored', () => {
  const jpeg = bytes(`ffd8 ${frame} ffda`)
  expect(pictureHead(turnedJpeg(jpeg))).toEqual(pictureHead(jpeg))
})

test('whatever follows, it answers and never throws', () => {
  const starts = ['ffd8ff', '474946383961', '89504e470d0a1a0a', '524946460000000057454250']
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      const head = pictureHead(Buffer.concat([Buffer.from(start, 'hex'), rest]))
      expect(head?.size?.width ?? 1).toBeGreaterThan(0)
    }),
  )
})
