import { unhurried } from '../../append/unhurried.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { rowNumber } from '../../ledger/sheet/header-rows.ts'
import type { MappedRow, MappedTable } from '../../ledger/sheet/mapping.ts'
import { readMapped } from '../../ledger/sheet/read-mapped.ts'
import { shapeOf } from '../../ledger/sheet/shape.ts'
import type { Cell, SheetTable } from '../../ledger/sheet/table.ts'
import { cellAddress, placeOfCell } from '../../ledger/sheet/table.ts'
import { writableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ImportCounts, StoredImport, TableWork } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { RunSteps } from '../records/fresh-rows.ts'
import { alikeTo, decide, freshRows } from '../records/fresh-rows.ts'
import { guardFaults } from '../records/guard-write.ts'
import type { AlikeRow, ImportContext } from '../records/sheet-import.ts'
import { linkFields, sheetNames } from '../records/sheet-records.ts'
import { findImport } from './find-import.ts'
import type { ImportReading, JudgedRow, RowState } from './import-reading.ts'
import type { Told } from './keep-readings.ts'
import { counted, refuseStopped } from './keep-readings.ts'
import { mappingContext } from './mapping-context.ts'
import { rowsAgainst } from './rows-against.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'imports' | 'importReadings' | 'rosters' | 'calendar' | 'crypto' | 'clock'
>

const noWork: TableWork = { mended: {}, leftOut: [], decisions: {} }

/** What was done to the rows of the table that is mapped. */
export function workOf({ work }: Pick<StoredImport, 'work'>): TableWork {
  // A sheet may be called whatever objects have by nature.
  const { table } = work.mapping
  return (Object.hasOwn(work.tables, table) ? work.tables[table] : undefined) ?? noWork
}

/** The reading of an import as it stands now, under way or finished. */
export async function readingOf(ports: Needs, session: Session, stored: StoredImport) {
  const { size } = await ports.store.read(session.org.id, (reader) => reader.position())
  const today = todayIn(session.org.zone, ports.clock)
  const of = [stored.version, size, session.pack.digest, today, ...session.actor.roles].join(' ')
  return ports.importReadings.read(stored.id, of, async (told) => {
    const reading = await readImport(ports, session, stored, told)
    await noteCounts(ports, session, stored, reading)
    return reading
  })
}

/**
 * An import as it is now, with what it comes to. A reading that a change has overtaken is begun
 * again. Refuses with `import.unknown`, `import.stopped`.
 */
export async function readNow(
  ports: Needs,
  session: Session,
  id: string,
): Promise<{ readonly stored: StoredImport; readonly reading: ImportReading }> {
  for (let tries = 1; ; tries += 1) {
    const stored = await findImport(ports, session, id)
    if (stored.state === 'stopped') refuseStopped()
    try {
      const { finished } = await readingOf(ports, session, stored)
      return { stored, reading: await finished }
    } catch (error) {
      if (!isStopped(error) || tries === triesMax) throw error
    }
  }
}

/** Somebody who goes on typing overtakes a large reading now and again. */
const triesMax = 5

/** Whether a reading ended because nobody wanted it any more. */
export function isStopped(error: unknown): boolean {
  return error instanceof Refusal && error.faults[0]?.code === 'import.stopped'
}

async function noteCounts(
  { imports }: Needs,
  session: Session,
  { id, version, counts: before, state: was }: StoredImport,
  { counts }: ImportReading,
): Promise<void> {
  const { ready, open, alike, written } = counts
  const state = ready + open + alike === 0 && written > 0 ? 'done' : 'open'
  if (state === was && JSON.stringify(before) === JSON.stringify(counts)) return
  await imports.note(session.org.id, { id, version, state, counts })
}

/** Times that every row is gone through: mapped, held against rules, made a write, compared. */
const passes = 4

