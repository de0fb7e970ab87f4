import type { OfficeFiles } from '../../app/ports/file-ports.ts'
import { unhurried } from '../../append/unhurried.ts'
import type { WrittenCell, WrittenTable } from '../../ledger/sheet/write-table.ts'
import { openThreads } from '../threads/thread-pool.ts'
import { writeWorkbook } from './write-sheet.ts'

/** Cells from which a sheet is written apart: so many take some 20 ms without a pause. */
export const cellsApart = 2_000
/** Cells from which a sheet waits for others as large: of them one takes hundreds of megabytes. */
const cellsLarge = 20_000

/**
 * Writes sheets in a thread of `script`, which ends with each of them: of 50,000 rows the library
 * takes a quarter of a minute without a pause. Large ones are written one after another, and so are
 * the others, which need not wait for those.
 */
export function workbooksApart(script: string): OfficeFiles['writeWorkbook'] {
  const inOrder = [queue(), queue()] as const
  return (table) => {
    const cells = table.rows.length * table.header.length
    if (cells < cellsApart) return writeWorkbook(table)
    return inOrder[cells < cellsLarge ? 0 : 1](() => inThread(script, table))
  }
}

function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = before.then(work)
    before = done.catch(() => {})
    return done
  }
}

/** A table on its way to a thread: its rows as bytes, which pass without being taken apart. */
export interface SentTable extends Omit<WrittenTable, 'rows'> {
  readonly parts: readonly Uint8Array[]
}

async function inThread(script: string, table: WrittenTable): Promise<Uint8Array> {
  const threads = openThreads<SentTable, Uint8Array>(script, 1)
  try {
    return await threads.ask(await unhurried(sentTable(table)))
  } finally {
    await threads.close()
  }
}

const rowsOfPart = 100

function* sentTable({ rows, ...table }: WrittenTable): Generator<undefined, SentTable> {
  const parts: Uint8Array[] = []
  for (let from = 0; from < rows.length; from += rowsOfPart) {
    yield
    parts.push(Buffer.from(JSON.stringify(rows.slice(from, from + rowsOfPart))))
  }
  return { ...table, parts }
}

/** The table that was sent. */
export function arrivedTable({ parts, ...table }: SentTable): WrittenTable {
  const read = new TextDecoder()
  const rows = parts.flatMap((part) => JSON.parse(read.decode(part)) as WrittenCell[][])
  return { ...table, rows }
}
