import type { ClauseRef, Value } from '../../value.ts'
import { idJson, isEmpty, isObject, own, plainText, refused, wholeJson } from '../field-kind.ts'
import type { FieldContext, FieldKind, Parsed } from '../field-kind.ts'

const clauseCharactersMax = 40
const instrumentPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** A clause of an instrument of the pack; the clause stays empty where nobody has checked it. */
export const clause: FieldKind = {
  options: {},
  many: false,
  operators: ['exists'],
  counted: { zh: '条', en: 'clauses' },
  parse: (raw, _field, context) => parse(raw, context),
  text: (value, _field, context, lang) => (isClause(value) ? clauseText(value, context, lang) : ''),
  read: (cell, _field, context) => parse(cell, context),
  json: () => wholeJson({ instrument: idJson, clause: { type: ['string', 'null'] } }),
}

/** Whether a value names a clause. */
export function isClause(value: Value | undefined): value is ClauseRef {
  return isObject(value) && Object.hasOwn(value, 'instrument')
}

function clauseText(value: ClauseRef, context: FieldContext, lang: 'zh' | 'en'): string {
  const name = context.names?.instrument?.(value.instrument) ?? null
  if (name === null) {
    return value.clause === null ? value.instrument : `${value.instrument}#${value.clause}`
  }
  const title = lang === 'zh' ? `《${name}》` : name
  return value.clause === null ? title : `${title}${lang === 'zh' ? '' : ', '}${value.clause}`
}

function parse(raw: unknown, context: FieldContext): Parsed {
  if (isEmpty(raw)) return { value: null }
  const given = typeof raw === 'string' ? split(plainText(raw)) : isObject(raw) ? raw : {}
  const instrument = own(given, 'instrument')
  const clauseGiven = own(given, 'clause')
  const known =
    typeof instrument === 'string' &&
    instrumentPattern.test(instrument) &&
    (context.names?.instrument === undefined || context.names.instrument(instrument) !== null)
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
