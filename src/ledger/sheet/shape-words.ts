import type { Field } from '../register.ts'
import type { Head, HeaderWords } from './header-words.ts'
import { headerWords, isDoing, plainHeader } from './header-words.ts'
import type { Shape, ShapeField } from './shape.ts'

/** A field with all that its column may be called. */
export interface NamedField extends ShapeField {
  readonly own: ReadonlySet<string>
  readonly also: ReadonlySet<string>
  readonly words: readonly HeaderWords[]
}

/** A shape with the words of its fields taken apart. */
export interface NamedShape {
  readonly shape: Shape
  /** Words of the register itself, which say nothing in a header of it: 会议 in 会议时间. */
  readonly subject: readonly string[]
  readonly fields: readonly NamedField[]
  /** What was found for the lines over a column. */
  readonly known: Map<string, readonly FieldLikeness[]>
}

/** How well a header names a field, and by what. */
export interface FieldLikeness {
  readonly field: NamedField
  readonly score: number
  readonly why: 'name' | 'synonym'
  /** 整改时间 may be when it is due and when it was done. */
  readonly isEither: boolean
}

const shapes = new WeakMap<Shape, Omit<NamedShape, 'known'>>()

/** Takes the words of a shape apart, for the tables that are held against it. */
export function namedShape(shape: Shape): NamedShape {
  const before = shapes.get(shape)
  const taken = before ?? takenApart(shape)
  shapes.set(shape, taken)
  return { ...taken, known: new Map() }
}

function takenApart(shape: Shape): Omit<NamedShape, 'known'> {
  const subject = subjectOf(shape)
  return { shape, subject, fields: shape.fields.map((one) => named(one, subject)) }
}

function subjectOf({ label }: Shape): readonly string[] {
  const all = label.zh.split(/[与和及、（）]/).filter((part) => part.length > 1)
  // Of 问题与整改 the second is a step of its own: 整改时间 is not when the problem was found.
  const parts = all.filter((part, nth) => nth === 0 || !isDoing(part))
  const halves = parts.flatMap((part) =>
    part.length === 4 || part.length === 6 ? [part.slice(0, -2), part.slice(-2)] : [],
  )
  return [...new Set([...parts, ...halves])].sort((one, other) => other.length - one.length)
}

/** Labels inside a rows field that alone could be those of the whole table. */
const isBare = ({ heads, rest }: HeaderWords) => rest.size === 0 && heads.size > 0

function named(one: ShapeField, subject: readonly string[]): NamedField {
  const { label, headers = [] } = one.field
  const inside = one.inside?.label.zh
  const bare = headerWords(label.zh)
  const labels =
    inside === undefined
      ? [label.zh, label.en, one.id, ...(one.called ?? [])]
      : [`${inside}${label.zh}`, ...(isBare(bare) ? [] : [label.zh])]
  const chinese = inside === undefined ? [label.zh] : labels
  return {
    ...one,
    own: new Set(labels.map(plainHeader)),
    also: new Set(headers.map(plainHeader)),
    words: [...chinese, ...headers].map((text) => headerWords(text, subject)),
  }
}

/** The kinds of field that a column with such a last word can fill. */
const fits: Readonly<Record<Head, readonly Field['type'][]>> = {
  day: ['date', 'period', 'time'],
  due: ['date', 'period'],
  people: ['person', 'people', 'rows'],
  target: ['people', 'rows'],
  count: ['number'],
  rate: ['number'],
  office: ['office', 'offices', 'text', 'choice'],
  name: ['text', 'longText', 'choice', 'choices', 'rows', 'record'],
  content: ['text', 'longText', 'rows', 'choices'],
  course: ['text', 'longText', 'choice'],
  kind: ['choice', 'choices', 'text'],
  place: ['text'],
  code: ['text'],
  remark: ['text', 'longText'],
  level: ['choice', 'text'],
  state: ['choice', 'text'],
  length: ['duration', 'number'],
  reason: ['text', 'longText', 'choice', 'rows'],
  result: ['text', 'longText', 'choice'],
  source: ['choice', 'text', 'office'],
  measure: ['rows', 'text', 'longText'],
  whether: ['yesNo'],
}

