import type { Field } from '../register/register.ts'
import type { Head, HeaderWords } from './header-words.ts'
import {
  anyDoing,
  headerWords,
  isDoing,
  plainHeader,
  sameDoing,
  saysDoing,
} from './header-words.ts'
import type { Shape, ShapeField } from './shape.ts'

/** A field with all that its column may be called. */
export interface NamedField extends ShapeField {
  readonly own: ReadonlySet<string>
  readonly also: ReadonlySet<string>
  readonly words: readonly OwnWords[]
  /** It is a day by which something is due, and so may lie ahead. */
  readonly isDue: boolean
}

/** A name of a field in words; `loss` puts other names behind its label. */
interface OwnWords extends HeaderWords {
  readonly loss: number
}

/** A shape with the words of its fields taken apart. */
export interface NamedShape {
  readonly shape: Shape
  /** Words of the register itself, which say nothing in a header of it: 会议 in 会议时间. */
  readonly subject: readonly string[]
  /** What is done on the day of its record; a header may say it or not: 谁讲的 is 谁. */
  readonly doing: ReadonlySet<string>
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
  const date = shape.fields.find(({ id }) => id === shape.date)?.field
  const { rest } = headerWords(date?.label.zh ?? '', subject)
  const doing = new Set([...rest].filter(saysDoing))
  return { shape, subject, doing, fields: shape.fields.map((one) => named(one, subject)) }
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

/** Whether a label says only what kind of thing it holds (时间, 内容): it could head any column. */
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
    words: [
      ...chinese.map((text) => ({ ...headerWords(text, subject), loss: 0 })),
      ...headers.map((text) => ({ ...headerWords(text, subject), loss: 0.02 })),
    ],
    isDue: one.field.type === 'date' && headerWords(label.zh).heads.has('due'),
  }
}

