import type { FoldedRecord } from '../../ledger/record/fold.ts'
import { foldLeaves, recordAfter, valuesAfter } from '../../ledger/record/fold.ts'
import { hashFromBase64, toBase64 } from '../../log/base64.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import type { IndexedLeaf } from '../../log/leaf.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { verifyInclusion } from '../../log/verify/inclusion.ts'
import { wholeRoot } from '../../log/verify/whole-tree.ts'
import type { ReportDocument } from '../document.ts'
import type { Evidence, Leaves, ProvedLeaf } from '../evidence/evidence.ts'
import { broken, note } from './findings.ts'
import type { Finding } from './verification.ts'

/** The leaves of a file, believed as far as `findings` do not say otherwise. */
export interface ReadLeaves {
  readonly byIndex: ReadonlyMap<number, IndexedLeaf>
  /** Records as they stand where the report's figures hold. */
  readonly records: ReadonlyMap<string, FoldedRecord>
  /** All leaves of the log are here, so that nothing can have been left out. */
  readonly isWhole: boolean
  readonly findings: readonly Finding[]
}

/** Reads the leaves that a file carries and proves them against the checkpoint C1. */
export function readLeaves(
  crypto: LogCrypto,
  given: {
    readonly document: ReportDocument
    readonly evidence: Evidence
    /** Every entry of the log, or more, where they came beside the file. */
    readonly entries: readonly string[] | null
  },
  checkpoint: Checkpoint,
): ReadLeaves {
  const { document, evidence } = given
  const { organisation, pack } = evidence
  const leaves: Leaves =
    given.entries === null
      ? evidence.leaves
      : { kind: 'all', texts: given.entries.slice(0, checkpoint.size) }
  const placedLeaves = leaves.kind === 'all' ? leaves.texts.map(placed) : leaves.entries
  const { read, findings } = parseAll(crypto, placedLeaves, organisation.id)
  const proved =
    leaves.kind === 'all'
      ? wholeFindings(crypto, { read, given: placedLeaves.length, document, checkpoint })
      : someFindings(crypto, { read, entries: leaves.entries, checkpoint })
  const packs = new Set(read.map(({ leaf }) => leaf.pack))
  const isKnownPack = packs.has(pack) || [...packs].every((one) => one === null)
  const standing = leaves.kind === 'all' ? standingAt(read, document) : latest(read)
  return {
    byIndex: new Map(read.map((one) => [one.index, one])),
    records: standing ?? new Map<string, FoldedRecord>(),
    isWhole: leaves.kind === 'all' && proved.length === 0 && standing !== null,
    findings: [
      ...findings,
      ...(standing === null ? [broken('leaf.chain')] : []),
      ...proved,
      ...(isKnownPack ? [] : [broken('pack.unknown')]),
      ...movedNote(document, checkpoint),
    ],
  }
}

function placed(text: string, index: number): ProvedLeaf {
  return { index, text, proof: [] }
}

function parseAll(
  crypto: LogCrypto,
  entries: readonly ProvedLeaf[],
  organisation: string,
): { read: IndexedLeaf[]; findings: Finding[] } {
  const read: IndexedLeaf[] = []
  const findings: Finding[] = []
  for (const { index, text } of entries) {
    const parsed = parseLeaf(text)
    if (!parsed.ok) {
      findings.push(broken('leaf.form', index))
      continue
    }
    if (parsed.leaf.org !== organisation) findings.push(broken('leaf.other-organisation', index))
    const hash = toBase64(leafHash(crypto, text))
    read.push({ index, leaf: parsed.leaf, hash })
  }
  return { read, findings: findings.slice(0, findingsMax) }
}

/** Findings of one kind that are listed; a rewritten log has thousands of one kind. */
const findingsMax = 5

function wholeFindings(
  crypto: LogCrypto,
  given: {
    readonly read: readonly IndexedLeaf[]
    readonly given: number
    readonly document: ReportDocument
    readonly checkpoint: Checkpoint
  },
): Finding[] {
  const { read, document, checkpoint } = given
  if (given.given !== checkpoint.size) {
    const detail = `${given.given} / ${checkpoint.size}`
    return [broken('leaves.missing', detail)]
  }
  const hashes = read.map(({ hash }) => hashFromBase64(hash) ?? new Uint8Array(0))
  if (read.length !== checkpoint.size) return [broken('leaves.root')]
  if (!sameBytes(wholeRoot(crypto, hashes), checkpoint.root)) return [broken('leaves.root')]
  const { size, root } = document.asOf
  const isWithin = Number.isSafeInteger(size) && size >= 0 && size <= checkpoint.size
  if (!isWithin || toBase64(wholeRoot(crypto, hashes.slice(0, size))) !== root) {
    return [broken('position.root')]
  }
  return []
}

function someFindings(
  crypto: LogCrypto,
  given: {
    readonly read: readonly IndexedLeaf[]
    readonly entries: readonly ProvedLeaf[]
    readonly checkpoint: Checkpoint
  },
): Finding[] {
  const { read, entries, checkpoint } = given
  const proofs = new Map(entries.map((entry) => [entry.index, entry.proof]))
  const wrong = read.filter(({ index, hash }) => {
    const proof = (proofs.get(index) ?? []).map(hashFromBase64)
    const verdict = verifyInclusion(crypto, {
      index,
      size: checkpoint.size,
      leafHash: hashFromBase64(hash) ?? new Uint8Array(0),
      proof: proof.map((one) => one ?? new Uint8Array(0)),
      root: checkpoint.root,
    })
    return !verdict.ok
  })
  return [
    ...wrong.slice(0, findingsMax).map(({ index }) => broken('leaf.proof', index)),
    note('leaves.some', entries.length),
  ]
}

function standingAt(
  read: readonly IndexedLeaf[],
  { asOf }: ReportDocument,
): Map<string, FoldedRecord> | null {
  return foldLeaves(read.filter(({ index }) => index < asOf.size))
}

/**
 * Of a log that is not whole, each record as its newest entry at hand shows it: what came before
 * and after is not known.
 */
function latest(read: readonly IndexedLeaf[]): Map<string, FoldedRecord> {
  const records = new Map<string, FoldedRecord>()
  for (const entry of read) {
    const record = recordAfter(undefined, entry)
    if (record !== null) records.set(record.id, { ...record, ...valuesAfter(undefined, entry) })
  }
  return records
}

function movedNote({ asOf }: ReportDocument, checkpoint: Checkpoint): Finding[] {
  return asOf.size < checkpoint.size ? [note('log.moved', asOf.size)] : []
}
