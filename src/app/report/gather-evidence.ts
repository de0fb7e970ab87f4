import { Refusal, refuse } from '../../ledger/fault.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import type { AnsweredCall } from '../../report/call/answered-call.ts'
import type { ReportDocument } from '../../report/document.ts'
import { buildEvidence } from '../../report/evidence/build-evidence.ts'
import { withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import type { CorrectedReport, Evidence } from '../../report/evidence/evidence.ts'
import type { EvidenceEntry } from '../../report/evidence/evidence-entry.ts'
import { passkeyRecords } from '../people/passkey-records.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session, StoredCheckpoint, StoredEntry } from '../ports/store-ports.ts'

/** What evidence is gathered for. */
export interface GatherEvidence {
  readonly document: ReportDocument
  /** The day its figures were computed on: that of the year book it was written from. */
  readonly today: string
  /** Claims that were overridden, each with the log index of the entry that says so. */
  readonly overrides: readonly { readonly claim: string; readonly entry: number }[]
  /** Public address of the verify page; null where the server has none. */
  readonly page: string | null
  /** Random id of whoever is to sign, so that their passkeys are shown; absent: nobody yet. */
  readonly signer?: string | null
  /** The signed report that it corrects; absent: none. */
  readonly corrects?: CorrectedReport | null
  /** The call that it answers; absent: none. */
  readonly answers?: AnsweredCall | null
  /** The call by which that one was passed on, whose answers it counts; absent: none. */
  readonly passedOn?: string | null
  /** Leaves at most; absent: as many as a file carries. The year pack takes all. */
  readonly leavesMax?: number
}

const entriesPerPage = 2000

/**
 * Gathers the evidence of a document as the log stands at its newest checkpoint. Of restricted
 * registers and of persons nothing is opened, whoever asks. Refuses with `report.uncovered` while
 * no checkpoint covers the position at which the document's figures hold: ask again in a moment.
 */
export async function gatherEvidence(
  ports: Pick<AppPorts, 'store' | 'crypto'>,
  session: Session,
  { document, today, overrides, page, leavesMax, signer = null, ...given }: GatherEvidence,
): Promise<Evidence> {
  const { org, pack } = session
  return ports.store.read(org.id, async (reader) => {
    const passkeys = signer === null ? [] : await passkeyRecords(reader, signer)
    const named = [...overrides, ...passkeys].map(({ entry }) => entry + 1)
    const least = named.reduce((most, one) => Math.max(most, one), document.asOf.size)
    const checkpoint = await coveringCheckpoint(reader, least)
    return buildEvidence(ports.crypto, document, {
      organisation: { id: org.publicId, name: org.name, origin: org.origin, zone: org.zone },
      keys: keysInForce(await reader.keys(), checkpoint.size),
      page,
      checkpoint: withLogSignature(checkpoint.note),
      entries: (await entriesBefore(reader, checkpoint.size)).map(evidenceEntry),
      pack,
      today,
      overrides,
      signer,
      corrects: given.corrects ?? null,
      answers: given.answers ?? null,
      passedOn: given.passedOn ?? null,
      ...(leavesMax === undefined ? {} : { leavesMax }),
    })
  })
}

/** The newest checkpoint, where it covers a log of this size. Refuses with `report.uncovered`. */
export async function coveringCheckpoint(reader: Reader, size: number): Promise<StoredCheckpoint> {
  const checkpoint = await reader.checkpoint()
  if (checkpoint !== null && checkpoint.size >= size) return checkpoint
  return refuseUncovered()
}

/** Refuses with `report.uncovered`: a moment later it is another thing. */
export function refuseUncovered(): never {
  return refuse('report.uncovered', {
    text: {
      zh: '日志的检查点还没有覆盖到这里。',
      en: 'No checkpoint of the log covers this yet.',
    },
    hint: { zh: '请稍候片刻再试。', en: 'Wait a moment and try again.' },
  })
}

const triesMax = 40
const pauseMs = 150

/**
 * Does again what was refused with `report.uncovered`: a checkpoint follows each write within a
 * second. Gives up after six seconds with that refusal.
 */
export async function waitForCheckpoint<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Refusal ? error.faults[0]?.code : null
      if (code !== 'report.uncovered' || tries === triesMax) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** Every entry before a size of the log, in order. */
export async function entriesBefore(reader: Reader, size: number): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = []
  while (entries.length < size) {
    const from = entries.length
    const page = await reader.entries({ from, count: Math.min(entriesPerPage, size - from) })
    if (page.length === 0) throw new Error(`the log has no entry ${from} though it is covered`)
    for (const entry of page) entries.push(entry)
  }
  return entries
}

function evidenceEntry(entry: StoredEntry): EvidenceEntry {
  const { index, leaf, leafText, leafHash } = entry
  return { index, leaf, leafText, leafHash, payload: payloadOfEntry(entry) }
}
