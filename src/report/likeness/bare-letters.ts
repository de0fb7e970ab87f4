import { normalise } from '../read/normalise.ts'

/** The words of a text without what copying changes first: spaces, marks and forms of letters. */
export interface BareLetters {
  readonly text: string
  /** Where the character at this index stood in the text as given. */
  origin(index: number): number
}

const kept = /[\p{L}\p{N}%]/u

/** Letters, numerals and ideographs only, in lower case; one unit of the original each. */
export function bareLetters(original: string): BareLetters {
  const clean = normalise(original)
  const units: string[] = []
  const origins: number[] = []
  for (let at = 0; at < clean.text.length; at += 1) {
    const unit = clean.text.charAt(at)
    if (!kept.test(unit)) continue
    units.push(unit.toLowerCase().charAt(0))
    origins.push(clean.origin(at))
  }
  return { text: units.join(''), origin: (index) => origins[index] ?? original.length }
}
