import { fieldsRead } from '../ledger/figure/reads.ts'
import type { Label } from '../ledger/label.ts'
import type { DutyContext } from './duty-context.ts'
import { saidOf } from './requirement-words.ts'
import type { RequirementContext, Said } from './requirements/requirement-kind.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

/** What a record lacks of what is asked of each like it. */
export interface Lacking {
  /** The fields by which it is seen, as `agenda` and `agenda.themes`. */
  readonly fields: readonly string[]
  /** What should hold and does not, as a sentence without its full stop. */
  readonly asked: Label
}

/**
 * What a record lacks, by its own fields, of what a requirement asks of each like it; null: it
 * lacks nothing, or nothing is asked of single records. Also of one that is not written yet.
 */
export function lackingOf(
  require: Requirement,
  record: Said,
  context: RequirementContext & Pick<DutyContext, 'today' | 'year'>,
): Lacking | null {
  const broken = requirementKindOf(require).lacking?.(require, record, context) ?? null
  if (broken === null) return null
  const { register } = record
  const read = { register, asks: [broken], fields: [], since: 0 }
  return {
    fields: [...(fieldsRead(read).get(register) ?? [])],
    asked: saidOf(register, broken, context),
  }
}
