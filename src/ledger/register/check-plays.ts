import type { Fault, Place } from '../fault.ts'
import { fieldAt } from './field-path.ts'
import type { Field, FieldKindName, Register } from './register.ts'
import type { Playing, Plays, RegisterRole, RoleField } from './roles.ts'
import { registerRoles } from './roles.ts'

type SaidOf = Readonly<Record<string, string | readonly string[] | undefined>>

/** What a register says it plays and its fields cannot carry; places are within its file. */
export function checkPlays(register: Register, pack: PlayingPack): readonly Fault[] {
  const plays = Object.entries(pack.plays.get(register.id) ?? {}) as [RegisterRole, SaidOf][]
  return plays.flatMap(([role, said]) => [
    ...Object.entries<RoleField>(registerRoles[role]).flatMap(([name, asked]) =>
      nameFaults({ register, role, name, asked, said, pack }),
    ),
    ...(role === 'problem' && register.stages === undefined ? [noStages] : []),
    ...(role === 'eventPart' ? closedFaults(register, said) : []),
  ])
}

/** What the parts of an event share stands in each of them, so no field of it may have readers. */
function closedFaults(register: Register, said: SaidOf): readonly Fault[] {
  return Object.entries(said).flatMap(([name, id]): readonly Fault[] => {
    const field = register.fields.find((one) => one.id === id)
    if (field?.readers === undefined && register.readers === undefined) return []
    return [
      {
        code: 'register.plays.closed',
        at: ['plays', 'eventPart', name],
        text: {
          zh: `“${String(id)}”限知悉，不能与同一事项的其他记录共用`,
          en: `“${String(id)}” is for some readers only and cannot be shared with other parts`,
        },
        hint: {
          zh: '请去掉知悉范围，或不写这一行。',
          en: 'Open it to all, or leave the line out.',
        },
      },
    ]
  })
}

/** What the check looks into. */
type PlayingPack = Playing & {
  readonly lists: ReadonlyMap<string, readonly { readonly id: string }[]>
}

interface Asked {
  readonly register: Register
  readonly role: RegisterRole
  readonly name: string
  readonly asked: RoleField
  readonly said: SaidOf
  readonly pack: PlayingPack
}

function nameFaults(one: Asked): readonly Fault[] {
  const { role, name, asked, said } = one
  const at: Place = ['plays', role, name]
  const given = said[name]
  if (given === undefined) return asked.needed ? [missing(role, name)] : []
  if (typeof given !== 'string') {
    return given.flatMap((path, nth) => pathFaults(one, path, [...at, nth]))
  }
  if (asked.choiceOf !== undefined) return choiceFaults(one, given, at)
  return pathFaults(one, [whereWithin(one), given].filter(Boolean).join('.'), at)
}

function whereWithin({ asked: { within }, said }: Asked): string {
  return within === undefined ? '' : String(said[within] ?? within)
}

function pathFaults({ register, asked, pack }: Asked, path: string, at: Place): readonly Fault[] {
  const field = fieldAt(register, path)
  const { kinds, to } = asked
  if (field === undefined) return [noField(register, path, at)]
  if (kinds.length > 0 && !kinds.includes(field.type)) return [otherKind(field, kinds, at)]
  if (to === undefined || field.register === undefined) return []
  const plays: Plays = pack.plays.get(field.register) ?? {}
  return to in plays ? [] : [otherRegister(field, to, at)]
}

/** The list that a choice stands in. */
function choiceFaults(one: Asked, choice: string, at: Place): readonly Fault[] {
  const { register, asked, said, pack } = one
  const from = said[asked.choiceOf ?? '']
  const list = typeof from === 'string' ? fieldAt(register, from)?.of : undefined
  const choices = pack.lists.get(list ?? '') ?? []
  return choices.some(({ id }) => id === choice) ? [] : [noChoice(choice, asked, at)]
}

function missing(role: RegisterRole, name: string): Fault {
  return {
    code: 'register.plays.missing',
    at: ['plays', role],
    text: {
      zh: `充当“${role}”的台账应写明哪个字段是“${name}”`,
      en: `A register that plays “${role}” must say which of its fields is “${name}”`,
    },
    hint: {
      zh: `在 plays.${role} 中加一行“${name}: 字段编号”。`,
      en: `Add “${name}: <id of the field>” to plays.${role}.`,
    },
  }
}

function noField({ fields }: Register, path: string, at: Place): Fault {
  return {
    code: 'register.plays.field',
    at,
    text: { zh: `没有字段“${path}”`, en: `There is no field “${path}”` },
    hint: {
      zh: `可用字段：${fields.map(({ id }) => id).join('、')}。`,
      en: `Known are ${fields.map(({ id }) => id).join(', ')}.`,
    },
  }
}

function otherKind({ id, type }: Field, kinds: readonly FieldKindName[], at: Place): Fault {
  const wanted = kinds.join(' / ')
  return {
    code: 'register.plays.kind',
    at,
    text: {
      zh: `“${id}”是 ${type} 字段，这里应为 ${wanted} 字段`,
      en: `“${id}” is a field of type ${type}; here it must be ${wanted}`,
    },
    hint: { zh: '请换一个字段，或改正字段类型。', en: 'Name another field, or change its type.' },
  }
}

function otherRegister({ id, register }: Field, role: string, at: Place): Fault {
  return {
    code: 'register.plays.register',
    at,
    text: {
      zh: `“${id}”指向台账“${register}”，但该台账不充当“${role}”`,
      en: `“${id}” points to the register “${register}”, which does not play “${role}”`,
    },
    hint: {
      zh: `在该台账中写明 plays.${role}，或换一个字段。`,
      en: `Declare plays.${role} in that register, or name another field.`,
    },
  }
}

function noChoice(choice: string, { choiceOf }: RoleField, at: Place): Fault {
  return {
    code: 'register.plays.choice',
    at,
    text: {
      zh: `“${choiceOf}”所用的选项表中没有“${choice}”`,
      en: `The list of “${choiceOf}” has no choice “${choice}”`,
    },
    hint: {
      zh: `请写明 ${choiceOf} 字段，并从它的选项表中取编号。`,
      en: `Say which field is ${choiceOf}, and take an id of its list.`,
    },
  }
}

const noStages: Fault = {
  code: 'register.plays.stages',
  at: ['plays', 'problem'],
  text: {
    zh: '充当“problem”的台账应写明办理阶段（stages）',
    en: 'A register that plays “problem” must declare its stages',
  },
  hint: {
    zh: '阶段决定轮到谁办、何时到期。',
    en: 'They decide whose turn it is, and by when.',
  },
}
