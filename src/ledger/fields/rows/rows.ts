import type { Fault } from '../../fault.ts'
import type { Row, Value } from '../../value.ts'
import type { FieldContext, FieldKind, FieldShape, Parsed } from '../field-kind.ts'
import { isEmpty, isObject, listJson, own, refused } from '../field-kind.ts'

/** Rows of one field at most. */
const rowsCountMax = 500
/** Rows that a register may declare at most: bodies, each named. */
const rowsDeclaredMax = 2000

/** A small table inside a record, e.g. the agenda of a meeting. Rows hold no rows. */
export const rows: FieldKind = {
  options: {
    fields: { as: 'fields', needed: true },
    min: { as: 'whole', atLeast: 1 },
    max: { as: 'whole', atLeast: 1, atMost: rowsDeclaredMax },
  },
  many: true,
  compared: null,
  operators: ['some', 'every', 'first', 'count', 'exists', 'ratio'],
  wide: true,
  spelled: true,
  counted: { zh: '项', en: 'items' },
  parse,
  text: (value, field, context, lang) =>
    rowsOf(value)
      .map((row) => rowText(row, field, context, lang))
      .join(lang === 'zh' ? '；' : '; '),
  cell: (value, field, context, lang) =>
    rowsOf(value)
      .map((row) => rowCell(row, field, context, lang))
      .join('\n'),
  read,
  json: (field, { objectOf }) =>
    listJson({ type: 'object', ...objectOf(field.fields ?? []) }, field),
}

/** The rows of a value. */
export function rowsOf(value: Value | undefined): readonly Row[] {
  return Array.isArray(value) ? value.filter((one): one is Row => isObject(one)) : []
}

function parse(raw: unknown, field: FieldShape, context: FieldContext): Parsed {
  if (isEmpty(raw)) return { value: null }
  if (!Array.isArray(raw)) {
    return refused('field.rows.form', {
      text: { zh: '这里应是若干行', en: 'A list of rows is expected here' },
      hint: { zh: '请逐行填写。', en: 'Give one object per row.' },
    })
  }
  const countMax = field.max ?? rowsCountMax
  if (raw.length > countMax) {
    return refused('field.rows.too-many', {
      text: { zh: `最多${countMax}行`, en: `At most ${countMax} rows` },
      hint: { zh: '请减少后再保存。', en: 'Remove some rows.' },
    })
  }
  const faults: Fault[] = []
  const kept: Row[] = []
  for (const [index, item] of raw.entries()) {
    const parsed = parseRow(item, field, context)
    if (Array.isArray(parsed.faults)) {
      faults.push(...parsed.faults.map((one) => ({ ...one, at: [index, ...one.at] })))
    } else if (parsed.row !== undefined && Object.keys(parsed.row).length > 0) kept.push(parsed.row)
  }
  return faults.length > 0 ? { faults } : { value: kept.length === 0 ? null : kept }
}

function parseRow(
  raw: unknown,
  field: FieldShape,
  context: FieldContext,
): { readonly row?: Row; readonly faults?: readonly Fault[] } {
  if (isEmpty(raw)) return { row: {} }
  if (!isObject(raw)) {
    return refused('field.rows.form', {
      text: { zh: '这一行的格式不对', en: 'This row has the wrong form' },
      hint: { zh: '请逐栏填写。', en: 'Give its fields by id.' },
    }) as { faults: readonly Fault[] }
  }
  const fields = field.fields ?? []
  const known = new Set(fields.map((one) => one.id))
  const faults: Fault[] = Object.keys(raw)
    .filter((key) => !known.has(key))
    .slice(0, 5)
    .map((key) => unknownColumn(key))
  const cells: [string, Value][] = []
  for (const inner of fields) {
    const parsed = context.kindOf(inner.type).parse(own(raw, inner.id), inner, context)
    if (parsed.faults !== undefined) {
      faults.push(...parsed.faults.map((one) => ({ ...one, at: [inner.id, ...one.at] })))
    } else if (parsed.value !== null) cells.push([inner.id, parsed.value])
  }
  // An empty last line of a form is no row at all, so its required fields are not missed.
  if (faults.length === 0 && cells.length > 0) faults.push(...missing(fields, cells))
  return faults.length > 0 ? { faults } : { row: Object.fromEntries(cells) }
}

