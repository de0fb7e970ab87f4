/** What becomes of a row that is like a record: another one, left out, or that very record. */
export type RowDecision = 'add' | 'skip' | { readonly record: string; readonly version: number }
