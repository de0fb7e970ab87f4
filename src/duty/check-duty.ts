import { coreLists } from '../ledger/core-registers.ts'
import { checkPredicate, unknownRegister } from '../ledger/check-predicate.ts'
import type { Fault, Place } from '../ledger/fault.ts'
import type { FigureDefinition } from '../ledger/figure.ts'
import type { Predicate } from '../ledger/predicate.ts'
import type { Field, Registers } from '../ledger/register.ts'
import type { Duty, Requirement } from './duty.ts'

/** What a duty may refer to. */
export interface DutySurroundings {
  readonly registers: Registers
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly roles: readonly string[]
  readonly instruments: readonly string[]
  /** Clauses of each instrument that somebody has read; absent: not held against a list. */
  readonly clauses?: ReadonlyMap<string, readonly string[]>
  readonly parts: readonly string[]
}

/** What a duty says that its pack does not know; places are within its definition. */
export function checkDuty(duty: Duty, given: DutySurroundings): readonly Fault[] {
  const { source, part } = duty
  const faults: Fault[] = [...requirementFaults(duty, given)]
  if (!given.instruments.includes(source.instrument)) {
    const at = ['source', 'instrument']
    faults.push(unknown('instrument', source.instrument, { at, known: given.instruments }))
  }
  faults.push(...clauseFaults(duty, given))
  if (!given.parts.includes(part)) {
    faults.push(unknown('part', part, { at: ['part'], known: given.parts }))
  }
  return faults
}

/** A clause that nobody has read in the text may be one that does not exist. */
function clauseFaults({ source }: Duty, { clauses }: DutySurroundings): readonly Fault[] {
  const { instrument, clause } = source
  const known = clauses?.get(instrument)
  if (clause === null || known === undefined || known.includes(clause)) return []
  return [
    {
      code: 'duty.source.clause',
      at: ['source', 'clause'],
      text: {
        zh: `依据“${instrument}”中没有核对过的第${clause}条`,
        en: `Clause ${clause} of “${instrument}” is not among those that were read`,
      },
      hint:
        known.length === 0
          ? {
              zh: '核对原文后写入 instruments.yaml 的 clauses；未核对的写 clause: null。',
              en: 'Read the text and list it under clauses in instruments.yaml, or write clause: null.',
            }
          : { zh: `已核对：${known.join('、')}。`, en: `Those read are ${known.join(', ')}.` },
    },
  ]
}

function requirementFaults(
  { require }: { readonly require: Requirement },
  given: DutySurroundings,
): readonly Fault[] {
  const { registers, roles } = given
  switch (require.kind) {
    case 'quota':
    case 'cap':
    case 'deadline':
    case 'season':
    case 'weekly':
    case 'term':
    case 'task':
    case 'notMoreThanLastYear':
      return figureFaults(require.figure, given)
    case 'held':
      return roleFaults(require.role, roles, ['require', 'held'])
    case 'hours':
      return everyoneFaults(require.role, require.figures, given)
    case 'forEach':
      return forEachFaults(require, given)
    case 'within':
      return [
        ...predicateFaults(require.after, 'after', {}, registers),
        ...whereFaults(require.after, require.where, registers),
        ...predicateFaults(require.register, 'of', {}, registers),
        ...viaFaults(require.register, { via: require.via, type: 'record' }, registers),
      ]
    case 'everyone':
      return everyoneFaults(require.role, [require.figure], given)
    case 'each':
      return eachFaults(require, registers)
    case 'none':
      return [
        ...predicateFaults(require.register, 'none', {}, registers),
        ...whereFaults(require.register, require.where, registers),
        ...roleFaults(require.attest.by, roles, ['require', 'attest', 'by']),
        ...(require.attest.basis ?? []).flatMap((one) =>
          figureFaults(one, given, ['require', 'attest', 'basis']),
        ),
      ]
  }
}

function everyoneFaults(
  role: string,
  figures: readonly string[],
  given: DutySurroundings,
): readonly Fault[] {
  return [
    ...roleFaults(role, given.roles, ['require', 'everyone']),
    ...figures.flatMap((one) => [...figureFaults(one, given), ...personFaults(one, given)]),
  ]
}

function forEachFaults(
  { require, office, via }: Extract<Requirement, { kind: 'forEach' }>,
  given: DutySurroundings,
): readonly Fault[] {
  const register = given.figures.get(require.figure)?.measure.register
  return [
    ...requirementFaults({ require }, given),
    ...officeKindFaults(office, given.registers),
    ...viaFaults(register, { via, type: 'office' }, given.registers),
  ]
}

function eachFaults(
  { register, where, must, due }: Extract<Requirement, { kind: 'each' }>,
  registers: Registers,
): readonly Fault[] {
  const field = due !== undefined && 'field' in due ? due.field : null
  const at = ['require', 'due']
  return [
    ...predicateFaults(register, 'each', { must }, registers),
    ...whereFaults(register, where, registers),
    ...(field === null ? [] : fieldFaults(register, { field, type: 'date', at }, registers)),
  ]
}

function figureFaults(
  figure: string,
  { figures }: DutySurroundings,
  at: Place = ['require', 'of'],
): readonly Fault[] {
  if (figures.has(figure)) return []
  return [unknown('figure', figure, { at, known: [...figures.keys()] })]
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

function viaFaults(
  register: string | undefined,
  { via, type }: { readonly via: string; readonly type: Field['type'] },
  registers: Registers,
): readonly Fault[] {
  if (register === undefined) return []
  return fieldFaults(register, { field: via, type, at: ['require', 'via'] }, registers)
}

/** A field must exist and be of the kind that the requirement reads. */
function fieldFaults(
  register: string,
  { field, type, at }: { readonly field: string; readonly type: Field['type']; readonly at: Place },
  { registers }: Registers,
): readonly Fault[] {
  const found = registers.get(register)
  if (found === undefined) return []
  const suitable = found.fields.filter((one) => one.type === type).map(({ id }) => id)
  return suitable.includes(field) ? [] : [unknown('field', field, { at, known: suitable })]
}

function officeKindFaults(kind: string, { lists }: Registers): readonly Fault[] {
  const known = (lists.get(coreLists.officeKinds) ?? []).map(({ id }) => id)
  if (known.includes(kind)) return []
  return [unknown('office-kind', kind, { at: ['require', 'forEach'], known })]
}

function roleFaults(role: string, roles: readonly string[], at: Place): readonly Fault[] {
  return roles.includes(role) ? [] : [unknown('role', role, { at, known: roles })]
}

function whereFaults(
  register: string,
  where: Predicate | undefined,
  registers: Registers,
): readonly Fault[] {
  const found = registers.registers.get(register)
  if (found === undefined || where === undefined) return []
  return checkPredicate(where, found, registers).map((one) => ({
    ...one,
    at: ['require', 'where', ...one.at],
  }))
}

function predicateFaults(
  register: string,
  key: string,
  { must }: { must?: Predicate },
  registers: Registers,
): readonly Fault[] {
  const found = registers.registers.get(register)
  if (found === undefined) return [unknownRegister(register, ['require', key])]
  if (must === undefined) return []
  return checkPredicate(must, found, registers).map((one) => ({
    ...one,
    at: ['require', 'must', ...one.at],
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

function unknown(
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
