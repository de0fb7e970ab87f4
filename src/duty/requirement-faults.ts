import { coreLists } from '../ledger/core/core-registers.ts'
import type { Fault, Place } from '../ledger/fault.ts'
import { measureKindOf } from '../ledger/figure/measures/measure-kinds.ts'
import { checkPredicate } from '../ledger/predicate/check-predicate.ts'
import { unknownRegister } from '../ledger/predicate/operators/sight.ts'
import type { Predicate } from '../ledger/predicate/predicate.ts'
import type { Field, Registers } from '../ledger/register/register.ts'
import type { DutySurroundings } from './requirements/requirement-kind.ts'

/** A role, and figures that are split by person. */
export function everyoneFaults(
  role: string,
  figures: readonly string[],
  given: DutySurroundings,
): readonly Fault[] {
  return [
    ...roleFaults(role, given.roles, ['require', 'everyone']),
    ...figures.flatMap((one) => [...figureFaults(one, given), ...personFaults(one, given)]),
  ]
}

/** A figure must be declared. */
export function figureFaults(
  figure: string,
  { figures }: DutySurroundings,
  at: Place = ['require', 'of'],
): readonly Fault[] {
  const found = figures.get(figure)
  if (found === undefined) return [unknown('figure', figure, { at, known: [...figures.keys()] })]
  if (measureKindOf(found.measure).looksBack === undefined) return []
  return [
    {
      code: 'duty.figure.state',
      at,
      text: {
        zh: `数据项“${figure}”说的是当日的状态，不能按时段要求`,
        en: `“${figure}” says what holds on a day and is not owed in windows`,
      },
      hint: { zh: '岗位常年有人可写 held。', en: 'A post that is never vacant: held.' },
    },
  ]
}

/**
 * What a figure counts for one year may be dated in the next only where its register says which
 * year a record is for.
 */
export function yearOfFaults(
  id: string,
  { figures, registers }: DutySurroundings,
  at: Place,
): readonly Fault[] {
  const register = figures.get(id)?.measure.register ?? ''
  const found = registers.registers.get(register)
  if (found === undefined || found.yearOf !== undefined) return []
  return [
    {
      code: 'duty.year',
      at,
      text: {
        zh: `“${register}”没有所属年度（yearOf），跨年的要求无从判断`,
        en: `“${register}” has no yearOf, so nothing says which records of another year it means`,
      },
      hint: { zh: '请在台账中写 yearOf。', en: 'Give the register yearOf.' },
    },
  ]
}

function personFaults(id: string, { figures }: DutySurroundings): readonly Fault[] {
  const figure = figures.get(id)
  if (figure === undefined || figure.by !== undefined) return []
  return [
    {
      code: 'duty.figure.person',
      at: ['require', 'of'],
      text: { zh: `数据项“${id}”未按人分列`, en: `Figure “${id}” is not split by person` },
      hint: {
        zh: '请在数据项中写 per: person 和 by。',
        en: 'Give the figure per: person and by.',
      },
    },
  ]
}

/** The field that points elsewhere must be one of the register, of that kind. */
export function viaFaults(
  register: string | undefined,
  { via, type }: { readonly via: string; readonly type: Field['type'] },
  registers: Registers,
): readonly Fault[] {
  if (register === undefined) return []
  return fieldFaults(register, { field: via, type, at: ['require', 'via'] }, registers)
}

/** A field must exist and be of the kind that the requirement reads. */
export function fieldFaults(
  register: string,
  { field, type, at }: { readonly field: string; readonly type: Field['type']; readonly at: Place },
  { registers }: Registers,
): readonly Fault[] {
  const found = registers.get(register)
  if (found === undefined) return []
  const suitable = found.fields.filter((one) => one.type === type).map(({ id }) => id)
  return suitable.includes(field) ? [] : [unknown('field', field, { at, known: suitable })]
}

/** A kind of office must be in the list of them. */
export function officeKindFaults(kind: string, { lists }: Registers): readonly Fault[] {
  const known = (lists.get(coreLists.officeKinds) ?? []).map(({ id }) => id)
  if (known.includes(kind)) return []
  return [unknown('office-kind', kind, { at: ['require', 'forEach'], known })]
}

/** A role must be declared. */
export function roleFaults(role: string, roles: readonly string[], at: Place): readonly Fault[] {
  return roles.includes(role) ? [] : [unknown('role', role, { at, known: roles })]
}

/** What narrows the records must be a predicate over their register. */
export function whereFaults(
  register: string,
  where: Predicate | undefined,
  registers: Registers,
): readonly Fault[] {
  if (where === undefined) return []
  return predicateFaults(register, { key: 'where', predicate: where }, registers)
}

/** A register must be declared. */
export function registerFaults(
  register: string,
  key: string,
  { registers }: Registers,
): readonly Fault[] {
  return registers.has(register) ? [] : [unknownRegister(register, ['require', key])]
}

/** What every record must satisfy must be a predicate over its register. */
export function mustFaults(
  register: string,
  must: Predicate,
  registers: Registers,
): readonly Fault[] {
  return predicateFaults(register, { key: 'must', predicate: must }, registers)
}

function predicateFaults(
  register: string,
  { key, predicate }: { readonly key: string; readonly predicate: Predicate },
  registers: Registers,
): readonly Fault[] {
  const found = registers.registers.get(register)
  if (found === undefined) return []
  return checkPredicate(predicate, found, registers).map((one) => ({
    ...one,
    at: ['require', key, ...one.at],
  }))
}

const nouns = {
  figure: { zh: '数据项', en: 'figure' },
  role: { zh: '角色', en: 'role' },
  instrument: { zh: '文件', en: 'instrument' },
  part: { zh: '部分', en: 'part' },
  field: { zh: '可用的字段', en: 'suitable field' },
  'office-kind': { zh: '机构类别', en: 'kind of office' },
} as const

/** Something that the pack does not have, with what it has. */
export function unknown(
  noun: keyof typeof nouns,
  id: string,
  { at, known }: { at: Place; known: readonly string[] },
): Fault {
  const { zh, en } = nouns[noun]
  return {
    code: `${noun}.unknown`,
    at,
    text: { zh: `没有${zh}“${id}”`, en: `There is no ${en} “${id}”` },
    hint: { zh: `可用：${known.join('、')}。`, en: `Known are ${known.join(', ')}.` },
  }
}
