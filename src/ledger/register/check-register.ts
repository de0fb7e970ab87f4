import type { Fault, Place } from '../fault.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import { checkPredicate } from '../predicate/check-predicate.ts'
import { unknownRegister } from '../predicate/operators/sight.ts'
import { checkStages } from './check-stages.ts'
import type { Field, Register, Registers } from './register.ts'
import { titleFields } from './title.ts'

/** What a register says that the pack around it does not know; places are within its file. */
export function checkRegister(
  register: Register,
  registers: Registers,
  { roles }: { roles: readonly string[] },
): readonly Fault[] {
  const here: Place = []
  return [
    ...dateFaults(register),
    ...yearFaults(register, registers),
    ...nameFaults(register, titleFields(register.title), ['title']),
    ...register.columns.flatMap((id, index) => nameFaults(register, [id], ['columns', index])),
    ...roleFaults(register.readers, roles, ['readers']),
    ...roleFaults(register.writers, roles, ['writers']),
    ...register.fields.flatMap((field, index) =>
      fieldFaults(field, registers, { roles, at: [...here, 'fields', index] }),
    ),
    ...register.fields.flatMap((field, index) => inWordsFaults(register, field, index)),
    ...register.checks.flatMap((check, index) => {
      const inside = (key: string, one: Fault) => ({
        ...one,
        at: ['checks', index, key, ...one.at],
      })
      const when = check.when === undefined ? [] : checkPredicate(check.when, register, registers)
      const must = checkPredicate(check.must, register, registers)
      return [...when.map((one) => inside('when', one)), ...must.map((one) => inside('must', one))]
    }),
    ...checkStages(register, registers, { roles }),
  ]
}

function dateFaults({ date, fields }: Register): readonly Fault[] {
  const field = fields.find((one) => one.id === date)
  if (field?.type === 'date' && field.required) return []
  return [
    {
      code: 'register.date',
      at: ['date'],
      text: {
        zh: `“${date}”应是本台账的必填日期字段`,
        en: `“${date}” must be a required date field of the register`,
      },
      hint: {
        zh: '事件日期决定记录归入哪个时期。',
        en: 'The event date decides the period of a record.',
      },
    },
  ]
}

/**
 * The year that a record is for decides which figures it counts in, so whoever verifies one must
 * see it: neither it nor its register can be for some readers only.
 */
function yearFaults(register: Register, registers: Registers): readonly Fault[] {
  const { yearOf, fields, readers } = register
  if (yearOf === undefined) return []
  const field = fields.find(({ id }) => id === yearOf.field)
  const isOpen = readers === undefined && field?.readers === undefined
  const faults = yearOf.asked.flatMap(({ where = {} }, nth) =>
    checkPredicate(where, register, registers).map((one) => ({
      ...one,
      at: ['yearOf', 'asked', nth, 'where', ...one.at],
    })),
  )
  if (field?.type === 'year' && isOpen) return faults
  return [
    ...faults,
    {
      code: 'register.year',
      at: ['yearOf', 'field'],
      text: {
        zh: `“${yearOf.field}”应是本台账的年度字段（year），且台账和字段都不限知悉范围`,
        en: `“${yearOf.field}” must be a field of the kind year, and neither it nor the register restricted`,
      },
      hint: {
        zh: '所属年度决定记录计入哪一年，核验的人也要看得到。',
        en: 'It decides the year that a record counts in, which whoever verifies must see.',
      },
    },
  ]
}

/** `inWords` must name a text of the same record: a cell that cannot be read is kept there. */
function inWordsFaults({ fields }: Register, field: Field, index: number): readonly Fault[] {
  if (field.inWords === undefined) return []
  const target = fields.find(({ id }) => id === field.inWords)
  if (target !== undefined && fieldKindOf(target.type).freeText) return []
  return [
    {
      code: 'register.in-words',
      at: ['fields', index, 'inWords'],
      text: {
        zh: `“${field.inWords}”应是本台账的文字字段`,
        en: `“${field.inWords}” must be a text field of the register`,
      },
      hint: {
        zh: '表格中认不出的内容保存到这个字段。',
        en: 'It keeps what a sheet says and the field cannot.',
      },
    },
  ]
}

function nameFaults({ fields }: Register, ids: readonly string[], at: Place): readonly Fault[] {
  return ids
    .filter((id) => !fields.some((one) => one.id === id))
    .map((id) => ({
      code: 'register.field.unknown',
      at,
      text: { zh: `没有字段“${id}”`, en: `There is no field “${id}”` },
      hint: {
        zh: `可用字段：${fields.map((one) => one.id).join('、')}。`,
        en: `Known are ${fields.map((one) => one.id).join(', ')}.`,
      },
    }))
}

function fieldFaults(
  field: Field,
  registers: Registers,
  { roles, at }: { roles: readonly string[]; at: Place },
): readonly Fault[] {
  const faults: Fault[] = [...roleFaults(field.readers, roles, [...at, 'readers'])]
  if (field.of !== undefined && !registers.lists.has(field.of)) {
    faults.push({
      code: 'list.unknown',
      at: [...at, 'of'],
      text: { zh: `没有选项表“${field.of}”`, en: `There is no list “${field.of}”` },
      hint: {
        zh: `可用：${[...registers.lists.keys()].join('、')}。`,
        en: `Known are ${[...registers.lists.keys()].join(', ')}.`,
      },
    })
  }
  if (field.register !== undefined && !registers.registers.has(field.register)) {
    faults.push(unknownRegister(field.register, [...at, 'register']))
  }
  faults.push(...defaultFaults(field, registers, at))
  const inner = field.fields ?? []
  faults.push(
    ...inner.flatMap((one, index) =>
      fieldFaults(one, registers, { roles, at: [...at, 'fields', index] }),
    ),
  )
  return faults
}

const namedDefaults: ReadonlySet<unknown> = new Set(['today', 'me', 'my-office', 'last'])

function defaultFaults(field: Field, { lists }: Registers, at: Place): readonly Fault[] {
  if (field.default === undefined || namedDefaults.has(field.default)) return []
  const parsed = fieldKindOf(field.type).parse(field.default, field, fieldContext({ lists }))
  return (parsed.faults ?? []).map((one) => ({ ...one, at: [...at, 'default'] }))
}

function roleFaults(
  given: readonly string[] | undefined,
  roles: readonly string[],
  at: Place,
): readonly Fault[] {
  return (given ?? [])
    .filter((role) => !roles.includes(role))
    .map((role) => ({
      code: 'role.unknown',
      at,
      text: { zh: `没有角色“${role}”`, en: `There is no role “${role}”` },
      hint: { zh: `可用：${roles.join('、')}。`, en: `Known are ${roles.join(', ')}.` },
    }))
}
