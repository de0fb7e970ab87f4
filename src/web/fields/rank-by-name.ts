/** A name as it stands, with its pinyin initials. */
export interface Initialled {
  readonly name: string
  readonly initials: string
}

/**
 * Whether what was typed, in upper case, is a name or its initials whole (0) or is a piece of the
 * name or how its initials begin (1); null: neither.
 */
export function rankByName({ name, initials }: Initialled, typed: string): 0 | 1 | null {
  const [whole, letters] = [name.toUpperCase(), initials.toUpperCase()]
  if (!letters.startsWith(typed) && !whole.includes(typed)) return null
  return letters === typed || whole === typed ? 0 : 1
}
