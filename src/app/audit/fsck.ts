import type { Fault } from '../../ledger/fault.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Auditor, CheckedPositions, NewestSeals } from '../ports/audit-ports.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import { checkAnswers } from './check-answers.ts'
import type { FileCheck } from './check-attachments.ts'
import { checkAttachments } from './check-attachments.ts'
import { checkCosignatures } from './check-cosignatures.ts'
import type { FoundKeyChange } from './check-keys.ts'
import { checkKeys, keyChangesIn } from './check-keys.ts'
import { checkHead, checkPayloads } from './check-log.ts'
import { checkOrganisation } from './check-organisation.ts'
import { checkPacks } from './check-packs.ts'
import { checkReceived } from './check-received.ts'
import { checkRecords } from './check-records.ts'
import { removedOrganisations } from './check-removed.ts'
import { checkReportFiles } from './check-report-files.ts'
import { checkReports } from './check-reports.ts'
import type { KeptNewest } from './check-seals.ts'
import { checkSeals } from './check-seals.ts'
import { checkSearch } from './check-search.ts'
import { checkUploads } from './check-uploads.ts'
import type { JudgedPosition } from './checked-position.ts'
import { judgePosition, keepPosition, notLookedAt, sizeOf } from './checked-position.ts'
import { datedAhead } from './dated-ahead.ts'
import type { Found } from './difference.ts'
import type { Erased } from './erasures.ts'
import type { LogChecks } from './log-checks.ts'
import { checksFor } from './log-checks.ts'
import { packCheck } from './pack-check.ts'
import { uncovered } from './uncovered.ts'
import type { Examined, Walk } from './walk-entries.ts'
import { walkEntries } from './walk-entries.ts'

/** What the check of a ledger is given. */
export interface FsckOptions {
  /** Only these; all when absent. */
  readonly organisations?: readonly OrgId[]
  /** Now, UTC ISO: without it entries are held against the moments of checkpoints only. */
  readonly now?: string
  /** Looks at the bytes of an attachment; without it they are not looked at. */
  readonly file?: FileCheck
  /** Reads what is kept beside the keys of each log; without it it is not looked at. */
  readonly newest?: NewestSeals
  /** Where it is kept how far logs were checked; without it everything is looked at each time. */
  readonly positions?: CheckedPositions
  /** Look at everything, whatever an earlier check answers for. */
  readonly full?: boolean
  /** Told from time to time how far it is. */
  readonly onProgress?: (done: {
    readonly organisation: Organisation
    readonly entries: number
    /** Entries of its log. */
    readonly of: number
  }) => void
}

/** What the check of one organisation found. */
export interface FsckReport {
  readonly organisation: Organisation
  /** The first entry that was looked at. */
  readonly from: number
  readonly entries: number
  readonly records: number
  readonly checkpoints: number
  /** Payloads that were erased lawfully. They are not differences. */
  readonly erased: readonly Erased[]
  /** How the keys of the log were replaced. They are not differences. */
  readonly keyChanges: readonly FoundKeyChange[]
  /** What somebody should know though it is no difference, as `faults`. */
  readonly notices: readonly Fault[]
  /** Every difference; `at` is the public id of the organisation, the kind of row, its key. */
  readonly faults: readonly Fault[]
}

/**
 * Recomputes everything that is stored from the entries alone and names every difference: leaves,
 * payloads, receipts, roots, checkpoints, tiles, keys, records, the indexes of lists and of the
 * search, packs, answers, and the files, drafts and watched logs that entries name. Changes
 * nothing. A log that an earlier check answers for up to a position is checked from there on, and
 * the report says what was not looked at. What it cannot show: a log rewritten whole with a stolen
 * key (a witness or an old receipt does), and changes of the trail, which stands outside the log.
 */
