import type { Choice } from '../choice.ts'
import { offeredChoices } from '../choice.ts'
import { dayText, isDay } from '../day/day.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Label } from '../label.ts'
import { both } from '../label.ts'
import type { Field } from '../register/register.ts'
import type { KnownName, Question } from './mapping.ts'
import type { Ask } from './read-written.ts'
import type { Shape } from './shape.ts'

/** Rows named with a question; more than these say nothing new. */
const rowsNamedMax = 1000

/** Gathers what the rows of a table ask, each text of a field once. */
export class Questions {
  readonly #asked = new Map<
    string,
    { readonly ask: Ask & { readonly field: string }; rows: number[]; count: number }
  >()
  readonly #around: QuestionsAround

  constructor(around: QuestionsAround) {
    this.#around = around
  }

  add(ask: Ask & { readonly field: string }, row: number): void {
    const key = `${ask.field}\n${ask.text}`
    const known = this.#asked.get(key)
    if (known === undefined) this.#asked.set(key, { ask, rows: [row], count: 1 })
    else if (known.rows.at(-1) !== row) {
      known.count += 1
      if (known.rows.length < rowsNamedMax) known.rows.push(row)
    }
  }

  /** What is asked most often first, field by field as the register has them. */
  all(): readonly Question[] {
    const { shape } = this.#around
    const order = new Map(shape.fields.map(({ id }, nth) => [id, nth]))
    return [...this.#asked.values()]
      .sort(
        (one, other) =>
          (order.get(one.ask.field) ?? 0) - (order.get(other.ask.field) ?? 0) ||
          other.count - one.count,
      )
      .map(({ ask, rows, count }) => questionOf(ask, { rows, count, around: this.#around }))
  }
}

interface QuestionsAround {
  readonly shape: Shape
  readonly context: FieldContext
  readonly people: readonly KnownName[]
  readonly offices: readonly KnownName[]
}

function questionOf(
  ask: Ask & { readonly field: string },
  given: { rows: readonly number[]; count: number; around: QuestionsAround },
): Question {
  const { around, rows, count } = given
  const field = around.shape.fields.find(({ id }) => id === ask.field)?.field
  const many = field !== undefined && fieldKindOf(field.type).many
  const [likely] = ask.may
  const isOnly = ask.may.length === 1 || ask.kind === 'option'
  const only = likely === undefined || !isOnly ? undefined : { means: many ? [likely] : likely }
  const meant = ask.likely ?? only
  return {
    field: ask.field,
    text: ask.text,
    kind: ask.kind,
    many,
    rows,
    count,
    options: ask.options ?? (field === undefined ? [] : optionsOf(ask, field, around)),
    ...(meant === undefined ? {} : { likely: meant }),
    why: ask.why,
  }
}

type Option = Question['options'][number]

function optionsOf({ kind, may }: Ask, field: Field, around: QuestionsAround): readonly Option[] {
  const { context, people, offices } = around
  if (field.type === 'yesNo') return yesNo
  if (kind === 'option') {
    const list: readonly Choice[] = context.lists.get(field.of ?? '') ?? []
    return offeredChoices(list, []).map(({ id, label }) => ({ id, label }))
  }
  if (kind === 'office') return likelyFirst(offices, may).map(named)
  if (kind === 'name') {
    return may.map((id) => {
      const known = people.find((one) => one.id === id)
      return known ? named(known) : { id, label: plain(context.names?.person(id) ?? id) }
    })
  }
  if (kind === 'date') {
    return may.map((id) => ({ id, label: both((lang) => (isDay(id) ? dayText(id, lang) : id)) }))
  }
  return may.map((id) => ({ id, label: plain(id) }))
}

const yesNo: readonly Option[] = [
  { id: 'true', label: { zh: '是', en: 'Yes' } },
  { id: 'false', label: { zh: '否', en: 'No' } },
]

function likelyFirst(all: readonly KnownName[], may: readonly string[]): readonly KnownName[] {
  const [first, rest] = [new Set(may), all.filter(({ id }) => !may.includes(id))]
  return [...all.filter(({ id }) => first.has(id)), ...rest]
}

function named({ id, name, titles = [] }: KnownName): Option {
  const posts = titles.length === 0 ? '' : `（${titles.join('、')}）`
  return { id, label: plain(`${name}${posts}`) }
}

function plain(text: string): Label {
  return { zh: text, en: text }
}