/** What a field holds that does not say so in its label: 出席 are people. */
const implied: Partial<Record<Field['type'], readonly Head[]>> = {
  date: ['day', 'due'],
  person: ['people'],
  people: ['people'],
  office: ['office'],
  offices: ['office'],
  number: ['count', 'length', 'rate'],
  duration: ['length'],
  choice: ['kind', 'level', 'state', 'source', 'name'],
  choices: ['kind'],
  text: ['name', 'content'],
  longText: ['content', 'name', 'course'],
  rows: ['content', 'measure', 'people', 'reason', 'name'],
  yesNo: ['whether'],
}

/** Last words that mean the one field of a register that has them, whatever stands before. */
const telling: ReadonlySet<Head> = new Set([
  'kind',
  'code',
  'state',
  'level',
  'source',
  'length',
  'place',
  'due',
])

/** The fields that the lines over a column name, best first. */
export function fieldsNamed(lines: readonly string[], shape: NamedShape): readonly FieldLikeness[] {
  const key = lines.join('\n')
  const before = shape.known.get(key)
  if (before) return before
  const texts = lines.length > 1 ? [lines.join(''), lines.at(-1) ?? '', lines[0] ?? ''] : lines
  const best = new Map<NamedField, FieldLikeness>()
  const { heads } = headerWords(lines.at(-1) ?? '')
  const strict = [...heads].filter((head) => strictly.has(head))
  for (const [nth, text] of texts.entries()) {
    for (const one of namedBy(text, shape)) {
      const { type } = one.field.field
      if (strict.length > 0 && !strict.some((head) => fits[head].includes(type))) continue
      const score = one.score - (losses[nth] ?? 0)
      if (score > (best.get(one.field)?.score ?? 0)) best.set(one.field, { ...one, score })
    }
  }
  const found = [...best.values()].sort((one, other) => other.score - one.score)
  shape.known.set(key, found)
  return found
}

/** Last words that leave no doubt what a column holds, whatever the line above says. */
const strictly: ReadonlySet<Head> = new Set(['day', 'due', 'count', 'rate', 'whether', 'remark'])

/** All lines together say most; the last alone nearly as much, the first little. */
const losses = [0, 0.02, 0.15]

function namedBy(text: string, shape: NamedShape): readonly FieldLikeness[] {
  const said = saidBy(text, shape.subject)
  if (said.plain === '') return []
  return shape.fields.flatMap((field) => {
    const like = likeness(said, field, shape)
    return like === null || like.score === 0 ? [] : [{ field, ...like }]
  })
}

interface Said extends HeaderWords {
  /** The header, its first part before a slash, and both without the words of the register. */
  readonly whole: readonly string[]
  readonly within: readonly string[]
}

function saidBy(text: string, subject: readonly string[]): Said {
  const words = headerWords(text, subject)
  const heads = new Set(words.heads)
  // 截止日期 is no plain day.
  if (heads.has('due')) heads.delete('day')
  const { plain } = words
  const whole = [...new Set([plain, plain.split('/')[0] ?? plain])]
  // 题目 for 党课题目, and 会议名称 for 名称 where the register is one of meetings.
  const within = whole.flatMap((one) => [
    subject.reduce((left, word) => left.replace(word, ''), one),
    ...subject.map((word) => `${word}${one}`),
  ])
  return { ...words, heads, whole, within }
}

type Likeness = Omit<FieldLikeness, 'field'> | null

