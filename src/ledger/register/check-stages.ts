import type { Fault, Place } from '../fault.ts'
import { checkPredicate } from '../predicate/check-predicate.ts'
import type { Draw } from './draw.ts'
import type { Field, FieldKindName, Register, Registers } from './register.ts'

/** What the stages, returns and draw of a register name that is not there, or of another kind. */
export function checkStages(
  register: Register,
  registers: Registers,
  { roles }: { readonly roles: readonly string[] },
): readonly Fault[] {
  const { stages = [], returns, draw, printed = [], fields } = register
  const wants = (id: string | undefined, kinds: readonly FieldKindName[], at: Place) =>
    id === undefined ? [] : kindFaults(fields, { id, kinds, at })
  return [
    ...stages.flatMap(({ when, on, asks, due, by }, nth): readonly Fault[] => [
      ...inside(
        ['stages', nth, 'when'],
        when === undefined ? [] : checkPredicate(when, register, registers),
      ),
      ...wants(on, ['date'], ['stages', nth, 'on']),
      ...wants(due, ['date'], ['stages', nth, 'due']),
      ...asks.flatMap((id, at) => wants(id, [], ['stages', nth, 'asks', at])),
      ...wants(by?.person, ['person'], ['stages', nth, 'by', 'person']),
      ...(by?.never ?? []).flatMap((id, at) =>
        wants(id, ['person'], ['stages', nth, 'by', 'never', at]),
      ),
      ...(by?.or ?? [])
        .filter((role) => !roles.includes(role))
        .map((role) => unknownRole(role, ['stages', nth, 'by', 'or'])),
    ]),
    ...wants(returns?.same, ['choice', 'text'], ['returns', 'same']),
    ...wants(returns?.after, ['date'], ['returns', 'after']),
    ...wants(returns?.via, ['record'], ['returns', 'via']),
    ...wants(returns?.ruledOut, ['yesNo'], ['returns', 'ruledOut']),
    ...printed.flatMap((id, at) => wants(id, [], ['printed', at])),
    ...(draw === undefined ? [] : drawPlaces(register, draw, registers)),
  ]
}

function drawPlaces({ fields }: Register, draw: Draw, { lists }: Registers): readonly Fault[] {
  const columns = fields.find(({ id }) => id === draw.into)?.fields ?? []
  const wants = (key: keyof Draw, kind: FieldKindName, among: readonly Field[]) =>
    kindFaults(among, { id: draw[key], kinds: [kind], at: ['draw', key] })
  const findings = lists.get(columns.find(({ id }) => id === draw.finding)?.of ?? '') ?? []
  const unknown = (['inOrder', 'wrong'] as const)
    .filter((key) => !findings.some(({ id }) => id === draw[key]))
    .map((key) => unfitField(draw[key], { kinds: [], at: ['draw', key] }))
  return [
    ...unknown,
    ...wants('from', 'choice', fields),
    ...wants('period', 'text', fields),
    ...wants('size', 'number', fields),
    ...wants('root', 'text', fields),
    ...wants('count', 'number', fields),
    ...wants('into', 'rows', fields),
    ...wants('record', 'record', columns),
    ...wants('finding', 'choice', columns),
    ...wants('outcome', 'record', columns),
  ]
}

function inside(at: Place, faults: readonly Fault[]): readonly Fault[] {
  return faults.map((one) => ({ ...one, at: [...at, ...one.at] }))
}

function kindFaults(
  fields: readonly Field[],
  { id, kinds, at }: { id: string; kinds: readonly FieldKindName[]; at: Place },
): readonly Fault[] {
  const field = fields.find((one) => one.id === id)
  const fits = field !== undefined && (kinds.length === 0 || kinds.includes(field.type))
  return fits ? [] : [unfitField(id, { kinds, at })]
}

function unfitField(
  id: string,
  { kinds, at }: { kinds: readonly FieldKindName[]; at: Place },
): Fault {
  const wanted = kinds.join(' / ')
  return {
    code: 'register.stage.field',
    at,
    text: {
      zh: wanted === '' ? `没有字段“${id}”` : `“${id}”应是本台账中类型为 ${wanted} 的字段`,
      en: wanted === '' ? `There is no field “${id}”` : `“${id}” must be a field of type ${wanted}`,
    },
    hint: { zh: '请核对字段编号和类型。', en: 'Check the id and the type of the field.' },
  }
}

function unknownRole(role: string, at: Place): Fault {
  return {
    code: 'role.unknown',
    at,
    text: { zh: `没有角色“${role}”`, en: `There is no role “${role}”` },
    hint: { zh: '请核对角色编号。', en: 'Check the id of the role.' },
  }
}
