import { crc32 } from 'node:zlib'
import { strToU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { readDropped } from '../../src/web/verify/read-dropped.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A part as it is written; what its own header says may differ from the directory. */
interface Part {
  readonly name: string
  readonly bytes: Uint8Array
  readonly headName?: string
  readonly headSize?: number
  readonly extra?: Uint8Array
  /** The directory does not name it. */
  readonly isHidden?: boolean
}

const body = 'word/document.xml'
let unit: SmallUnit
let parts: Part[]

beforeAll(async () => {
  unit = await smallUnit()
  const document = await unit.document()
  const sealed = await unit.sign(document, await unit.evidence(document))
  const file = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  parts = Object.entries(unzipSync(file)).map(([name, bytes]) => ({ name, bytes }))
})

afterAll(() => unit?.fixture.close())

const numbers = (sizes: readonly number[], values: readonly number[]): Uint8Array => {
  const bytes = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0))
  let at = 0
  for (const [index, size] of sizes.entries()) {
    at = bytes.writeUIntLE(values[index] ?? 0, at, size)
  }
  return bytes
}

/** What stands around the parts. */
interface ZipMore {
  readonly comment?: Uint8Array
  readonly before?: string
}

/** A ZIP of stored parts (APPNOTE 6.3.10, 4.3). */
function zipOf(
  given: readonly Part[],
  { comment = new Uint8Array(0), before = '' }: ZipMore = {},
): Buffer {
  const pieces: Uint8Array[] = [strToU8(before)]
  const directory: Uint8Array[] = []
  let offset = before.length
  for (const {
    name,
    bytes,
    headName = name,
    headSize,
    extra = new Uint8Array(0),
    isHidden,
  } of given) {
    const size = headSize ?? bytes.length
    const head = numbers(
      [4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2],
      [0x04034b50, 20, 0, 0, 0, 33, crc32(bytes), size, size, headName.length, 0],
    )
    pieces.push(head, strToU8(headName), bytes)
    const entry = numbers(
      [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4],
      [
        0x02014b50,
        20,
        20,
        0,
        0,
        0,
        33,
        crc32(bytes),
        bytes.length,
        bytes.length,
        name.length,
      ].concat([extra.length, 0, 0, 0, 0, offset]),
    )
    if (!isHidden) directory.push(entry, strToU8(name), extra)
    offset += head.length + headName.length + bytes.length
  }
  const listed = Buffer.concat(directory)
  const count = given.filter(({ isHidden }) => !isHidden).length
  const end = numbers(
    [4, 2, 2, 2, 2, 4, 4, 2],
    [0x06054b50, 0, 0, count, count, listed.length, offset, comment.length],
  )
  return Buffer.concat([...pieces, listed, end, comment])
}

/** The words as somebody would like them to be read. */
const withFive = ({ bytes }: Part): Uint8Array =>
  strToU8(Buffer.from(bytes).toString().replace('>3</w:t>', '>5</w:t>'))

const withMain = (change: (main: Part) => readonly Part[]): Part[] =>
  parts.flatMap((part) => (part.name === body ? change(part) : [part]))

/** Info-ZIP’s second name of a part: some programs take it for the name. */
function secondName(part: Part, name: string): Part {
  const extra = numbers([2, 2, 1, 4], [0x7075, 5 + name.length, 1, crc32(part.name)])
  return { ...part, extra: Buffer.concat([extra, strToU8(name)]) }
}

const tricks: Readonly<Record<string, () => Buffer>> = {
  'a part with a second name': () =>
    zipOf(
      withMain((main) => [
        secondName({ ...main, bytes: withFive(main) }, 'word/aside.xml'),
        secondName({ ...main, name: 'word/aside2.xml' }, body),
      ]),
    ),
  'a part whose own header gives another name': () =>
    zipOf(withMain((main) => [main, { ...main, name: 'word/x.xml', headName: body }])),
  'a part that the directory does not name': () =>
    zipOf(withMain((main) => [{ ...main, bytes: withFive(main), isHidden: true }, main])),
  'a part that is longer by its own header': () =>
    zipOf(withMain((main) => [{ ...main, headSize: main.bytes.length + 40 }])),
  'a second archive behind the end': () =>
    Buffer.concat([zipOf(parts), zipOf(withMain((main) => [{ ...main, bytes: withFive(main) }]))]),
  'an end within the remark of another': () =>
    zipOf(parts, { comment: zipOf([{ name: 'x', bytes: strToU8('x') }]) }),
  'bytes before the first part': () => {
    const moved = zipOf(parts, { before: 'x'.repeat(9) })
    return moved.subarray(9)
  },
  'an end of 64 bits that names another directory': () => {
    const file = zipOf(parts)
    const end = file.length - 22
    const far = numbers(
      [4, 6, 2, 2, 2, 4, 4, 6, 2, 6, 2, 6, 2, 6, 2],
      [0x06064b50, 44, 0, 45, 45, 0, 0, 1, 0, 1, 0, 100, 0, 4, 0],
    )
    const locator = numbers([4, 4, 6, 2, 4], [0x07064b50, 0, end, 0, 1])
    return Buffer.concat([file.subarray(0, end), far, locator, file.subarray(end)])
  },
}

test('a ZIP written plainly is read', async () => {
  for (const read of [readSealedFile, readDropped]) {
    expect((await read(zipOf(parts))).kind).toBe('docx')
  }
})

test.each(Object.keys(tricks))('%s is refused, in the page as well', async (name) => {
  const file = tricks[name]?.() ?? Buffer.alloc(0)
  for (const read of [readSealedFile, readDropped]) {
    await expect(read(file)).rejects.toMatchObject({ faults: [{ code: 'file.unsafe' }] })
  }
})
