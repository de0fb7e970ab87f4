import type { Choice } from '../../choice.ts'
import { madeLists } from '../../choice.ts'
import type { ClauseRef, Value } from '../../value.ts'
import type { FieldContext, FieldKind, Parsed } from '../field-kind.ts'
import { idJson, isEmpty, isObject, own, plainText, refused, wholeJson } from '../field-kind.ts'

const clauseCharactersMax = 40
const instrumentPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** A clause of an instrument; marked where nobody has read that clause in the instrument's text. */
export const clause: FieldKind = {
  options: {},
  many: false,
  operators: ['exists'],
  compared: null,
  retold: true,
  counted: { zh: '条', en: 'clauses' },
  parse: (raw, _field, context) => parse(raw, context),
  text: (value, _field, context, lang) => (isClause(value) ? clauseText(value, context, lang) : ''),
  read: (cell, _field, context) => parse(readCell(cell, context), context),
  json: () => wholeJson({ instrument: idJson, clause: { type: ['string', 'null'] } }),
}

/** Whether a value names a clause. */
export function isClause(value: Value | undefined): value is ClauseRef {
  return isObject(value) && Object.hasOwn(value, 'instrument')
}

/** Whether a clause is one that somebody has read: it, or a span that it lies in. */
export function isReadClause(clause: string, { clauses = [] }: Pick<Choice, 'clauses'>): boolean {
  const number = Number(clause)
  return clauses.some((one) => {
    if (one === clause) return true
    const [from, to] = one.split('–').map(Number)
    return to !== undefined && from !== undefined && from <= number && number <= to
  })
}

const unread = { zh: '（条款未核对）', en: ' (clause not checked)' }

function clauseText(value: ClauseRef, context: FieldContext, lang: 'zh' | 'en'): string {
  const { instrument: id, clause } = value
  const known = instrumentsIn(context).find((one) => one.id === id)
  if (known === undefined) return clause === null ? id : `${id}#${clause}`
  if (clause === null) return known.label[lang]
  const isNumber = /^[\d–-]+$/.test(clause)
  const words = lang === 'en' ? `, ${clause}` : isNumber ? `第${clause}条` : clause
  return `${known.label[lang]}${words}${isReadClause(clause, known) ? '' : unread[lang]}`
}

/** A cell as this kind prints it, or `instrument#clause`. */
function readCell(cell: unknown, context: FieldContext): unknown {
  if (typeof cell !== 'string') return cell
  const text = [unread.zh, unread.en].reduce(
    (rest, mark) => (rest.endsWith(mark) ? rest.slice(0, -mark.length) : rest),
    cell.trim(),
  )
  const names = instrumentsIn(context).flatMap(({ id, label, also = [] }) =>
    [label.zh, label.en, ...also].map((name) => ({ id, name })),
  )
  // Of two names that the cell begins with the longer one is meant.
  const found = names
    .filter(({ name }) => text.startsWith(name))
    .reduce<{ id: string; name: string } | null>(
      (best, one) => (best && best.name.length >= one.name.length ? best : one),
      null,
    )
  if (found === null) return text
  const rest = text.slice(found.name.length).replace(/^[，,]?\s*/, '')
  const clause = /^第([\d–-]+)条$/.exec(rest)?.[1] ?? rest
  return { instrument: found.id, clause: clause === '' ? null : clause }
}

function instrumentsIn({ lists }: FieldContext): readonly Choice[] {
  return lists.get(madeLists.instruments) ?? []
}

function parse(raw: unknown, context: FieldContext): Parsed {
  if (isEmpty(raw)) return { value: null }
  const given = typeof raw === 'string' ? split(plainText(raw)) : isObject(raw) ? raw : {}
  const instrument = own(given, 'instrument')
  const clauseGiven = own(given, 'clause')
  const known =
    typeof instrument === 'string' &&
    instrumentPattern.test(instrument) &&
    instrumentsIn(context).some(({ id }) => id === instrument)
  if (!known || (clauseGiven != null && typeof clauseGiven !== 'string')) {
    return refused('field.clause.form', {
      text: { zh: '没有这个文件或条款', en: 'There is no such instrument or clause' },
      hint: { zh: '请从文件清单中选择。', en: 'Choose an instrument of the pack.' },
    })
  }
  const text = typeof clauseGiven === 'string' ? plainText(clauseGiven) : ''
  if (text.length > clauseCharactersMax) {
    return refused('field.text.too-long', {
      text: {
        zh: `条款最多${clauseCharactersMax}字`,
        en: `A clause has at most ${clauseCharactersMax} characters`,
      },
      hint: { zh: '只写条款号，如“第十三条”。', en: 'Give the number only.' },
    })
  }
  return { value: { instrument, clause: text === '' ? null : text } }
}

function split(text: string): { readonly instrument: string; readonly clause: string | null } {
  const [instrument = '', rest] = text.split('#', 2)
  return { instrument, clause: rest ?? null }
}
