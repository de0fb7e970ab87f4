import type { SessionView } from '../../api/contract/account.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { DraftPlace } from '../form/drafts.ts'
import { readDraft } from '../form/drafts.ts'

/** Where the edits of a register's sheet are kept until they are saved or dropped. */
export function sheetPlace({ organisation, account }: SessionView, { id }: Register): DraftPlace {
  return { organisation: organisation.id, account, register: `sheet.${id}` }
}

/** How many rows of a register were typed into and are neither saved nor dropped. */
export function keptRows(session: SessionView, register: Register): number {
  const cells = Object.keys(readDraft(sheetPlace(session, register))?.values ?? {})
  return new Set(cells.map((cell) => cell.slice(0, cell.indexOf('/')))).size
}
