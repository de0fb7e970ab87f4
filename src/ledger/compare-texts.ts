/**
 * Orders two texts by their code units: days and moments come in order of time, ids in the one
 * order that every machine has. What `localeCompare` says depends on the machine.
 */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
