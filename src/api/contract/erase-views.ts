import type { RecordErasure } from '../../app/erase/list-erasures.ts'

/** What was erased of a record, as the page is told. */
export type ErasureView = RecordErasure
