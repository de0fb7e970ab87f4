import type { Values } from '../../ledger/value.ts'

/** What somebody typed over a version of a record, put over the version that stands now. */
export interface Rebased {
  readonly values: Values
  /** Fields that both have changed, each in its own way. */
  readonly clashes: readonly string[]
}

/** Keeps what was typed, field by field, and takes everything else as it stands now. */
export function rebase(typed: Values, { base, now }: { base: Values; now: Values }): Rebased {
  const fields = [...new Set([...Object.keys(typed), ...Object.keys(base)])]
  const mine = fields.filter((id) => !isSame(typed[id], base[id]))
  const values: Record<string, Values[string]> = { ...now }
  for (const id of mine) {
    const value = typed[id]
    if (value === undefined) delete values[id]
    else values[id] = value
  }
  const clashes = mine.filter((id) => !isSame(now[id], base[id]) && !isSame(now[id], typed[id]))
  return { values, clashes }
}

function isSame(one: Values[string] | undefined, other: Values[string] | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}
