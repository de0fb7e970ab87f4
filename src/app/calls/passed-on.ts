import { core } from '../../ledger/core/core-registers.ts'
import type { Below, CountedArrival, PassedOn } from '../../report/call/below.ts'
import { countBelow, passedOnIn } from '../../report/call/below.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { Reader } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'
import { signedEntry } from './seal-call.ts'

/**
 * The call by which the one of a digest was passed on to the bodies below, the newest where there
 * are several; null: none that was signed and stands.
 */
export async function passedOnOf(reader: Reader, digest: string): Promise<PassedOn | null> {
  const { above, step } = core.call.names
  const { items } = await reader.records({
    register: core.call.id,
    where: { [above]: digest, [step]: 'issued' },
    limit: 1,
  })
  const [record] = items
  if (record === undefined) return null
  return passedOnIn(record, (await signedEntry(reader, record.id)).leafHash)
}

/**
 * What was collected by a call that was passed on, as it stood when the log had so many entries;
 * null: some of it was written since.
 */
export async function belowAt(
  reader: Reader,
  passedOn: PassedOn,
  size: number,
): Promise<Below | null> {
  const subordinates = await subordinatesIn(reader)
  const arrivals = await arrivalsOf(reader, passedOn.id)
  const entries = await reader.entries({ from: size, count: entriesLooked })
  const isMoved = entries.some(({ leaf }) => counted.has(leaf.register ?? ''))
  return isMoved ? null : countBelow(passedOn, { subordinates, arrivals })
}

const counted: ReadonlySet<string> = new Set([core.subordinate.id, core.receivedReport.id])

/** Entries after a position that are looked at: as many as come while somebody reads. */
const entriesLooked = 1_000

function arrivalsOf(reader: Reader, call: string): Promise<readonly CountedArrival[]> {
  const where = { [core.receivedReport.names.call]: call }
  return everyRecord(reader, { register: core.receivedReport.id, where })
}
