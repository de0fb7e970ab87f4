import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import { broken, note } from './findings.ts'
import type { Finding } from './verification.ts'

/** Findings of one kind that are listed. */
const listedMax = 20

/** What is wrong with the parts of a year pack beside its report, and which nobody signed. */
export function packFindings(
  crypto: LogCrypto,
  { kind, altered, entries, records = [] }: SealedFile,
): Finding[] {
  const unproved = records.filter(({ entry, leaf, opening }) => {
    const parsed = parseLeaf(leaf)
    if (!parsed.ok || entries?.[entry] !== leaf) return true
    return !verifyJointOpening(crypto, { root: parsed.leaf.payload, opening }).ok
  })
  return [
    ...altered.slice(0, listedMax).map((part) => broken('pack.altered', part)),
    ...unproved.slice(0, listedMax).map(({ entry }) => broken('opening.changed', entry)),
    ...(kind === 'year-pack' ? [note('pack.rest')] : []),
  ]
}
