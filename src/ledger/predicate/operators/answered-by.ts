import type { Fault } from '../../fault.ts'
import { isObject } from '../../fields/field-kind.ts'
import { lowerFirst } from '../explain-operand.ts'
import type { Arguments } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'
import type { Sight } from './sight.ts'
import { illegalOperator, unknownRegister } from './sight.ts'
import { failed } from './spot.ts'

type Answer = Arguments['answeredBy']

const notAnAnswer = {
  text: { zh: '应写明台账和字段', en: 'Register and field are expected' },
  hint: {
    zh: '例如 { register: meeting, via: plan }。',
    en: 'For example { register: meeting, via: plan }.',
  },
}

/** Another record answers this one: it points here through its field `via`. */
export const answeredBy: PredicateOperator<Answer> = {
  ofEveryField: true,
  read: (raw, spot) => {
    const known =
      isObject(raw) &&
      Object.keys(raw).sort().join() === 'register,via' &&
      Object.values(raw).every((one) => typeof one === 'string')
    return known ? raw : failed(spot, 'predicate.operand', notAnAnswer, raw)
  },
  // Records are answered, fields are not.
  check: (_argument, field, sight) => [illegalOperator('answeredBy', field, sight)],
  checkRecord: viaFaults,
  holds: ({ register, via }, _value, { subject, context }) => {
    if (subject.id === null || context.answers === undefined) return false
    return context.answers({ register, via, record: subject.id })
  },
  explain: ({ register: id }, { negated, scope }) => {
    const register = scope.registers.registers.get(id)
    if (scope.lang === 'zh') {
      return `${negated ? '没有' : '有'}对应的“${register?.label.zh ?? id}”记录`
    }
    return `${negated ? 'no' : 'a'} record in “${lowerFirst(register?.label.en ?? id)}” answers it`
  },
  tell: ({ register, via }, _field, onlooker) => onlooker.answers(register, via),
}

function viaFaults(given: Answer, { at, register, registers }: Sight): readonly Fault[] {
  const other = registers.registers.get(given.register)
  if (other === undefined) return [unknownRegister(given.register, [...at, 'register'])]
  const via = other.fields.find((one) => one.id === given.via)
  if (via?.type === 'record' && via.register === register.id) return []
  return [
    {
      code: 'predicate.via.unknown',
      at: [...at, 'via'],
      text: {
        zh: `“${other.label.zh}”没有指向“${register.label.zh}”的字段“${given.via}”`,
        en: `“${other.label.en}” has no “${given.via}” pointing to “${register.label.en}”`,
      },
      hint: { zh: '应为 record 类型的字段。', en: 'It must be a field of type record.' },
    },
  ]
}
