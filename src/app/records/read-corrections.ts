import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { parseChanged } from '../../ledger/record/parse-values.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { KeyedRow } from '../../ledger/sheet/keyed-rows.ts'
import type { CellChange, CellConflict } from '../../ledger/sheet/row-changes.ts'
import { rowChanges, same } from '../../ledger/sheet/row-changes.ts'
import type { Values } from '../../ledger/value.ts'
import { hiddenFields, openTo } from '../access/open-to.ts'
import type { Session } from '../ports/store-ports.ts'
import { guardFaults } from './guard-write.ts'
import type { Conflict, Correction, ImportContext, ImportSheet } from './sheet-import.ts'

/** What the rows that say which record they are come to. */
export interface ReadCorrections {
  readonly corrections: readonly Correction[]
  /** Cells that somebody must decide about. */
  readonly conflicts: readonly Conflict[]
  readonly unchanged: number
  readonly faults: readonly Fault[]
  /** Void records that the sheet still has. */
  readonly notes: readonly Fault[]
}

/** What was said of cells that somebody else has changed meanwhile. */
type ConflictDecisions = Pick<ImportSheet, 'conflict' | 'cells'>

/** Holds every row against its record. Nothing is overwritten that nobody decided to overwrite. */
export function* readCorrections(
  session: Session,
  context: ImportContext,
  { keyed, decided }: { keyed: readonly KeyedRow[]; decided: ConflictDecisions },
): Generator<undefined, ReadCorrections> {
  const corrections: Correction[] = []
  const conflicts: Conflict[] = []
  const faults: Fault[] = []
  const notes: Fault[] = []
  let unchanged = 0
  for (const row of keyed) {
    yield
    const record = context.records.get(row.key.id)
    const wrong = wrongRecord(row, record, context)
    if (wrong || !record) {
      if (wrong) faults.push(wrong)
      continue
    }
    const read = rowChanges(row, subjectOf(session, context, record), context.sheetNames.contexts)
    const told = read.conflicts.map((one) => ({ row: row.row, record, ...one }))
    const touched = read.changes.length + told.length + read.faults.length > 0
    if (!touched) unchanged++
    if (record.state === 'void') (touched ? faults : notes).push(voided(row))
    else if (read.faults.length > 0) faults.push(...read.faults)
    else if (touched) {
      conflicts.push(...told.filter((one) => decisionOn(one, decided) === undefined))
      const mine = told.filter((one) => decisionOn(one, decided) === 'mine').map(asChange)
      const changes = [...read.changes, ...mine]
      if (changes.length === 0) continue
      const made = correct(session, context, { ...row, record, changes })
      if (made.correction) corrections.push(made.correction)
      else faults.push(...made.faults)
    }
  }
  return { corrections, conflicts, unchanged, faults, notes }
}

/** A word about a cell counts for the version that was shown; a later one is asked about again. */
function decisionOn(
  { at, record }: Conflict,
  { conflict, cells }: ConflictDecisions,
): 'mine' | 'theirs' | undefined {
  const said = cells?.get(at)
  return said?.version === record.version ? said.keep : conflict
}

function asChange({ field, at, theirs, mine }: CellConflict): CellChange {
  return { field, at, before: theirs, after: mine }
}

/** A row of no key that was said to be a record: what it says replaces what the record says. */
export function correctAs(
  session: Session,
  context: ImportContext,
  row: {
    readonly row: number
    readonly at: string
    readonly record: LedgerRecord
    readonly said: Values
  },
): { readonly correction: Correction | null; readonly faults: readonly Fault[] } {
  const { record, said, at } = row
  const hidden = hiddenFields(session, context.register)
  const stated = context.register.fields.filter(({ id }) => said[id] !== undefined)
  // Before anything is compared: whether it would be a change tells what stands there.
  const closed = stated.filter(({ id }) => hidden.has(id))
  if (closed.length > 0)
    return { correction: null, faults: closed.map(({ label }) => deniedField(at, label)) }
  const changes = stated.flatMap((field): CellChange[] => {
    const [before, after] = [record.values[field.id] ?? null, said[field.id] ?? null]
    return same(after, before) ? [] : [{ field, at, before, after }]
  })
  if (changes.length === 0) return { correction: null, faults: [] }
  return correct(session, context, { row: row.row, at, record, changes })
}