async function readImport(
  ports: Needs,
  session: Session,
  stored: StoredImport,
  told: Told,
): Promise<ImportReading> {
  const { mapping } = stored.work
  const register = writableRegister(session, mapping.register)
  const table = await ports.imports.table(session.org.id, stored.id, mapping.table)
  if (table === null) throw new Error(`import ${stored.id} has no table ${mapping.table}`)
  told.expect(table.rows.length * passes)
  const run: RunSteps = (steps) => unhurried(counted(steps, told))
  const work = workOf(stored)
  const decisions = new Map(Object.entries(work.decisions).map(([row, one]) => [Number(row), one]))
  const context = await contextOf(ports, session, stored)
  const around = await mappingContext(ports, session, context.sheetNames.names.zh)
  const mended = withMended(table, work)
  const mapped = await run(readMapped(mended, shapeOf(register), mapping, around))
  const { id } = stored
  const of = { id, register: register.id, table: mapping.table }
  const written = await ports.imports.written(session.org.id, of)
  const held = await run(heldRows(session, context, mapped.rows))
  const fit = mapped.rows.flatMap(({ row, at, values, said }) =>
    values === undefined || held.has(row) ? [] : [{ row, at, values, said }],
  )
  const { given } = mapping
  const key = Object.keys(given).length === 0 ? [] : [given]
  const fresh = await freshRows(ports, session, context, {
    rows: fit,
    reason: null,
    given,
    key,
    written,
    run,
  })
  const own = new Set(written.values())
  // A row that is left out is compared with nothing, and nothing with it.
  const leftOut = new Set(work.leftOut)
  const compared = fresh.filter(({ row }) => !leftOut.has(row))
  const asked = await alikeTo(ports, session, context, {
    fresh: compared,
    corrections: [],
    own,
    run,
  })
  const decided = decide(session, context, { fresh: compared, keyed: [], asked, decisions })
  const known = new Set(fresh.flatMap(({ row, isKnown }) => (isKnown ? [row] : [])))
  const rows = judged(mapped.rows, {
    isWritten: (row) => written.has(row) || known.has(row),
    leftOut,
    held,
    stale: decided.faults,
    undecided: new Set(decided.open.map(({ row }) => row)),
    likes: new Map(asked.map((one) => [one.row, one])),
    writes: writesOf(decided),
  })
  const counts = countsOf(rows, mapped)
  const head = headOf(mended, mapping.header)
  const against = await unhurried(rowsAgainst(session, context, rows))
  return { context, mapped, rows, counts, against, head, bytes: bytesOf(mended) }
}

async function contextOf(
  ports: Needs,
  session: Session,
  stored: StoredImport,
): Promise<ImportContext> {
  const register = writableRegister(session, stored.work.mapping.register)
  const ids = Object.values(workOf(stored).decisions).flatMap((one) =>
    typeof one === 'string' ? [] : [one.record],
  )
  const known =
    ids.length === 0
      ? []
      : await ports.store.read(session.org.id, (reader) => reader.recordsById(ids))
  const own = known.filter((record) => record.register === register.id)
  const names = await sheetNames(ports, session, {
    register,
    values: own.map(({ values }) => values),
    known,
    byTitle: linkFields(register),
  })
  return {
    register,
    sheetNames: names,
    today: todayIn(session.org.zone, ports.clock),
    records: new Map(own.map((record) => [record.id, record])),
    seen: new Map(),
  }
}

/** The table with its mended cells, also those behind the last filled one of their row. */
function withMended(table: SheetTable, { mended }: TableWork): SheetTable {
  const byRow = new Map<number, { column: number; text: string }[]>()
  for (const [address, text] of Object.entries(mended)) {
    const place = placeOfCell(address)
    if (place === null) continue
    byRow.set(place.row, [...(byRow.get(place.row) ?? []), { column: place.column, text }])
  }
  if (byRow.size === 0) return table
  const rows = table.rows.map((cells) => {
    const row = rowNumber(cells)
    const changes = byRow.get(row - 1)
    if (changes === undefined) return cells
    const width = changes.reduce((most, { column }) => Math.max(most, column + 1), cells.length)
    const texts = new Map(changes.map(({ column, text }) => [column, text]))
    return Array.from({ length: width }, (_, column): Cell => {
      const address = cellAddress({ row: row - 1, column })
      const text = texts.get(column)
      return text === undefined ? (cells[column] ?? { address, text: '' }) : { address, text }
    })
  })
  return { ...table, rows }
}

