import { hashFromBase64 } from './base64.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { LogCrypto } from './log-crypto.ts'
import { emptyRoot, sameBytes } from './merkle-hash.ts'
import { noteVerifier } from './note-verifier.ts'
import { cosign } from './sign-note.ts'
import type { NamedSigner } from './sign-note.ts'
import { formatSignatureLine, openNote, parseNote } from './signed-note.ts'
import { parseTreeNumber } from './tree-arithmetic.ts'
import { textOf } from './utf8.ts'
import { refused } from './verdict.ts'
import type { Verdict } from './verdict.ts'
import type { VerifierKey } from './verifier-key.ts'
import { verifyConsistency } from './verify/consistency.ts'

/** A request to cosign, read and not yet believed (c2sp.org/tlog-witness, `add-checkpoint`). */
export interface AddCheckpoint {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  readonly checkpoint: Checkpoint
  /** The signed checkpoint, verbatim. */
  readonly note: string
}

/** What a witness keeps of a log: its keys, and the head it cosigned last. */
export interface WatchedLog {
  readonly keys: readonly VerifierKey[]
  /** Null before the first cosignature. */
  readonly head: { readonly size: number; readonly root: Uint8Array } | null
}

/**
 * The answer, and the head to keep. `head` is null unless the status is 200; comparing with the
 * stored head and storing the new one must be one atomic step, before the answer is sent.
 */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size'
  readonly body: string
  readonly head: { readonly size: number; readonly root: Uint8Array } | null
}

const proofLinesMax = 63
const requestUnitsMax = 1_100_000

/** Reads the body of a request. Every refusal is a 400. */
export function parseAddCheckpoint(
  input: Uint8Array | string,
): Verdict<
  { request: AddCheckpoint },
  'witness.too-long' | 'witness.form' | 'witness.proof' | 'witness.checkpoint'
> {
  if (input.length > requestUnitsMax) return refused('witness.too-long')
  const source = textOf(input)
  const blank = source?.indexOf('\n\n') ?? -1
  if (source === null || blank < 0) return refused('witness.form')
  const [first = '', ...lines] = source.slice(0, blank).split('\n')
  const oldSize = first.startsWith('old ') ? parseTreeNumber(first.slice('old '.length)) : null
  if (oldSize === null) return refused('witness.form')
  if (lines.length > proofLinesMax) return refused('witness.proof')
  const proof: Uint8Array[] = []
  for (const line of lines) {
    const hash = hashFromBase64(line)
    if (hash === null) return refused('witness.proof')
    proof.push(hash)
  }
  const note = source.slice(blank + 2)
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!checkpoint.ok) return refused('witness.checkpoint')
  return { ok: true, request: { oldSize, proof, checkpoint: checkpoint.checkpoint, note } }
}

/** A request as text, for the log that asks. */
export function formatAddCheckpoint({
  oldSize,
  proof,
  note,
}: {
  oldSize: number
  /** Base64. */
  proof: readonly string[]
  note: string
}): string {
  return `${[`old ${oldSize}`, ...proof].join('\n')}\n\n${note}`
}

/**
 * Decides a request by what is stored of the log with its origin (null: the log is unknown), in
 * the order of the specification, and cosigns at `time` (seconds since 1970 UTC) if all holds.
 */
export function answerAddCheckpoint(
  crypto: LogCrypto,
  { request, log }: { request: AddCheckpoint; log: WatchedLog | null },
  { cosigner, time }: { cosigner: NamedSigner; time: number },
): WitnessAnswer {
  if (log === null) return answer(404, 'unknown log')
  const verifiers = log.keys.map((key) => noteVerifier(crypto, key))
  const opened = openNote(request.note, verifiers)
  if (!opened.ok) return answer(403, 'no valid signature by a known key')
  const { oldSize, checkpoint } = request
  if (oldSize > checkpoint.size) return answer(400, 'the old size is above the new')
  const known = log.head ?? { size: 0, root: emptyRoot(crypto) }
  if (oldSize !== known.size) {
    return { status: 409, contentType: 'text/x.tlog.size', body: `${known.size}\n`, head: null }
  }
  const head = { size: checkpoint.size, root: checkpoint.root }
  const status = statusOfGrowth(crypto, { known, head, proof: request.proof })
  if (status !== 200) return answer(status, 'the new tree does not extend the old')
  const signature = cosign(crypto, cosigner, { checkpointText: opened.note.text, time })
  return { ...answer(200, ''), body: formatSignatureLine(signature), head }
}

type Head = NonNullable<WatchedLog['head']>

function statusOfGrowth(
  crypto: LogCrypto,
  { known, head, proof }: { known: Head; head: Head; proof: readonly Uint8Array[] },
): 200 | 409 | 422 {
  if (head.size === 0) {
    // The root of an empty tree is no matter of opinion, so a wrong one is no fork but nonsense.
    return proof.length === 0 && sameBytes(head.root, emptyRoot(crypto)) ? 200 : 422
  }
  if (known.size === 0) return proof.length === 0 ? 200 : 422
  if (known.size === head.size && !sameBytes(known.root, head.root)) return 409
  return verifyConsistency(crypto, { older: known, newer: head, proof }).ok ? 200 : 422
}

function answer(status: WitnessAnswer['status'], text: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n`, head: null }
}
