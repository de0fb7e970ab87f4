import type { Onlooker } from '../predicate/operators/onlooker.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { tellReads } from '../predicate/predicate-reads.ts'
import type { FigureDefinition } from './figure.ts'
import { readsOfFigure } from './reads.ts'

const kept = new WeakMap<Predicate, boolean>()

/**
 * Whether a predicate holds of a record by its own fields alone, whatever the day and whatever
 * other records say: then what satisfies it changes with the record and never else.
 */
export function isOfOwnFields(predicate: Predicate): boolean {
  const known = kept.get(predicate)
  if (known !== undefined) return known
  const seen = new OthersSeen()
  tellReads(predicate, seen)
  kept.set(predicate, !seen.others)
  return !seen.others
}

/**
 * Whether what a figure counts follows each entry by itself: everything that it asks of a record is
 * in the fields of that record. The others are counted anew whenever something they look at moves.
 */
export function followsEntries(figure: FigureDefinition): boolean {
  const { where = {}, asks } = readsOfFigure(figure)
  return [where, ...asks].every(isOfOwnFields)
}

class OthersSeen implements Onlooker {
  others = false

  value(): void {}

  shape(): void {}

  amount(): void {}

  operand(operand: unknown): void {
    if (operand === '$today') this.others = true
  }

  operandAmount(operand: unknown): void {
    this.operand(operand)
  }

  rows(): Onlooker {
    return this
  }

  answers(): void {
    this.others = true
  }
}
