import type { AppendRequest } from '../../append/append-request.ts'
import { unhurried } from '../../append/unhurried.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { TableRow } from '../../ledger/sheet/read-table.ts'
import { readTable } from '../../ledger/sheet/read-table.ts'
import { briefValues, toldChanges } from '../../ledger/sheet/tell-changes.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { alikeTo, decide, freshRows } from './fresh-rows.ts'
import { guardFaults } from './guard-write.ts'
import { readCorrections } from './read-corrections.ts'
import type {
  Conflict,
  Correction,
  ImportContext,
  Imported,
  ImportSheet,
  ListedConflict,
  ListedCorrection,
} from './sheet-import.ts'

type Needs = Pick<AppPorts, 'store' | 'calendar' | 'crypto' | 'rosters'>

/** All that an import would write, and what is told of it. */
export interface ImportPlan {
  readonly context: ImportContext
  readonly fresh: readonly AppendRequest[]
  readonly corrections: readonly Correction[]
  readonly told: Imported
}

/** Rows named in one refusal, and corrections told in one answer. */
const namedMax = 200

/** Works out what a sheet comes to, and writes nothing. Throws a refusal with every fault. */
export async function planImport(
  ports: Needs,
  session: Session,
  request: ImportSheet,
  context: ImportContext,
): Promise<ImportPlan> {
  const { register, sheetNames, today } = context
  const around = { lists: session.pack.lists, names: sheetNames.names.zh, today }
  const read = await unhurried(readTable(request.sheet, register, around, request.reading))
  const keyed = await unhurried(
    readCorrections(session, context, { keyed: read.keyed, decided: request }),
  )
  const held = await unhurried(guarded(session, context, read.rows))
  const faults = [...read.faults, ...keyed.faults, ...held]
  if (faults.length > 0) throw new Refusal(faults.slice(0, namedMax))
  const { reading, reason, alike, decisions } = request
  const key = reading === undefined ? [] : [reading.year, reading.given]
  const given = reading?.given ?? {}
  const fresh = await freshRows(ports, session, context, { rows: read.rows, reason, given, key })
  // Who adds whatever is like another is asked about nothing, and the register need not be read.
  const isAsked = alike !== 'add' || (decisions !== undefined && decisions.size > 0)
  const compared = { fresh, corrections: keyed.corrections }
  const asked = isAsked ? await alikeTo(ports, session, context, compared) : []
  const answers = { ...(alike === undefined ? {} : { alike }), ...(decisions ? { decisions } : {}) }
  const decided = decide(session, context, { fresh, keyed: keyed.corrections, asked, ...answers })
  const stale = [...decided.faults.values()].flat()
  if (stale.length > 0) throw new Refusal(stale.slice(0, namedMax))
  const { corrections } = decided
  const added = decided.added.filter(({ isKnown }) => !isKnown)
  return {
    context,
    fresh: added.map((one) => one.request),
    corrections,
    told: {
      rows: read.rows.length + read.keyed.length,
      added: 0,
      fresh: added.length,
      late: added.filter((one) => one.request.lateDays > 0).length,
      known: fresh.filter(({ isKnown }) => isKnown).length,
      corrected: corrections.length,
      unchanged: keyed.unchanged + decided.same.size,
      skipped: decided.skipped.length,
      notes: [...keyed.notes, ...read.notes].slice(0, namedMax),
      corrections: corrections
        .slice(0, namedMax)
        .map((one) => toldCorrection(session, context, one)),
      conflicts: keyed.conflicts.map((one) => toldConflict(session, context, one)),
      alike: decided.open,
    },
  }
}

function* guarded(
  session: Session,
  { register, today }: ImportContext,
  rows: readonly TableRow[],
): Generator<undefined, readonly Fault[]> {
  const faults: Fault[] = []
  for (const { at, values } of rows) {
    yield
    for (const one of guardFaults(session, register, { before: null, after: values, today })) {
      faults.push({ ...one, at: [at, ...one.at] })
    }
  }
  return faults
}

function toldCorrection(
  session: Session,
  context: ImportContext,
  { row, record, changes }: Correction,
): ListedCorrection {
  const { contexts } = context.sheetNames
  return {
    row,
    record: record.id,
    title: titleFor(session, context, record),
    changes: changes.flatMap((one) => toldChanges(one, contexts)),
  }
}

function toldConflict(session: Session, context: ImportContext, one: Conflict): ListedConflict {
  const { row, at, record, field } = one
  const [base, theirs, mine] = briefValues(
    [one.base, one.theirs, one.mine],
    field,
    context.sheetNames.contexts,
  )
  const title = titleFor(session, context, record)
  const { id, version } = record
  return { row, at, record: id, version, title, field: field.label, base, theirs, mine }
}

function titleFor(
  session: Session,
  { register, sheetNames }: ImportContext,
  record: LedgerRecord,
): Label {
  const { values } = openTo(session, register, record.values)
  return titleOf(register, values, { lists: session.pack.lists, names: sheetNames.names.zh })
}
