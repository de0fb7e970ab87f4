import { keysInForce } from '../../log/announced-keys.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import type { AnsweredCall } from '../../report/call/answered-call.ts'
import type { ReportDocument } from '../../report/document.ts'
import { buildEvidence } from '../../report/evidence/build-evidence.ts'
import { withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import type { CorrectedReport, Evidence } from '../../report/evidence/evidence.ts'
import type { EvidenceEntry } from '../../report/evidence/evidence-entry.ts'
import { coveringCheckpoint } from '../log/covering-checkpoint.ts'
import { passkeyRecords } from '../people/passkey-records.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session, StoredEntry } from '../ports/store-ports.ts'

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