function correct(
  session: Session,
  { register, sheetNames, today }: ImportContext,
  row: Omit<Correction, 'values'>,
): { readonly correction: Correction | null; readonly faults: readonly Fault[] } {
  const { record, changes } = row
  const changed = Object.fromEntries(changes.map(({ field, after }) => [field.id, after]))
  const { lists } = session.pack
  const context = { lists, names: sheetNames.names.zh, today, id: record.id }
  const parsed = parseChanged(register, { before: record.values, changed }, context)
  const placed = (one: Fault): Fault => {
    const cell = changes.find(({ field }) => field.id === one.at[0])
    return { ...one, at: [cell?.at ?? row.at, ...one.at] }
  }
  if (parsed.faults) return { correction: null, faults: parsed.faults.map(placed) }
  const { values } = parsed
  const moves = guardFaults(session, register, { before: record.values, after: values, today })
  if (moves.length > 0) return { correction: null, faults: moves.map(placed) }
  const { row: number, at } = row
  return { correction: { row: number, at, record, values, changes }, faults: [] }
}

function subjectOf(session: Session, { register, seen }: ImportContext, record: LedgerRecord) {
  const now = openTo(session, register, record.values)
  const before = seen.get(record.id)
  return {
    now: now.values,
    seen: before === undefined ? now.values : openTo(session, register, before).values,
    hidden: hiddenFields(session, register),
  }
}

/** Why a row names no record that it may correct. One of another unit looks like none at all. */
function wrongRecord(
  { row, key, at }: KeyedRow,
  record: LedgerRecord | undefined,
  { register }: ImportContext,
): Fault | null {
  if (record === undefined || record.register !== register.id) {
    const { label } = register
    return fault('sheet.key.unknown', {
      at: [at],
      text: {
        zh: `第${row}行：本单位的“${label.zh}”没有记录号为“${key.id}”的记录`,
        en: `Row ${row}: this unit has no record “${key.id}” in “${label.en}”`,
      },
      hint: {
        zh: '请核对台账和单位是否选对；确要作为新记录的，把记录号和版本两格清空。',
        en: 'Check register and unit; for a new record blank the record id and the version.',
      },
    })
  }
  if (key.version <= record.version) return null
  return fault('sheet.key.version-ahead', {
    at: [at],
    text: {
      zh: `第${row}行写的是第${key.version}版，这条记录只到第${record.version}版`,
      en: `Row ${row} says version ${key.version}; the record has ${record.version}`,
    },
    hint: {
      zh: '版本被改动，或数据由备份恢复过。请重新导出，在新表上改。',
      en: 'It was changed, or a backup was restored. Export again and change the new sheet.',
    },
  })
}

function voided({ row, at }: KeyedRow): Fault {
  return fault('sheet.row.void', {
    at: [at],
    text: {
      zh: `第${row}行的记录已经作废`,
      en: `The record of row ${row} is void`,
    },
    hint: {
      zh: '导入不会恢复它。如系误作废，请重新登记一条。',
      en: 'An import does not bring it back. If that was a mistake, record it anew.',
    },
  })
}

function deniedField(at: string, label: { zh: string; en: string }): Fault {
  return fault('access.denied', {
    at: [at],
    text: {
      zh: `您的角色不能更改这条记录的“${label.zh}”`,
      en: `Your role may not change “${label.en}” of this record`,
    },
    hint: { zh: '请由有权限的人更正。', en: 'Somebody who may will correct it.' },
  })
}
