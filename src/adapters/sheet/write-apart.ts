import type { OfficeFiles } from '../../app/ports/file-ports.ts'
import type { WrittenTable } from '../../ledger/sheet/write-table.ts'
import { openThreads } from '../threads/thread-pool.ts'
import { writeWorkbook } from './write-sheet.ts'

/** Cells from which a sheet is written apart: of fewer it takes less than a thread to start. */
export const cellsApart = 20_000

/**
 * Writes large sheets in a thread of `script`, which ends with each of them, one after another: of
 * 50,000 rows the library takes a quarter of a minute without a pause, and hundreds of megabytes.
 */
export function workbooksApart(script: string): OfficeFiles['writeWorkbook'] {
  let before: Promise<unknown> = Promise.resolve()
  return (table) => {
    if (table.rows.length * table.header.length < cellsApart) return writeWorkbook(table)
    const written = before.then(() => inThread(script, table))
    before = written.catch(() => {})
    return written
  }
}

async function inThread(script: string, table: WrittenTable): Promise<Uint8Array> {
  const threads = openThreads<WrittenTable, Uint8Array>(script, 1)
  try {
    return await threads.ask(table)
  } finally {
    await threads.close()
  }
}
