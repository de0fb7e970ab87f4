import type { Fault } from '../../ledger/fault.ts'
import type { MappedRow, PassedRow } from '../../ledger/sheet/mapping.ts'
import type { Values } from '../../ledger/value.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ImportDecision } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { AlikeRow } from '../records/sheet-import.ts'
import type { JudgedRow, RowState } from './import-reading.ts'
import { readNow, workOf } from './read-import.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'imports' | 'importReadings' | 'rosters' | 'calendar' | 'crypto' | 'clock'
>

/** A row of an import as its grid shows it. */
export interface ShownRow {
  readonly row: number
  readonly at: string
  readonly state: RowState
  readonly cells: MappedRow['cells']
  /** Faults of no single cell. */
  readonly faults: readonly Fault[]
  readonly values: Values | null
  /** Days that it comes late; 0 where it does not, or is no new record. */
  readonly lateDays: number
  readonly like: AlikeRow['like'] | null
  readonly decision: ImportDecision | null
}

/** Rows of one state, by their number in the sheet. */
export interface AskedRows {
  readonly state: RowState | 'all'
  /** The last row that was seen. */
  readonly after: number
  readonly limit: number
}

/**
 * Rows of an import in the order of the sheet. Waits for what it comes to. Refuses with
 * `import.unknown`, `import.stopped`.
 */
export async function listRows(
  ports: Needs,
  session: Session,
  id: string,
  { state, after, limit }: AskedRows,
): Promise<{ readonly items: readonly ShownRow[]; readonly next: number | null }> {
  const { reading, stored } = await readNow(ports, session, id)
  const { decisions } = workOf(stored)
  const items: ShownRow[] = []
  for (const one of reading.rows) {
    if (one.row <= after || (state !== 'all' && one.state !== state)) continue
    if (items.length === limit) return { items, next: items.at(-1)?.row ?? null }
    items.push(shownRow(one, decisions[String(one.row)] ?? null))
  }
  return { items, next: null }
}

/** The rows that are no records, and why. Waits and refuses as `listRows`. */
export async function listPassed(
  ports: Needs,
  session: Session,
  id: string,
  { after, limit }: Omit<AskedRows, 'state'>,
): Promise<{ readonly items: readonly PassedRow[]; readonly next: number | null }> {
  const { reading } = await readNow(ports, session, id)
  const rest = reading.mapped.passed.filter(({ row }) => row > after)
  const items = rest.slice(0, limit)
  return { items, next: rest.length > limit ? (items.at(-1)?.row ?? null) : null }
}

function shownRow(
  { row, state, mapped, faults, like, write }: JudgedRow,
  decision: ImportDecision | null,
): ShownRow {
  return {
    row,
    at: mapped.at,
    state,
    cells: mapped.cells,
    faults,
    values: mapped.values ?? null,
    lateDays: write?.kind === 'add' ? write.request.lateDays : 0,
    like: like?.like ?? null,
    decision,
  }
}