function* heldRows(
  session: Session,
  { register, today }: ImportContext,
  rows: readonly MappedRow[],
): Generator<undefined, ReadonlyMap<number, readonly Fault[]>> {
  const held = new Map<number, readonly Fault[]>()
  for (const { row, at, values } of rows) {
    yield
    if (values === undefined) continue
    const faults = guardFaults(session, register, { before: null, after: values, today })
    if (faults.length > 0)
      held.set(
        row,
        faults.map((one) => ({ ...one, at: [at, ...one.at] })),
      )
  }
  return held
}

function writesOf({
  added,
  corrections,
  same,
}: Pick<ReturnType<typeof decide>, 'added' | 'corrections' | 'same'>) {
  const writes = new Map<number, JudgedRow['write']>()
  for (const { row, request } of added) writes.set(row, { kind: 'add', request })
  for (const correction of corrections) writes.set(correction.row, { kind: 'correct', correction })
  for (const [row, record] of same) writes.set(row, { kind: 'same', record })
  return writes
}

function judged(
  rows: readonly MappedRow[],
  given: {
    readonly isWritten: (row: number) => boolean
    readonly leftOut: ReadonlySet<number>
    readonly held: ReadonlyMap<number, readonly Fault[]>
    readonly stale: ReadonlyMap<number, readonly Fault[]>
    readonly undecided: ReadonlySet<number>
    readonly likes: ReadonlyMap<number, AlikeRow>
    readonly writes: ReadonlyMap<number, JudgedRow['write']>
  },
): readonly JudgedRow[] {
  return rows.map((mapped) => {
    const { row } = mapped
    const faults = [
      ...mapped.faults,
      ...(given.held.get(row) ?? []),
      ...(given.stale.get(row) ?? []),
    ]
    const stateOf = (): RowState => {
      if (given.isWritten(row)) return 'written'
      if (given.leftOut.has(row)) return 'left-out'
      if (mapped.state === 'open' || faults.length > 0) return 'open'
      return given.undecided.has(row) ? 'alike' : 'ready'
    }
    const state = stateOf()
    const write = state === 'ready' ? (given.writes.get(row) ?? null) : null
    return { row, state, mapped, faults, like: given.likes.get(row) ?? null, write }
  })
}

function countsOf(rows: readonly JudgedRow[], { passed }: MappedTable): ImportCounts {
  const of = (state: RowState) => rows.filter((one) => one.state === state).length
  return {
    ready: of('ready'),
    open: of('open'),
    passed: passed.length,
    written: of('written'),
    leftOut: of('left-out'),
    alike: of('alike'),
    late: rows.filter(({ write }) => write?.kind === 'add' && write.request.lateDays > 0).length,
  }
}

const [headAbove, headBelow] = [4, 12]

/** Some rows above the header, the header, and the first ones below it. */
function headOf(
  { rows }: SheetTable,
  { first, last }: { readonly first: number; readonly last: number },
): readonly (readonly Cell[])[] {
  const from = Math.max(1, first - headAbove)
  const to = Math.max(last, 1) + headBelow
  return rows.filter((cells) => {
    const row = rowNumber(cells)
    return row >= from && row <= to
  })
}

/** Bytes that a cell takes beside its text, as it is read and mapped. */
const cellBytes = 250

function bytesOf({ rows }: SheetTable): number {
  let bytes = 0
  for (const cells of rows) for (const { text } of cells) bytes += cellBytes + text.length * 2
  return bytes
}
