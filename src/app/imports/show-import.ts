import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { ColumnProposal, Mapping, Question } from '../../ledger/sheet/mapping.ts'
import type { Cell } from '../../ledger/sheet/table.ts'
import { writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ImportCounts, StoredImport } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findImport, isKeeper, ownerOf } from './find-import.ts'
import type { ImportReading, RowsAgainst } from './import-reading.ts'
import type { Progress } from './keep-readings.ts'
import { isStopped, readingOf } from './read-import.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'imports' | 'importReadings' | 'rosters' | 'calendar' | 'crypto' | 'clock'
>

/** `reading`: what it comes to is being worked out; `writing`: ready rows go to the log. */
export type ImportState = StoredImport['state'] | 'reading' | 'writing'

/** An import in a list. */
export interface ListedImport {
  readonly id: string
  readonly fileName: string
  readonly register: string
  readonly state: ImportState
  readonly counts: ImportCounts | null
  readonly broughtAt: string
  readonly touchedAt: string
  /** Brought by the caller; others are there to be thrown away and cannot be opened. */
  readonly isOwn: boolean
}

/** An import as its page shows it. */
export interface ShownImport {
  readonly id: string
  readonly version: number
  readonly fileName: string
  readonly state: ImportState
  readonly progress: Progress
  readonly tables: StoredImport['tables']
  readonly registers: readonly {
    readonly id: string
    readonly label: Label
    readonly table: string
    readonly score: number
  }[]
  readonly mapping: Mapping
  readonly columns: readonly ColumnProposal[]
  /** Required fields that neither a column nor a given value fills. */
  readonly missing: readonly string[]
  readonly isOwnSheet: boolean
  /** Null while it is being read, or was stopped. */
  readonly found: {
    readonly counts: ImportCounts
    /** What rows that are ready or written speak against. */
    readonly against: readonly RowsAgainst[]
    readonly head: readonly (readonly Cell[])[]
    readonly questions: readonly Question[]
    /** Questions beyond those that are shown. */
    readonly moreQuestions: number
    readonly notes: readonly Fault[]
    /** Why nothing can be read at all. */
    readonly faults: readonly Fault[]
  } | null
  readonly broughtAt: string
  readonly touchedAt: string
}

/** Questions of one answer; when these are answered the others follow. */
const questionsMax = 300
/** So long an answer waits for what a small file comes to. */
const patienceMs = 400

/**
 * An import with what it comes to; of a large one that takes longer, how far it has come. Refuses
 * with `import.unknown` and as `writableRegister`.
 */
export async function showImport(ports: Needs, session: Session, id: string): Promise<ShownImport> {
  const stored = await findImport(ports, session, id)
  const isWriting = ports.importReadings.isWriting(id)
  if (stored.state === 'stopped') return shown(session, stored, { reading: null, state: 'stopped' })
  const kept = await readingOf(ports, session, stored)
  const reading = await inTime(kept.finished, patienceMs).catch((error: unknown) => {
    // A change has overtaken it: the next answer is of what holds then.
    if (isStopped(error)) return null
    throw error
  })
  const state = isWriting ? 'writing' : reading === null ? 'reading' : stateOf(reading)
  return shown(session, stored, { reading, state, progress: kept.progress() })
}

/** The newest state, which the reading has just found. */
function stateOf({ counts: { ready, open, alike, written } }: ImportReading): 'open' | 'done' {
  return ready + open + alike === 0 && written > 0 ? 'done' : 'open'
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function shown(
  session: Session,
  stored: StoredImport,
  given: {
    readonly reading: ImportReading | null
    readonly state: ImportState
    readonly progress?: Progress
  },
): ShownImport {
  const { id, version, fileName, tables, work, broughtAt, touchedAt } = stored
  const { mapping, columns, isOwn } = work
  const { reading, state, progress = { done: 0, of: 0 } } = given
  const registers = work.registers.flatMap(({ register, table, score }) => {
    const found = session.pack.registers.get(register)
    return found ? [{ id: register, label: found.label, table, score }] : []
  })
  return {
    id,
    version,
    fileName,
    state,
    progress,
    tables,
    registers,
    mapping,
    columns,
    missing: missingFields(session, mapping),
    isOwnSheet: isOwn,
    found: reading && foundIn(reading),
    broughtAt,
    touchedAt,
  }
}

function foundIn({
  counts,
  against,
  head,
  mapped,
}: ImportReading): NonNullable<ShownImport['found']> {
  const { questions, notes, faults } = mapped
  return {
    counts,
    against,
    head,
    questions: questions.slice(0, questionsMax),
    moreQuestions: Math.max(0, questions.length - questionsMax),
    notes,
    faults,
  }
}

function missingFields(session: Session, mapping: Mapping): readonly string[] {
  const { fields } = writableRegister(session, mapping.register)
  const filled = new Set([
    ...Object.keys(mapping.given),
    ...mapping.columns.flatMap(({ use }) =>
      typeof use === 'string' ? [] : [use.field, use.field.split('.')[0] ?? ''],
    ),
  ])
  return fields.filter(({ id, required }) => required && !filled.has(id)).map(({ id }) => id)
}

/** The caller's imports, newest first; an administrator also sees that others have some. */
export async function listImports(
  { imports, importReadings }: Pick<Needs, 'imports' | 'importReadings'>,
  session: Session,
): Promise<readonly ListedImport[]> {
  const owner = ownerOf(session)
  const all = await imports.list(session.org.id)
  return all.flatMap((stored): ListedImport[] => {
    const isOwn = stored.owner === owner
    if (!isOwn && !isKeeper(session)) return []
    const { id, state, counts, broughtAt, touchedAt, work } = stored
    return [
      {
        id,
        // What a file is called may say what is in it.
        fileName: isOwn ? stored.fileName : '',
        register: work.mapping.register,
        state: importReadings.isWriting(id) ? 'writing' : state,
        counts,
        broughtAt,
        touchedAt,
        isOwn,
      },
    ]
  })
}
