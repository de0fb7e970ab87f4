/** The format of ustar counts in blocks. */
export const blockBytes = 512

/** Two empty blocks end an archive. */
export const endBytes = 2 * blockBytes

const nameBytesMax = 100
const checksumAt = 148

/**
 * The header of one file in a tar archive (POSIX ustar). Owner, mode and time are always the same:
 * then every byte of a header follows from name and size, and one that was changed is seen.
 */
export function tarHeader({ name, bytes }: { name: string; bytes: number }): Buffer {
  const header = Buffer.alloc(blockBytes)
  if (Buffer.byteLength(name) > nameBytesMax) throw new RangeError('a name is too long for tar')
  header.write(name, 0, 'utf8')
  const octal = (value: number, at: number, width: number): void => {
    header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1')
  }
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(bytes, 124, 12)
  octal(0, 136, 12)
  header.write('        ', checksumAt, 'latin1')
  header.write('0', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  let sum = 0
  for (const byte of header) sum += byte
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, checksumAt, 'latin1')
  return header
}

/** Reads a header strictly; null for any that `tarHeader` would not have written. */
export function readTarHeader(block: Buffer): { name: string; bytes: number } | null {
  const nul = block.indexOf(0)
  const name = block.toString('utf8', 0, nul === -1 || nul > nameBytesMax ? nameBytesMax : nul)
  const size = block.toString('latin1', 124, 135)
  if (!/^[0-7]{11}$/.test(size)) return null
  const header = { name, bytes: Number.parseInt(size, 8) }
  try {
    return tarHeader(header).equals(block) ? header : null
  } catch {
    return null
  }
}

/** Zeros that fill the last block of a file. */
export function tarPadding(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes
}