function missing(
  fields: readonly FieldShape[],
  cells: readonly [string, Value][],
): readonly Fault[] {
  const given = new Set(cells.map(([id]) => id))
  return fields
    .filter((one) => one.required && !given.has(one.id))
    .map((one) => ({
      code: 'record.field.required',
      at: [one.id],
      text: { zh: `请填写“${one.label.zh}”`, en: `“${one.label.en}” is required` },
      hint: { zh: '填写后再保存。', en: 'Fill it in and save again.' },
    }))
}

function unknownColumn(key: string): Fault {
  const name = key.slice(0, 60)
  return {
    code: 'record.field.unknown',
    at: [name],
    text: { zh: `没有“${name}”这一栏`, en: `There is no field “${name}”` },
    hint: { zh: '请核对名称。', en: 'Check the name of the field.' },
  }
}

function rowText(row: Row, field: FieldShape, context: FieldContext, lang: 'zh' | 'en'): string {
  return (field.fields ?? [])
    .map((inner) => context.kindOf(inner.type).text(row[inner.id] ?? null, inner, context, lang))
    .filter((text) => text !== '')
    .join(lang === 'zh' ? '｜' : ' | ')
}

/** All fields of a row, the empty ones as well, so that each is read back in its place. */
function rowCell(row: Row, field: FieldShape, context: FieldContext, lang: 'zh' | 'en'): string {
  const parts = (field.fields ?? []).map((inner) => {
    const kind = context.kindOf(inner.type)
    return (kind.cell ?? kind.text)(row[inner.id] ?? null, inner, context, lang)
  })
  return rowOfTexts(parts)
}

/** One row as a cell says it, from what each of its fields says. */
export function rowOfTexts(texts: readonly string[]): string {
  const parts = texts.map((text) => text.replace(/[\\｜|；;]/g, '\\$&').replace(/\r\n?|\n/g, '\\⏎'))
  return parts.join('｜').replace(/(?<!\\)｜+$/, '')
}

/** Parts of a text between marks that no backslash takes the meaning from. */
function splitUnescaped(text: string, marks: string): readonly string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] ?? ''
    if (mark === '\\' && /[\\｜|；;⏎]/.test(text[at + 1] ?? '')) {
      parts.push(`${parts.pop() ?? ''}${mark}${text[++at] ?? ''}`)
    } else if (marks.includes(mark)) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${mark}`)
  }
  return parts
}

function unescaped(text: string): string {
  return text.replace(/\\([\\｜|；;⏎])/g, (_, mark: string) => (mark === '⏎' ? '\n' : mark))
}

/**
 * A cell holds one row per line (or per ；), its fields parted by ｜; a bare text is the first. A
 * backslash before such a mark makes it a part of the text.
 */
function read(cell: string, field: FieldShape, context: FieldContext): Parsed {
  const lines = splitUnescaped(cell, '\n；;').filter((line) => line.trim() !== '')
  const raw: Row[] = []
  const fields = field.fields ?? []
  for (const [index, line] of lines.entries()) {
    const cells: [string, Value][] = []
    for (const [nth, part] of splitUnescaped(line, '｜|').entries()) {
      const inner = fields[nth]
      if (inner === undefined) break
      const parsed = context.kindOf(inner.type).read(unescaped(part), inner, context)
      if (parsed.faults !== undefined) {
        return {
          faults: parsed.faults.map((one) => ({ ...one, at: [index, inner.id, ...one.at] })),
        }
      }
      cells.push([inner.id, parsed.value])
    }
    raw.push(Object.fromEntries(cells))
  }
  return parse(raw, field, context)
}
