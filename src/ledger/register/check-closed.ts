import type { Fault, Place } from '../fault.ts'
import type { FieldPaths } from '../predicate/paths-read.ts'
import { pathsRead } from '../predicate/paths-read.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { fieldAt } from './field-path.ts'
import type { Roles } from './readers.ts'
import { both, covers, rolesOf } from './readers.ts'
import type { Field, Register } from './register.ts'
import type { Playing } from './roles.ts'
import { playedFields } from './roles.ts'
import { titleFields } from './title.ts'

/**
 * Where a register would tell what one of its fields keeps for some readers. What lists, boards,
 * reminders and mails say of every record, and what refuses a write, is the same for everybody who
 * may read the register; so it must rest on what all of them may read. What a figure or a duty
 * counts needs no such rule: whoever may not read its fields is not shown it (`figure-access.ts`).
 * Places are within the file of the register.
 */
export function checkClosed(register: Register, playing: Playing): readonly Fault[] {
  return [
    ...shownPlaces(register, playing).flatMap(({ at, reads }) => {
      const [path] = closedTo(null, { register, reads, playing })
      return path === undefined ? [] : [shown(path, at)]
    }),
    ...titleFaults(register),
    ...register.checks.flatMap((_, index) => checkFaults(register, index, playing)),
    ...register.fields.flatMap((field, index) =>
      wordsFaults(register, { path: field.id, at: ['fields', index] }).concat(
        (field.fields ?? []).flatMap((inner, nth) =>
          wordsFaults(register, {
            path: `${field.id}.${inner.id}`,
            at: ['fields', index, 'fields', nth],
          }),
        ),
      ),
    ),
  ]
}

/** What everybody sees of a record, and what of it that is computed from. */
interface ShownPlace {
  readonly at: Place
  readonly reads: FieldPaths
}

function shownPlaces(register: Register, playing: Playing): readonly ShownPlace[] {
  const { id, date, yearOf, stages = [], returns, draw } = register
  const field = (path: string | undefined, ...at: Place): readonly ShownPlace[] =>
    path === undefined ? [] : [{ at, reads: new Map([[id, new Set([path])]]) }]
  const predicate = (one: Predicate | undefined, ...at: Place): readonly ShownPlace[] =>
    one === undefined ? [] : [{ at, reads: pathsRead(id, [one]) }]
  const columns = ['record', 'finding', 'outcome'] as const
  return [
    ...field(date, 'date'),
    ...(yearOf?.asked ?? []).flatMap(({ where }, nth) =>
      predicate(where, 'yearOf', 'asked', nth, 'where'),
    ),
    ...stages.flatMap(({ when, on, due, by }, nth) => [
      ...predicate(when, 'stages', nth, 'when'),
      ...field(on, 'stages', nth, 'on'),
      ...field(due, 'stages', nth, 'due'),
      ...field(by?.person, 'stages', nth, 'by', 'person'),
      ...(by?.never ?? []).flatMap((one, at) => field(one, 'stages', nth, 'by', 'never', at)),
    ]),
    ...(['same', 'after', 'via', 'ruledOut'] as const).flatMap((key) =>
      field(returns?.[key], 'returns', key),
    ),
    ...(['from', 'period', 'size', 'root', 'count', 'into'] as const).flatMap((key) =>
      field(draw?.[key], 'draw', key),
    ),
    ...columns.flatMap((key) =>
      draw === undefined ? [] : field(`${draw.into}.${draw[key]}`, 'draw', key),
    ),
    // What parts of an event share, other registers show too: `check-plays.ts` asks for more there.
    ...playedFields(playing.plays.get(id) ?? {})
      .filter(({ at: [role] }) => role !== 'eventPart')
      .map(({ path, at }) => ({ at: ['plays', ...at], reads: new Map([[id, new Set([path])]]) })),
  ]
}

/** A title stands in lists, links and mails, so it may not carry what only some may read. */
function titleFaults(register: Register): readonly Fault[] {
  return titleFields(register.title)
    .filter((id) => !covers(readersOf(register, id), null))
    .map((id) => ({
      code: 'register.title.restricted',
      at: ['title'],
      text: {
        zh: `限知悉字段“${id}”不能用于标题`,
        en: `“${id}” has readers of its own and cannot stand in the title`,
      },
      hint: { zh: '请换一个字段。', en: 'Use another field.' },
    }))
}

