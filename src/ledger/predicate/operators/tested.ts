import type { FieldKind } from '../../fields/field-kind.ts'
import { fieldKindOf } from '../../fields/field-kinds.ts'
import type { Field } from '../../register/register.ts'
import type { ExplainScope } from '../explain-operand.ts'
import { anyOfText, fieldText, isPeople, operandText } from '../explain-operand.ts'
import type { Operand } from '../predicate.ts'

/** A field under test. */
export interface Tested {
  readonly key: string
  readonly field: Field | undefined
  readonly negated: boolean
  readonly scope: ExplainScope
}

/** How something is said, whatever it is of. */
export type Said = Pick<Tested, 'negated' | 'scope'>

/** What a sentence calls the field under test. */
export function nameOf({ key, field, scope }: Tested): string {
  return fieldText(field, key, scope.lang)
}

function kindOf({ field }: Tested): FieldKind | undefined {
  return field && fieldKindOf(field.type)
}

function isMany(tested: Tested): boolean {
  return kindOf(tested)?.many === true
}

/** That the field is one of these values, or has them among its own. */
export function equalText(tested: Tested, wanted: readonly Operand[]): string {
  const { field, negated, scope } = tested
  const several = wanted.length > 1
  const values = anyOfText(wanted, field, scope)
  if (scope.lang === 'zh' && kindOf(tested)?.isStatement) return flagText(tested, wanted)
  if (scope.lang === 'zh') {
    const sameField = !several && typeof wanted[0] === 'string' && wanted[0].startsWith('$')
    if (isMany(tested)) {
      if (negated) return `${nameOf(tested)}不包括${values}`
      return scope.inRow && !sameField
        ? `${nameOf(tested)}为${values}`
        : `${nameOf(tested)}包括${values}`
    }
    if (kindOf(tested)?.covers) return `${nameOf(tested)}${negated ? '不' : ''}包含${values}`
    if (sameField) return `${nameOf(tested)}与${values}${negated ? '不同' : '相同'}`
    const is = scope.inRow || typeof wanted[0] !== 'string' || isDated(field) ? '为' : '是'
    return `${nameOf(tested)}${negated ? '不' : ''}${is}${values}`
  }
  const lead = several ? (negated ? `neither ${values}` : `${values}`) : values
  if (isMany(tested) || kindOf(tested)?.covers) {
    return `${lead} is ${negated && !several ? 'not ' : ''}${within(tested)}`
  }
  return `${nameOf(tested)} is ${negated ? 'not ' : ''}${values}`
}

/** A yes-no label is a statement of its own (写入年度报告), which a record carries or not. */
function flagText(tested: Tested, wanted: readonly Operand[]): string {
  const flag = `“${nameOf(tested)}”`
  const [only] = wanted
  if (wanted.length === 1 && only === true) return `${tested.negated ? '未' : ''}标明${flag}`
  const values = anyOfText(wanted, tested.field, tested.scope)
  return `${flag}${tested.negated ? '不' : ''}为${values}`
}

function within(tested: Tested): string {
  if (tested.field && isPeople(tested.field)) return `among those under ${nameOf(tested)}`
  return `${kindOf(tested)?.covers ? 'within' : 'among'} ${nameOf(tested)}`
}

/** Whether its values are moments, which are early and late and not much and little. */
export function isDated(field: Field | undefined): boolean {
  return field !== undefined && fieldKindOf(field.type).dated === true
}

/** That the field lies between two values. */
export function betweenText(tested: Tested, from: unknown, to: unknown): string {
  const { field, negated, scope } = tested
  const ends = [operandText(from, field, scope), operandText(to, field, scope)]
  if (scope.lang === 'zh') return `${nameOf(tested)}${negated ? '不' : ''}在${ends.join('至')}之间`
  return `${nameOf(tested)} is ${negated ? 'not ' : ''}between ${ends.join(' and ')}`
}
