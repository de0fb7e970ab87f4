import { fromBase64, hashFromBase64, toBase64 } from './base64.ts'
import { parseTreeNumber } from './tree-arithmetic.ts'
import { textOf } from './utf8.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** All that is needed to check an entry offline (c2sp.org/tlog-proof@v1). */
export interface TlogProof {
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string
  /** Opaque and not authenticated; null when there is none. */
  readonly extra: Uint8Array | null
}

/** Why a text is not a proof. */
export type TlogProofReason =
  | 'proof.too-long'
  | 'proof.not-utf8'
  | 'proof.header'
  | 'proof.extra'
  | 'proof.index'
  | 'proof.hash'
  | 'proof.too-many-hashes'
  | 'proof.form'

const header = 'c2sp.org/tlog-proof@v1'
const proofHashesMax = 63
const proofUnitsMax = 2_000_000

/** The proof as text. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    header,
    ...(extra === null ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** Reads the form of a proof; nothing of it is believed yet. */
export function parseTlogProof(
  input: Uint8Array | string,
): Verdict<{ proof: TlogProof }, TlogProofReason> {
  if (input.length > proofUnitsMax) return refused('proof.too-long')
  const source = textOf(input)
  if (source === null) return refused('proof.not-utf8')
  // The first blank line ends the proof: all lines before it are non-empty by definition.
  const blank = source.indexOf('\n\n')
  const [first, ...lines] = source.slice(0, Math.max(blank, 0)).split('\n')
  if (blank < 0 || first !== header) {
    return refused(source.startsWith(`${header}\n`) ? 'proof.form' : 'proof.header')
  }
  let extra: Uint8Array | null = null
  if (lines[0]?.startsWith('extra ')) {
    extra = fromBase64(lines[0].slice('extra '.length))
    if (extra === null) return refused('proof.extra')
    lines.shift()
  }
  const indexLine = lines.shift() ?? ''
  const index = indexLine.startsWith('index ')
    ? parseTreeNumber(indexLine.slice('index '.length))
    : null
  if (index === null) return refused('proof.index')
  if (lines.length > proofHashesMax) return refused('proof.too-many-hashes')
  const hashes: Uint8Array[] = []
  for (const line of lines) {
    const hash = hashFromBase64(line)
    if (hash === null) return refused('proof.hash')
    hashes.push(hash)
  }
  return { ok: true, proof: { index, hashes, checkpoint: source.slice(blank + 2), extra } }
}
