import type { Field } from '../register/register.ts'
import type { Header } from './header-rows.ts'
import { headerWords } from './header-words.ts'
import type { Mapping, Question } from './mapping.ts'
import type { ReasonRows, Written } from './read-written.ts'
import type { Shape, ShapeField } from './shape.ts'
import type { SheetTable } from './table.ts'
import { yearsIn } from './written-day.ts'
import { tickOf } from './written-option.ts'

/** A column that fills a field, ready to read its cells. */
export interface Target {
  readonly at: number
  readonly to: ShapeField
  readonly header: string
  readonly lastLine: string
  /** The texts of the column say that no zero was cut off: 5.10 stands there as it is. */
  readonly keepsZeros: boolean
  /** Days of this column are those by which something is due. */
  readonly isDue: boolean
  /** Whole days of the column lie in the year of the mapping; or it is no year for its others. */
  readonly trustsYear: boolean
  /** Only ticks stand in it: what no tick means somebody has to say. */
  readonly isTicked: boolean
  readonly known: Map<string, Written>
}

/** The columns that fill fields, with what only all of their cells tell. May be put aside. */
export function* targetsOf(
  { rows }: SheetTable,
  header: Header,
  { shape, mapping }: { readonly shape: Shape; readonly mapping: Mapping },
): Generator<undefined, readonly Target[]> {
  const body = rows.slice(header.last + 1)
  const unit = unitAbove(rows.slice(0, Math.max(0, header.first)))
  const targets: Target[] = []
  for (const { at, header: text, use } of mapping.columns) {
    const id = typeof use === 'object' ? use.field : null
    const to = shape.fields.find((one) => one.id === id)
    if (!to) continue
    const lastLine = header.lines[at]?.at(-1) ?? text
    const facts = yield* columnFacts(to.field, body, { at, year: mapping.year })
    const over = to.field.type === 'money' && !/元/.test(text) ? `${text}${unit}` : text
    targets.push({ at, to, header: over, lastLine, ...facts, known: new Map() })
  }
  return targets
}

/** 单位：万元 above a table holds for its amounts. */
function unitAbove(rows: SheetTable['rows']): string {
  const found = rows.flatMap((cells) =>
    cells.flatMap(({ text }) => /[亿万千]元/.exec(text)?.[0] ?? []),
  )
  return found[0] ?? ''
}

/** Cells looked at before others have their turn. */
const cellsAtOnce = 500
/** Longer texts are no day. */
const dayCharactersMax = 40

function* columnFacts(
  { type, label, headers = [] }: Field,
  body: SheetTable['rows'],
  { at, year }: { at: number; year: number | null },
): Generator<undefined, Pick<Target, 'keepsZeros' | 'isDue' | 'trustsYear' | 'isTicked'>> {
  let [keepsZeros, hasTick, hasOther] = [false, false, false]
  let [inYear, inOther] = [0, 0]
  const isLookedAt = type === 'date' || type === 'yesNo'
  for (const [nth, cells] of isLookedAt ? body.entries() : []) {
    if (nth % cellsAtOnce === 0) yield
    const text = cells[at]?.text.trim() ?? ''
    if (text === '' || text.length > dayCharactersMax) continue
    if (type === 'yesNo') {
      if (tickOf(text) === 'tick') hasTick = true
      else hasOther = true
      continue
    }
    if (/^\d{1,2}\.\d0$/.test(text)) keepsZeros = true
    for (const one of yearsIn(text)) {
      if (one === year) inYear += 1
      else inOther += 1
    }
  }
  const names = [label.zh, ...headers]
  return {
    keepsZeros,
    isDue: type === 'date' && names.some((name) => headerWords(name).heads.has('due')),
    trustsYear: inOther * 2 <= inYear || inOther === 0,
    isTicked: hasTick && !hasOther,
  }
}

/** The rows field that says of people why they were away, where the shape has one. */
export function reasonsOf({ fields }: Shape): ReasonRows | null {
  for (const { id, field } of fields) {
    const inner = field.fields ?? []
    const person = inner.find(({ type }) => type === 'person')
    const reason = inner.find(({ type }) => type === 'choice')
    if (person && reason && inner.length === 2) return { id, person: person.id, reason }
  }
  return null
}

/** Required fields that neither a column nor anybody has said. */
export function unsaidFields(
  { fields }: Shape,
  { columns, given }: Mapping,
): readonly ShapeField[] {
  const filled = new Set(
    columns.flatMap(({ use }) =>
      typeof use === 'object' ? [use.field, use.field.split('.')[0]] : [],
    ),
  )
  return fields.filter(
    ({ id, field, inside }) =>
      (field.required || ((field.min ?? 0) > 0 && field.type === 'rows')) &&
      inside === undefined &&
      !filled.has(id) &&
      given[id] === undefined,
  )
}

/** What is asked of a field of that kind. */
export function questionKindOf({ type }: Field): Question['kind'] {
  const kinds = {
    choice: 'option',
    choices: 'option',
    yesNo: 'option',
    person: 'name',
    people: 'name',
    office: 'office',
    offices: 'office',
    date: 'date',
    number: 'number',
    money: 'number',
    duration: 'number',
  } as const
  return kinds[type as keyof typeof kinds] ?? 'other'
}
