import { expect, it, vi } from 'vitest'
import { packAttachments, packedBytesMax } from './pack-attachments.ts'

const file = (sign: string, bytes: number) => {
  return { sha256: sign.repeat(64), bytes, name: 'a.txt', type: 'text/plain' }
}
const bytes = new Uint8Array([1])
const blobsThat = (read: () => Promise<Uint8Array | 'missing'>) => {
  const spied = vi.fn<typeof read>(read)
  return { ports: { blobs: { read: spied } } as never, spied }
}

it('takes each attachment once and leaves out what is gone', async () => {
  let nth = 0
  const { ports } = blobsThat(async () => ((nth += 1) === 2 ? 'missing' : bytes))
  const half = packedBytesMax / 2
  const parts = await packAttachments(ports, 1, [file('a', half), file('a', half), file('b', half)])
  expect(Object.values(parts)).toEqual([bytes])
})

it('refuses more than a pack holds before it reads any of it', async () => {
  const { ports, spied } = blobsThat(async () => bytes)
  const many = [file('a', packedBytesMax), file('b', 1)]
  await expect(packAttachments(ports, 1, many)).rejects.toMatchObject({
    faults: [{ code: 'year-pack.large' }],
  })
  expect(spied).not.toHaveBeenCalled()
})
