import type { FileReading } from '../../api/contract/reading.ts'

/** Figure by claim; empty where the count stays text. */
export type Bindings = Readonly<Record<string, string>>

/** What the wording of each count proposes: its number is last year's, and no reason against it. */
export function proposedBindings({ claims }: FileReading): Bindings {
  const counts = claims.filter(({ quantity }) => quantity !== null)
  return Object.fromEntries(counts.map(({ id, likely }) => [id, likely ?? '']))
}
