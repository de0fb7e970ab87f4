import type { Label } from './label.ts'

/** An item of a choice list. */
export interface Choice {
  readonly id: string
  readonly label: Label
  /** What a sheet that was not made here may call it: 馆务会 for 局（馆）务会. */
  readonly also?: readonly string[]
  /** Records of before still say it; nobody is offered it any more. */
  readonly retired?: true
  /** Of an instrument: the clauses that were read in its text. */
  readonly clauses?: readonly string[]
}

/** What a unit may name beside lists of the pack: instruments, and the words of its reports. */
export const madeLists = { instruments: 'instruments', reportWords: 'report-words' } as const

/** The item as records, evidence and pages know it. */
export function namedChoice({ id, label }: Choice): Choice {
  return { id, label }
}

/** What somebody may choose now: what is not retired, and what the record says already. */
export function offeredChoices<Item extends Pick<Choice, 'id' | 'retired'>>(
  choices: readonly Item[],
  said: readonly unknown[],
): readonly Item[] {
  return choices.filter(({ id, retired }) => retired !== true || said.includes(id))
}
