import { contextOf, textAtHand } from './claim-context.ts'
import { Likeness } from './likeness.ts'
import type { FigureWording } from './wording.ts'
import { isOffered } from './wording.ts'

/**
 * Ranks figures for a place in a text where a number shall stand: by how much the words before it
 * mean each, as a number there would be read; what shares nothing with them comes last, in the
 * order of the pack, and what nobody is offered not at all. Nothing is bound by this: somebody
 * chooses.
 */
export function figureRanker(
  all: readonly FigureWording[],
): (before: string) => readonly FigureWording[] {
  const wordings = all.filter(isOffered)
  const likeness = new Likeness(
    wordings.map((of) => ({ of, phrases: [...new Set([of.label.zh, ...of.phrases])] })),
  )
  return (before) => {
    const text = `${before}1次`
    const [start, end] = [before.length, text.length]
    const count = { kind: 'count', start, end, section: null, quantity: null } as const
    const { own, told, carried, heading } = contextOf(textAtHand(text, []), count, { year: null })
    const fitting = likeness.fits({ own, told, carried, heading }, () => true)
    // After a comma nothing may be said yet: then the clause before says what is counted.
    const goingOn = likeness.fits({ own: carried, told: carried, carried: '', heading }, () => true)
    const ranked = new Set([...fitting, ...goingOn].map(({ of }) => of))
    return [...ranked, ...wordings.filter((one) => !ranked.has(one))]
  }
}
