import type { Label } from './label.ts'

/** An item of a choice list. */
export interface Choice {
  readonly id: string
  readonly label: Label
  /** What a sheet that was not made here may call it: 馆务会 for 局（馆）务会. */
  readonly also?: readonly string[]
  /** No form offers it any more; records that name it keep it. */
  readonly unused?: true
  /** Of an instrument: the clauses that were read in its text. */
  readonly clauses?: readonly string[]
}

/** The item as records, evidence and pages know it. */
export function namedChoice({ id, label }: Choice): Choice {
  return { id, label }
}
