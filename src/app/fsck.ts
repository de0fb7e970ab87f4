import type { FigureValue } from '../ledger/figure.ts'
import type { Fault } from '../ledger/fault.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import { checkAnswers, checkFigures, checkHead } from './audit/check-log.ts'
import { checkOrganisation, checkPacks, checkPayloads } from './audit/check-log.ts'
import { checkAttachments } from './audit/check-attachments.ts'
import type { FileCheck } from './audit/check-attachments.ts'
import { checkKeys, keyChangesIn } from './audit/check-keys.ts'
import type { FoundKeyChange } from './audit/check-keys.ts'
import { checkRecords } from './audit/check-records.ts'
import { checkReportFiles } from './audit/check-report-files.ts'
import type { Erased } from './audit/erasures.ts'
import { walkEntries } from './audit/walk-entries.ts'
import type { Examined } from './audit/walk-entries.ts'
import type { Auditor, OrgId, Organisation } from './ports.ts'

/** What the check of a ledger is given. */
export interface FsckOptions {
  /** Only these; all when absent. */
  readonly organisations?: readonly OrgId[]
  /** Counts a stored figure again from records, at the same place of the log; null = cannot. */
  readonly recompute?: (
    organisation: Organisation,
    stored: FigureValue,
  ) => Promise<FigureValue | null>
  /** Looks at the bytes of an attachment; without it they are not looked at. */
  readonly file?: FileCheck
  /** Told from time to time how far it is. */
  readonly onProgress?: (done: { organisation: Organisation; entries: number }) => void
}

/** What the check of one organisation found. */
export interface FsckReport {
  readonly organisation: Organisation
  readonly entries: number
  readonly records: number
  readonly checkpoints: number
  /** Payloads that were erased lawfully. They are not differences. */
  readonly erased: readonly Erased[]
  /** How the keys of the log were replaced. They are not differences. */
  readonly keyChanges: readonly FoundKeyChange[]
  /** Every difference; `at` is the public id of the organisation, the kind of row, its key. */
  readonly faults: readonly Fault[]
}

/**
 * Recomputes everything that is stored from the entries alone and names every difference: leaves,
 * payloads, receipts, roots, checkpoints, tiles, keys, records, packs, figures. Changes nothing.
 * What it cannot show: a log rewritten whole with a stolen key (a witness or an old receipt does),
 * and changes of the trail, which stands outside the log.
 */
export async function fsck(
  { auditor, crypto }: { auditor: Auditor; crypto: LogCrypto },
  options: FsckOptions = {},
): Promise<readonly FsckReport[]> {
  const reports: FsckReport[] = []
  for (const organisation of await auditor.organisations()) {
    if (options.organisations?.includes(organisation.id) === false) continue
    reports.push(
      await auditor.audit(organisation.id, (evidence) =>
        examine({ crypto, evidence, organisation }, options),
      ),
    )
  }
  return reports
}

async function examine(examined: Examined, options: FsckOptions): Promise<FsckReport> {
  const { crypto, evidence, organisation } = examined
  const walk = await walkEntries(examined, (entries) =>
    options.onProgress?.({ organisation, entries }),
  )
  const signed = walk.checkpoints.at(-1)?.size ?? 0
  const records = await checkRecords({ crypto, org: organisation.publicId, evidence }, walk.records)
  const faults = [
    ...walk.faults,
    ...(await walk.tiles.compare(signed)),
    ...(await checkHead(examined, walk)),
    ...(await checkKeys(examined, walk)),
    ...checkOrganisation(examined, walk),
    ...(await checkPayloads(examined)),
    ...records.faults,
    ...(await checkAnswers(examined, walk)),
    ...(await checkPacks(examined)),
    ...(await checkReportFiles(organisation, evidence)),
    ...(await checkFigures(examined, walk, options.recompute)),
    ...(options.file ? await checkAttachments(organisation, walk.files, options.file) : []),
  ]
  return {
    organisation,
    entries: walk.range.size,
    records: records.count,
    checkpoints: walk.checkpoints.length,
    erased: walk.erasures.found(),
    keyChanges: keyChangesIn(walk),
    faults,
  }
}
