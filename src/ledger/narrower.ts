import type { FigureDefinition } from './figure.ts'

/** Whether a figure counts the same as another, but only such records as meet more conditions. */
export function isWithin(figure: FigureDefinition, other: FigureDefinition): boolean {
  if (figure.id === other.id || figure.per !== other.per) return false
  if (JSON.stringify(figure.measure) !== JSON.stringify(other.measure)) return false
  const own = conditionsOf(figure)
  const wider = conditionsOf(other)
  return own.size > wider.size && [...wider].every((condition) => own.has(condition))
}

function conditionsOf({ where = {} }: FigureDefinition): ReadonlySet<string> {
  return new Set(Object.entries(where).map((condition) => JSON.stringify(condition)))
}