function likeness(said: Said, field: NamedField, shape: NamedShape): Likeness {
  const { own, also } = field
  const inner = field.inside === undefined ? 0 : 0.03
  if (said.whole.some((one) => own.has(one)))
    return { score: 1 - inner, why: 'name', isEither: false }
  if (said.whole.some((one) => also.has(one)))
    return { score: 0.95 - inner, why: 'synonym', isEither: false }
  const { type } = field.field
  if (type === 'file' || type === 'record' || type === 'clause') return null
  if (said.heads.size > 0 && ![...said.heads].some((head) => fits[head].includes(type))) return null
  if (said.within.some((one) => own.has(one) || also.has(one))) {
    return { score: 0.9 - inner, why: 'synonym', isEither: false }
  }
  const close = field.words.reduce(
    (most, own, nth) => Math.max(most, closeness(said, own, { type, isLabel: nth === 0 })),
    0,
  )
  const score = Math.max(close, plainly(said, field, shape))
  const isEither = field.words.some((own) => isDoneOrDue(said, own))
  return { score: score === 0 ? 0 : score - inner, why: 'synonym', isEither }
}

/** A header without a doing of its own means the plain field of its kind. */
function plainly(said: Said, field: NamedField, { shape, fields }: NamedShape): number {
  if (field.inside !== undefined) return 0
  const [head, ...more] = said.heads
  const isBareHead = said.rest.size === 0
  if (head === undefined) return isBareHead && field.id === shape.title ? 0.85 : 0
  if (head === 'day' && more.length === 0) return isBareHead && field.id === shape.date ? 0.85 : 0
  if (isBareHead && field.id === shape.title && (head === 'name' || head === 'content')) return 0.8
  if (more.length > 0 || !telling.has(head)) return 0
  const same = fields.filter(
    ({ inside, field: { type }, words }) =>
      inside === undefined &&
      fits[head].includes(type) &&
      words.some(({ heads }) => heads.has(head)),
  )
  if (same.length !== 1 || same[0] !== field) return same.includes(field) && isBareHead ? 0.5 : 0
  return isBareHead ? 0.82 : 0.55
}

/** Two names in parts: the same doing and the same thing, or some of it. */
function closeness(
  said: HeaderWords,
  own: HeaderWords,
  { type, isLabel }: { type: Field['type']; isLabel: boolean },
): number {
  const heads = own.heads.size > 0 ? own.heads : new Set(implied[type] ?? [])
  const sameHead = [...said.heads].some((one) => heads.has(one === 'target' ? 'people' : one))
  const bothHeads = said.heads.size > 0 && heads.size > 0
  // A day by which something is due is none on which it was done; 完成时间 may be either.
  if (own.heads.size > 0 && bothHeads && said.heads.has('due') !== own.heads.has('due')) {
    return isDoneOrDue(said, own) ? 0.88 : 0
  }
  // A text is what its label says: 纪要 is not the number of it.
  const isOpen = said.heads.size === 0 && own.heads.size > 0 && type === 'text'
  let common = 0
  for (const one of said.rest) {
    let most = 0
    for (const other of own.rest) most = Math.max(most, sameWord(one, other))
    common += most
  }
  const larger = Math.max(said.rest.size, own.rest.size)
  if (larger === 0) return !sameHead || own.heads.size === 0 ? 0 : isLabel ? 0.75 : 0.6
  const share = common / larger
  if (share === 1) return sameHead ? 0.88 : bothHeads ? 0.4 : isOpen ? 0.7 : 0.82
  return share * (sameHead ? 0.8 : bothHeads ? 0.4 : 0.75)
}

function isDoneOrDue(said: HeaderWords, own: HeaderWords): boolean {
  const [one] = said.rest
  if (said.rest.size !== 1 || one === undefined || !own.rest.has(one)) return false
  return said.heads.has('day') && own.heads.has('due')
}

/** Whether two words that stand in no table say the same: 国产 and 国产化设备. */
function sameWord(one: string, other: string): number {
  if (one === other) return 1
  if (one.startsWith('does ') || other.startsWith('does ')) return 0
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length < 2) return 0
  if (long.includes(short)) return 0.9
  return short.length > 2 && isWithin(short, long) ? 0.85 : 0
}

/** All characters of one in the other, in their order. */
function isWithin(short: string, long: string): boolean {
  let at = 0
  for (const sign of long) if (sign === short.charAt(at)) at += 1
  return at === short.length
}
