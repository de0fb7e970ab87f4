import type { Label } from '../../ledger/label.ts'

/** Whether our log is signed, and whether its entries are dated as they should be. */
export interface LogStateView {
  readonly entries: number
  readonly signed: { readonly size: number; readonly madeAt: string } | null
  readonly unsignedSince: string | null
  /** It should have been signed long ago. */
  readonly isLate: boolean
  /** Moment of the newest entry, where that has not come yet. */
  readonly datedAhead: string | null
  /** Why nothing can be written, and what to do. */
  readonly held: { readonly text: Label; readonly hint: Label } | null
}