/**
 * A refused write tells whoever tried it how what they may write stands to what they may not read.
 * A check of fields that the same roles may read and write is told to nobody else: their values
 * passed it when they were written, and others leave them as they are.
 */
function checkFaults(register: Register, index: number, playing: Playing): readonly Fault[] {
  const check = register.checks[index]
  if (check === undefined) return []
  const { when = {}, must, id } = check
  const reads = pathsRead(register.id, [when, must])
  const own = [...(reads.get(register.id) ?? [])].filter((path) => fieldAt(register, path))
  const writers = own.map((path) => writersOf(register, path))
  const [first = null] = writers
  // Another record that answers may come and go without these fields being written.
  const isAlike = reads.size === 1 && writers.every((one) => isSame(one, first))
  const [path] = closedTo(isAlike ? first : null, { register, reads, playing })
  if (path === undefined) return []
  return [
    {
      code: 'register.check.closed',
      at: ['checks', index],
      text: {
        zh: `校验“${id}”用到限知悉的“${path}”，无权知悉的人从能否保存就能推知其内容`,
        en: `The check “${id}” looks at “${path}”, and a refusal would tell it to who may not read it`,
      },
      hint: {
        zh: '请只用本台账所有人都能看到的字段，或只用知悉范围（readers）相同的字段。',
        en: 'Use fields that all readers of the register may read, or only ones with the same readers.',
      },
    },
  ]
}

/** What a sheet says that is no value of a field is kept in words, for its readers alone. */
function wordsFaults(
  register: Register,
  { path, at }: { readonly path: string; readonly at: Place },
): readonly Fault[] {
  const into = fieldAt(register, path)?.inWords
  if (into === undefined) return []
  if (covers(readersOf(register, path), readersOf(register, into))) return []
  return [
    {
      code: 'register.in-words.closed',
      at: [...at, 'inWords'],
      text: {
        zh: `“${into}”的知悉范围比“${path}”宽，认不出的内容会被更多人看到`,
        en: `More people may read “${into}” than “${path}”, and would see what it could not take`,
      },
      hint: {
        zh: '请换一个知悉范围（readers）不更宽的文字字段，或去掉 inWords。',
        en: 'Name a text field with no wider readers, or leave inWords out.',
      },
    },
  ]
}

function shown(path: string, at: Place): Fault {
  return {
    code: 'register.field.closed',
    at,
    text: {
      zh: `限知悉的“${path}”不能用在这里：由此得出的内容，能看本台账的人都看得到`,
      en: `“${path}” is for some readers only; what comes of it here is seen by all of the register`,
    },
    hint: {
      zh: '请换一个字段，或去掉该字段（或所指台账）的知悉范围（readers）。',
      en: 'Use another field, or take the readers from it, or from the register that answers.',
    },
  }
}

/** What of all that is looked at somebody of these roles may not read: `secret`, `review.visit`. */
function closedTo(
  audience: Roles,
  asked: { readonly register: Register; readonly reads: FieldPaths; readonly playing: Playing },
): readonly string[] {
  const { register, reads, playing } = asked
  return [...reads].flatMap(([id, paths]) => {
    if (id === register.id) {
      return [...paths].filter((path) => !covers(readersOf(register, path), audience))
    }
    const other = playing.registers.get(id)
    if (other === undefined) return []
    const everybody = audience ?? rolesOf(register.readers)
    return [...paths]
      .filter((path) => !covers(both(rolesOf(other.readers), readersOf(other, path)), everybody))
      .map((path) => `${id}.${path}`)
  })
}

/** Who may read what stands at a path: who may read the rows, and their column. */
function readersOf(register: Register, path: string): Roles {
  const [outer = '', inner] = path.split('.')
  const ofField = (at: string) => rolesOf(fieldAt(register, at)?.readers)
  return inner === undefined ? ofField(outer) : both(ofField(outer), ofField(path))
}

/** Who may write what stands at a path: rows only who may read every column of them. */
function writersOf(register: Register, path: string): Roles {
  const field: Field | undefined = fieldAt(register, path.split('.')[0] ?? '')
  return (field?.fields ?? [])
    .map(({ readers }) => rolesOf(readers))
    .reduce(both, rolesOf(field?.readers))
}

function isSame(one: Roles, other: Roles): boolean {
  return covers(one, other) && covers(other, one)
}
