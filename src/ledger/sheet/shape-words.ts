import type { Field } from '../register.ts'
import type { Head, HeaderWords } from './header-words.ts'
import { headerWords, plainHeader } from './header-words.ts'
import type { Shape, ShapeField } from './shape.ts'

/** A field with all that its column may be called. */
export interface NamedField extends ShapeField {
  readonly own: ReadonlySet<string>
  readonly also: ReadonlySet<string>
  readonly words: readonly HeaderWords[]
}

/** A shape with the words of its fields taken apart; once for each shape. */
export interface NamedShape {
  readonly shape: Shape
  /** Words of the register itself, which say nothing in a header of it: 会议 in 会议时间. */
  readonly subject: readonly string[]
  readonly fields: readonly NamedField[]
}

const known = new WeakMap<Shape, NamedShape>()

/** The words of a shape. */
export function wordsOf(shape: Shape): NamedShape {
  const before = known.get(shape)
  if (before) return before
  const subject = subjectOf(shape)
  const made = { shape, subject, fields: shape.fields.map((one) => named(one, subject)) }
  known.set(shape, made)
  return made
}

function subjectOf({ label }: Shape): readonly string[] {
  const parts = label.zh.split(/[与和及、（）]/).filter((part) => part.length > 1)
  const halves = parts.flatMap((part) =>
    part.length === 4 ? [part.slice(0, 2), part.slice(2)] : [],
  )
  return [...parts, ...halves].sort((one, other) => other.length - one.length)
}

function named(one: ShapeField, subject: readonly string[]): NamedField {
  const { label, headers = [] } = one.field
  const inside = one.inside?.label.zh
  const labels = [label.zh, ...(inside === undefined ? [] : [`${inside}${label.zh}`])]
  // A bare 日期 or 人员 inside a rows field is no name of a column of the whole table.
  const own = inside === undefined ? [...labels, label.en, one.id] : labels.slice(1)
  return {
    ...one,
    own: new Set(own.map(plainHeader)),
    also: new Set(headers.map(plainHeader)),
    words: [...labels.slice(inside === undefined ? 0 : 1), ...headers].map((text) =>
      headerWords(text, subject),
    ),
  }
}

/** The kinds of field that a column with such a last word can fill. */
const fits: Readonly<Record<Head, readonly Field['type'][]>> = {
  day: ['date', 'period', 'time'],
  due: ['date', 'period'],
  people: ['person', 'people', 'rows'],
  count: ['number'],
  office: ['office', 'offices', 'text', 'choice'],
  name: ['text', 'longText', 'choice', 'choices', 'rows', 'record'],
  content: ['text', 'longText', 'rows', 'choices'],
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

/** How well a header names a field, and by what. */
export interface Likeness {
  readonly score: number
  readonly why: 'name' | 'synonym' | 'none'
}

const unlike: Likeness = { score: 0, why: 'none' }

/** How well the lines over a column name a field. */
export function likenessOf(
  lines: readonly string[],
  field: NamedField,
  { shape, subject, fields }: NamedShape,
): Likeness {
  const last = lines.at(-1) ?? ''
  const first = lines.length > 1 ? (lines[0] ?? '') : ''
  const tried = [
    { text: lines.join(''), loss: 0 },
    ...(lines.length > 1
      ? [
          { text: last, loss: 0.02 },
          { text: first, loss: 0.15 },
        ]
      : []),
  ]
  let best = unlike
  for (const { text, loss } of tried) {
    const one = likenessOfText(text, field, { shape, subject, fields })
    if (one.score - loss > best.score) best = { ...one, score: one.score - loss }
  }
  return best
}

function likenessOfText(
  text: string,
  field: NamedField,
  { shape, subject, fields }: NamedShape,
): Likeness {
  const plain = plainHeader(text)
  if (plain === '') return unlike
  const [part = plain] = plain.split(/[/|]/)
  for (const each of new Set([plain, part])) {
    if (field.own.has(each)) return { score: 1, why: 'name' }
    if (field.also.has(each)) return { score: 0.95, why: 'synonym' }
  }
  const type = field.field.type
  if (type === 'file' || type === 'record' || type === 'clause') return unlike
  const said = headerWords(text, subject)
  const isFitting = [...said.heads].some((head) => fits[head].includes(type))
  if (said.heads.size > 0 && !isFitting) return unlike
  let score = 0
  for (const own of field.words) score = Math.max(score, closeness(said, own))
  const isPlainDay = said.rest.size === 0 && said.heads.size === 1 && said.heads.has('day')
  if (isPlainDay && field.id === shape.date) score = Math.max(score, 0.85)
  // 类型 alone is the one choice of kinds that the register has.
  const [head] = said.heads
  if (said.rest.size === 0 && said.heads.size === 1 && head !== undefined && !isPlainDay) {
    const same = fields.filter(
      (one) =>
        one.inside === undefined &&
        one.words.some(({ heads }) => heads.has(head)) &&
        fits[head].includes(one.field.type),
    )
    if (same.length === 1 && same[0] === field) score = Math.max(score, 0.8)
    else if (same.includes(field)) score = Math.max(score, 0.5)
  }
  return score === 0 ? unlike : { score: field.inside ? score - 0.05 : score, why: 'synonym' }
}

/** Two names in parts: the same doing and the same thing, or some of it. */
function closeness(said: HeaderWords, own: HeaderWords): number {
  const common = [...said.rest].filter((one) => own.rest.has(one)).length
  const sameRest = common === said.rest.size && common === own.rest.size
  const sameHead = [...said.heads].some((one) => own.heads.has(one))
  const bothHeads = said.heads.size > 0 && own.heads.size > 0
  if (sameRest && common > 0) return sameHead ? 0.88 : bothHeads ? 0.7 : 0.82
  if (sameRest) return sameHead ? 0.75 : 0
  if (common === 0) return 0
  const share = common / Math.max(said.rest.size, own.rest.size)
  return share * (sameHead ? 0.75 : bothHeads ? 0.5 : 0.65)
}