export async function fsck(
  {
    auditor,
    crypto,
    checks = null,
  }: { auditor: Auditor; crypto: LogCrypto; checks?: LogChecks | null },
  options: FsckOptions = {},
): Promise<readonly FsckReport[]> {
  const reports: FsckReport[] = []
  const isSoundPack = packCheck(crypto)
  // Before the database: what is kept may then be behind it, and is never ahead of it.
  const newest = options.newest ? await options.newest() : undefined
  const all = await auditor.organisations()
  for (const organisation of all) {
    if (options.organisations?.includes(organisation.id) === false) continue
    const { publicId } = organisation
    const kept = keptOf(newest, organisation)
    const note = (await options.positions?.read(publicId)) ?? null
    reports.push(
      await auditor.audit(organisation.id, async (ledger) => {
        const size = (await ledger.head())?.size ?? 0
        const log = { crypto, ledger, organisation, isSoundPack }
        const judged = await judgePosition(log, note)
        const since = options.full === true ? null : judged.position
        const sumKey = since === null ? auditor.drawKey() : null
        const { place } = auditor
        const examined: Examined = {
          ...log,
          size,
          checks: checksFor(size, { crypto, ledger, apart: checks }),
          pieces: { place, organisation: organisation, keys: await ledger.keys(), sumKey },
          since,
          ...(options.now ? { now: options.now } : {}),
        }
        return examine(examined, { all, kept, judged }, options)
      }),
    )
  }
  const removed = options.organisations || !newest ? [] : removedOrganisations(newest, all)
  return [
    ...reports,
    ...removed.map(({ organisation, fault }) => ({ ...none, organisation, faults: [fault] })),
  ]
}

const none = {
  from: 0,
  entries: 0,
  records: 0,
  checkpoints: 0,
  erased: [],
  keyChanges: [],
  notices: [],
} as const

/** What is known of an organisation outside its log. */
interface FsckContext {
  readonly all: readonly Organisation[]
  readonly kept: KeptNewest
  readonly judged: JudgedPosition
}

function keptOf(
  newest: ReadonlyMap<string, string> | null | undefined,
  { publicId }: Organisation,
): KeptNewest {
  if (newest === undefined) return 'not-looked-at'
  return newest === null ? 'unreadable' : (newest.get(publicId) ?? null)
}

async function examine(
  examined: Examined,
  { all, kept, judged }: FsckContext,
  options: FsckOptions,
): Promise<FsckReport> {
  const { organisation, since, size } = examined
  const walk = await walkEntries(examined, (entries) =>
    options.onProgress?.({ organisation, entries, of: size }),
  )
  const signed = walk.checkpoints.at(-1)?.size ?? 0
  const records = await checkRecords(examined, walk)
  const seals = await checkSeals(examined, walk, kept)
  // Who brought what, and what arrived, follows from all entries together.
  const whole = since === null ? await checkWhole(examined, walk) : nothing
  const faults = [
    ...judged.faults,
    ...walk.faults,
    ...seals.faults,
    ...(await checkCosignatures(examined, walk)),
    ...(await walk.tiles.compare(signed)),
    ...(await checkHead(examined, walk)),
    ...(await checkKeys(examined, walk)),
    ...(await checkOrganisation(examined, walk, all)),
    ...(await checkPayloads(examined)),
    ...records.faults,
    ...(await checkSearch(examined)),
    ...(await checkAnswers(examined, walk)),
    ...(await checkPacks(examined, walk)),
    ...(await checkReports(examined, walk)),
    ...whole.faults,
    ...(options.file ? await checkAttachments(organisation, walk.files, options.file) : []),
  ]
  return {
    organisation,
    from: sizeOf(since),
    entries: walk.range.size,
    records: records.count,
    checkpoints: walk.checkpoints.length,
    erased: walk.erasures.found(),
    keyChanges: keyChangesIn(walk),
    notices: [
      ...seals.notices,
      ...whole.notices,
      ...datedAhead(examined, walk),
      ...uncovered(examined, walk),
      ...(since === null ? [] : [notLookedAt(organisation, since)]),
      ...(faults.length === 0 ? await keepPosition(examined, walk.covered, options) : []),
    ],
    faults,
  }
}

const nothing: Found = { faults: [], notices: [] }

/** What only a look at all entries shows: files of reports, received files, who brought a file. */
async function checkWhole(examined: Examined, walk: Walk): Promise<Found> {
  const { ledger, organisation } = examined
  const { faults, notices } = await checkReceived(examined, walk)
  const files = await checkReportFiles(organisation, ledger)
  return { faults: [...files, ...faults, ...(await checkUploads(examined, walk))], notices }
}
