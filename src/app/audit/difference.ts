import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'

/** Where a difference lies: kind of row, and its number, id or name. */
export type DifferencePlace = readonly [
  (
    | 'entry'
    | 'facet'
    | 'collected'
    | 'payload'
    | 'record'
    | 'search'
    | 'checkpoint'
    | 'tile'
    | 'head'
    | 'key'
    | 'pack'
    | 'answer'
    | 'organisation'
    | 'attachment'
    | 'draft'
    | 'received'
    | 'watched'
    | 'log'
  ),
  string | number,
]

/** What checks of one log found: differences, and what somebody should know though it is none. */
export interface Found {
  readonly faults: readonly Fault[]
  readonly notices: readonly Fault[]
}

const hint: Label = {
  zh: '请保留现场，用备份与见证方的检查点核对是谁在何时改动。',
  en: 'Keep everything as it is; compare with a backup and with the checkpoints of witnesses.',
}

/** One difference between what is stored and what the entries say, as a fault of its place. */
export function difference(
  org: string,
  place: DifferencePlace,
  { code, text }: { code: string; text: Label },
): Fault {
  return fault(`fsck.${code}`, { at: [org, ...place], text, hint })
}