/** The kinds of field that a column with such a last word can fill. */
const fits: Readonly<Record<Head, readonly Field['type'][]>> = {
  day: ['date', 'period', 'time'],
  due: ['date', 'period'],
  people: ['person', 'people', 'rows'],
  target: ['person', 'people', 'rows', 'office', 'offices'],
  count: ['number'],
  rate: ['number'],
  office: ['office', 'offices', 'text', 'choice'],
  name: ['text', 'longText', 'choice', 'choices', 'rows', 'record'],
  content: ['text', 'longText', 'rows', 'choices'],
  course: ['text', 'longText', 'choice'],
  kind: ['choice', 'choices', 'text'],
  form: ['choice', 'choices', 'text'],
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

/** Whether a column with such a last word can fill a field. */
export function holds(head: Head, { type }: Field): boolean {
  return fits[head].includes(type)
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
  choice: ['kind', 'form', 'level', 'state', 'source', 'name'],
  choices: ['kind', 'form'],
  text: ['name', 'content'],
  longText: ['content', 'name', 'course'],
  rows: ['content', 'measure', 'people', 'reason', 'name'],
  yesNo: ['whether'],
}

/** Last words that mean the one field of a register that has them, whatever stands before. */
const telling: ReadonlySet<Head> = new Set([
  'kind',
  'form',
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
  const within = whole.map((one) => subject.reduce((left, word) => left.replace(word, ''), one))
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
  const isOf = (head: Head) =>
    fits[head].includes(type) || field.words.some(({ heads }) => heads.has(head))
  if (said.heads.size > 0 && ![...said.heads].some(isOf)) return null
  if (said.within.some((one) => own.has(one) || also.has(one))) {
    return { score: 0.9 - inner, why: 'synonym', isEither: false }
  }
  const score = placed(said, field, shape)
  const isEither = field.words.some((own) => doneOrDue(said, own) > 0)
  return { score: score === 0 ? 0 : score - inner, why: 'synonym', isEither }
}

/** By the words of both; what is done on the day of the record need not be said. */
function placed(said: Said, field: NamedField, shape: NamedShape): number {
  const best = (one: Said) => {
    const { type } = field.field
    const close = field.words.reduce((most, own) => {
      const found = closeness(one, own, type)
      return found > 0 ? Math.max(most, found - own.loss) : most
    }, 0)
    return Math.max(close, plainly(one, field, shape))
  }
  const aside = field.id === shape.shape.title ? [...shape.doing, anyDoing] : [...shape.doing]
  const rest = [...said.rest].filter((one) => !aside.some((own) => isSame(one, own)))
  const whole = best(said)
  if (rest.length === said.rest.size) return whole
  return Math.max(whole, Math.min(looselyMax, best({ ...said, rest: new Set(rest) }) - unsaidLoss))
}

/** What fits by words that are left aside, or that have several meanings, is never sure. */
const looselyMax = 0.74
/** What a doing costs that is left aside. */
const unsaidLoss = 0.04

function isSame(one: string, other: string): boolean {
  return sameDoing(one, other) > 0.9
}

/** A header without a doing of its own means the plain field of its kind. */
function plainly(said: Said, field: NamedField, shape: NamedShape): number {
  if (field.inside !== undefined) return 0
  const isBareHead = said.rest.size === 0
  const { title, date } = shape.shape
  if (said.heads.size === 0) return isBareHead && field.id === title ? 0.85 : 0
  if (isBareHead && field.id === date && said.heads.has('day')) return 0.85
  let most = 0
  for (const head of said.heads) {
    if (field.id === title && isBareHead && about[head]) most = Math.max(most, about[head])
    if (!telling.has(head)) continue
    const same = withHead(head, shape)
    if (!same.includes(field)) continue
    const only = same.length === 1
    most = Math.max(most, isBareHead ? (only ? 0.82 : 0.5) : only ? 0.55 : 0)
  }
  return said.heads.size > 1 ? most - 0.05 : most
}

/** How well a last word says what a record is about, where no other field is called so. */
const about: Partial<Record<Head, number>> = { name: 0.8, content: 0.8, reason: 0.55, course: 0.5 }

/** The fields of a register that are named with a last word. */
function withHead(head: Head, { fields }: NamedShape): readonly NamedField[] {
  return fields.filter(
    ({ inside, field: { type }, words }) =>
      inside === undefined &&
      fits[head].includes(type) &&
      words.some(({ heads }) => heads.has(head)),
  )
}

/** Two names in parts: the same doing and the same thing, or some of it. */
function closeness(said: HeaderWords, own: HeaderWords, type: Field['type']): number {
  const heads = own.heads.size > 0 ? own.heads : new Set(implied[type] ?? [])
  const isExact = [...said.heads].some((one) => heads.has(one))
  const sameHead = isExact || [...said.heads].some((one) => means[one]?.some((as) => heads.has(as)))
  const far = sameHead && !isExact ? meansLoss : 0
  const bothHeads = said.heads.size > 0 && heads.size > 0
  // A day by which something is due is none on which it was done; 完成时间 may be either.
  if (own.heads.size > 0 && bothHeads && said.heads.has('due') !== own.heads.has('due')) {
    return doneOrDue(said, own)
  }
  // A text is what its label says: 纪要 is not the number of it.
  const isOpen = said.heads.size === 0 && own.heads.size > 0 && type === 'text'
  let common = 0
  for (const one of said.rest) {
    let most = 0
    for (const other of own.rest) most = Math.max(most, sameWord(one, other))
    common += most
  }
  const larger = Math.max(sizeOf(said.rest), sizeOf(own.rest))
  if (larger === 0) return sameHead && own.heads.size > 0 ? 0.75 - far : 0
  const share = Math.min(1, common / larger)
  if (share === 1) return sameHead ? 0.88 - far : bothHeads ? 0.4 : isOpen ? 0.7 : 0.82
  if (share > 0.94) return sameHead ? looselyMax - far : bothHeads ? 0.4 : 0.7
  return share * (sameHead ? 0.8 - far : bothHeads ? 0.4 : 0.75)
}

/** A character that stands alone says less than a word. */
function sizeOf(rest: ReadonlySet<string>): number {
  let size = 0
  for (const one of rest) size += one.length === 1 ? 0.5 : 1
  return size
}

/** Last words that stand for others as well: 受表彰对象 may be an office. */
const means: Partial<Record<Head, readonly Head[]>> = {
  target: ['people', 'office'],
  result: ['course', 'content'],
  course: ['result'],
  form: ['kind'],
  kind: ['form'],
  name: ['content'],
  content: ['name'],
}

/** What it costs that a last word is not quite the same. */
const meansLoss = 0.06

/** How well a day with a doing may be that by which it is due: 整改时间. */
function doneOrDue(said: HeaderWords, own: HeaderWords): number {
  if (!said.heads.has('day') || !own.heads.has('due') || said.rest.size === 0) return 0
  let least = 1
  for (const one of said.rest) {
    let most = 0
    for (const other of own.rest) most = Math.max(most, sameWord(one, other))
    least = Math.min(least, most)
  }
  return least === 1 ? 0.81 : least >= 0.7 ? 0.68 : 0
}

/** Whether two words that stand in no table say the same: 国产 and 国产化设备. */
function sameWord(one: string, other: string): number {
  if (one === other) return 1
  if (saysDoing(one) || saysDoing(other)) return sameDoing(one, other)
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length < 2) return 0
  if (long.includes(short)) return 0.9
  return short.length > 2 && isWithin(short, long) ? 0.85 : 0
}

/** Whether the long word has all characters of the short one, in their order. */
function isWithin(short: string, long: string): boolean {
  let at = 0
  for (const sign of long) if (sign === short.charAt(at)) at += 1
  return at === short.length
}
