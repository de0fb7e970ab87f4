import type { FigureDefinition } from './figure.ts'

/**
 * The ids of the figures that each figure lies within, by its id: they count the same, but of
 * more records, because they ask less of them.
 */
export function widerFigures(
  figures: readonly FigureDefinition[],
): ReadonlyMap<string, readonly string[]> {
  const all = figures.map(counted)
  return new Map(
    all.map((figure) => [
      figure.id,
      all.filter((other) => isWithin(figure, other)).map(({ id }) => id),
    ]),
  )
}

interface Counted {
  readonly id: string
  /** What is counted, apart from which records. */
  readonly what: string
  readonly conditions: ReadonlySet<string>
}

function counted({ id, measure, per, where = {} }: FigureDefinition): Counted {
  const conditions = Object.entries(where).map((condition) => JSON.stringify(condition))
  return { id, what: JSON.stringify([measure, per ?? null]), conditions: new Set(conditions) }
}

function isWithin({ what, conditions }: Counted, wider: Counted): boolean {
  if (what !== wider.what || conditions.size <= wider.conditions.size) return false
  return [...wider.conditions].every((condition) => conditions.has(condition))
}
