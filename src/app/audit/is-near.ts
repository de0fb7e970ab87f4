// A row is written a moment before its entry, or after it.
const apartMsMax = 60_000

/** Whether the moment of a row may be that of the entry that says the same; both UTC. */
export function isNear(stored: string | null, said: string): boolean {
  return Math.abs(Date.parse(stored ?? '') - Date.parse(said)) <= apartMsMax
}
