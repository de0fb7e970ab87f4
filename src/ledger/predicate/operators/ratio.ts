import { isObject } from '../../fields/field-kind.ts'
import type { Field } from '../../register/register.ts'
import type { Value } from '../../value.ts'
import type { ExplainScope } from '../explain-operand.ts'
import { fieldIn, fieldText, isPeople, shareText } from '../explain-operand.ts'
import type { Arguments, Operand } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'
import type { Scope } from './scope.ts'
import { amountOf, operand } from './scope.ts'
import { referenceFaults } from './sight.ts'
import type { Spot } from './spot.ts'
import { failed, isOperand } from './spot.ts'
import type { Tested } from './tested.ts'
import { nameOf } from './tested.ts'

type Ratio = Arguments['ratio']

const notARatio = {
  text: { zh: '比例的写法不对', en: 'The ratio is not well formed' },
  hint: { zh: '例如 { of: $due, atLeast: 2/3 }。', en: 'For example { of: $due, atLeast: 2/3 }.' },
}

/** Two counts of the same record compared, e.g. a quorum: present / due at least 2/3. */
export const ratio: PredicateOperator<Ratio> = {
  read,
  check: ({ of }, _field, sight) => referenceFaults(of, sight),
  holds: ratioHolds,
  explain: ratioText,
  tell: ({ of }, field, onlooker) => {
    onlooker.amount(field)
    onlooker.operandAmount(of)
  },
}

const fraction = /^\s*(\d{1,4})\s*\/\s*([1-9]\d{0,3})\s*$/

function read(raw: unknown, spot: Spot): unknown {
  if (!isObject(raw) || Object.keys(raw).sort().join() !== 'atLeast,of' || !isOperand(raw['of'])) {
    return failed(spot, 'predicate.operand', notARatio, raw)
  }
  const given = raw['atLeast']
  const parts = typeof given === 'string' ? fraction.exec(given) : null
  const share = parts === null ? given : Number(parts[1]) / Number(parts[2])
  if (typeof share !== 'number' || !(share > 0 && share <= 1)) {
    return failed(spot, 'predicate.operand', notARatio, raw)
  }
  return { of: raw['of'], atLeast: share }
}

/** Shares such as 2/3 have no exact binary form; a quorum met exactly must count as met. */
const ratioTolerance = 1e-9

function ratioHolds({ of, atLeast }: Ratio, value: Value | undefined, scope: Scope): boolean {
  const [part, whole] = [amountOf(value), amountOf(operand(of, scope))]
  return whole > 0 && part + ratioTolerance * whole >= atLeast * whole
}

function ratioText({ of, atLeast }: Ratio, tested: Tested): string {
  const { negated, scope } = tested
  const share = shareText(atLeast, scope.lang)
  const whole = wholeText(of, scope)
  if (scope.lang === 'zh') {
    const part = headCount(nameOf(tested), tested.field)
    return `${part}${negated ? '少于' : '不少于'}${whole}的${share}`
  }
  return `${nameOf(tested)} ${negated ? 'counts less than' : 'counts at least'} ${share} of ${whole}`
}

function wholeText(of: Operand, scope: ExplainScope): string {
  if (typeof of !== 'string' || !of.startsWith('$')) return String(of)
  const field = fieldIn(scope, of.slice(1))
  const text = fieldText(field, of.slice(1), scope.lang)
  return scope.lang === 'zh' ? headCount(text, field) : text
}

function headCount(text: string, field: Field | undefined): string {
  if (field === undefined || !isPeople(field)) return text
  return text.endsWith('数') ? text : `${text.replace(/人员?$/, '')}人数`
}
