import type { MappedColumn } from '../../ledger/sheet/mapping.ts'

/** Names a set of heads: the same again whatever their order and blanks. */
export function headersKey(columns: readonly MappedColumn[]): string {
  const heads = columns.map(({ header }) => header.replace(/\s+/g, '')).filter((one) => one !== '')
  return heads.sort().join('\n').slice(0, keyCharsMax)
}

/** Heads are short; a text longer than an index takes is none. */
const keyCharsMax = 600
