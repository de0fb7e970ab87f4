import type { ReadingKind, Readings } from '../../app/ports/outside-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { PackedRow } from '../sheet/packed-rows.ts'
import { packedParts, unpackedPart } from '../sheet/packed-rows.ts'

/** What a reading process is asked; one thing at a time. */
export interface ReaderQuestion {
  readonly kind: ReadingKind
  readonly given: Readings[ReadingKind]['given']
}

/** What it answers: parts of what was found until the last one, or why there is nothing. */
export type ReaderAnswer =
  | { readonly part: unknown; readonly isLast: boolean }
  | { readonly refused: readonly Fault[] }
  | { readonly failed: string }

type Found = readonly SheetTable[]

/**
 * What was found in parts, each small enough to be taken in a moment: of tables first what they are
 * called, then their rows one after the other, each part with the number of its table.
 */
export function* partsOf(kind: ReadingKind, found: unknown): Generator<unknown> {
  if (kind !== 'sheet' && kind !== 'tables') return yield found
  const tables = kind === 'sheet' ? [found as SheetTable] : (found as Found)
  yield tables.map(({ name }) => name)
  for (const [at, table] of tables.entries()) {
    for (const part of packedParts(table)) yield [at, part]
  }
}

/** The parts put together again. */
export function wholeOf(kind: ReadingKind, parts: readonly unknown[]): unknown {
  if (kind !== 'sheet' && kind !== 'tables') return parts[0]
  const [names, ...rest] = parts as [
    readonly string[],
    ...(readonly [number, SheetTable['rows']])[],
  ]
  const tables = names.map((name, at) => ({
    name,
    rows: rest.flatMap(([of, rows]) => (of === at ? rows : [])),
  }))
  return kind === 'sheet' ? tables[0] : tables
}

/** A part as it is kept until the last one is there. */
export function taken(kind: ReadingKind, part: unknown): unknown {
  if (kind !== 'sheet' && kind !== 'tables') return part
  const [at, rows] = part as readonly [unknown, readonly PackedRow[]]
  return typeof at === 'number' ? [at, unpackedPart(rows)] : part
}
