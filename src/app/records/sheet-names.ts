import type { Lang } from '../../ledger/label.ts'
import type { Names } from '../../ledger/names.ts'
import type { SheetContexts } from '../../ledger/sheet/row-changes.ts'

/**
 * How a sheet names people, offices and linked records, in both languages: the same on the way out
 * and on the way in, or a sheet could not be held against what stands in the ledger.
 */
export interface SheetNames {
  readonly names: { readonly [lang in Lang]: Names }
  readonly contexts: SheetContexts
  /** Names for what is stored with a record: only what all its readers may read. */
  readonly stored: Names
}
