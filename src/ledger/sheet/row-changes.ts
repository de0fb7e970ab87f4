import { canonicalJson } from '../../log/canonical-json.ts'
import type { Json } from '../../log/canonical-json.ts'
import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { refused } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import { noFiles } from '../fields/file/file.ts'
import { both } from '../label.ts'
import type { Label } from '../label.ts'
import type { Field } from '../register.ts'
import type { Value, Values } from '../value.ts'
import { notAValue } from './read-row.ts'
import type { KeyedRow } from './read-table.ts'
import type { Cell } from './table.ts'
import { writtenCell } from './write-table.ts'

/** A cell that says something else than the record. */
export interface CellChange {
  readonly field: Field
  /** The address of the cell. */
  readonly at: string
  readonly before: Value
  readonly after: Value
}

/** A record as a row of a sheet meets it, in what the reader may see. */
export interface RowSubject {
  /** The values of the version that the sheet shows. */
  readonly seen: Values
  /** The values as they stand; the same where nobody has corrected it meanwhile. */
  readonly now: Values
  /** Fields that the reader may not read, or not whole. */
  readonly hidden: ReadonlySet<string>
  readonly version: number
}

/** Surroundings in both languages: a sheet comes back in the one it went out in. */
export interface SheetContexts {
  readonly zh: FieldContext
  readonly en: FieldContext
}

/**
 * What a row that came back changes of its record. A cell that says what the export said is no
 * change, whether or not its kind could read it: so names, links, files and fields that somebody
 * may not read come back as they were. A change of what another has corrected meanwhile is a fault
 * with both values.
 */
export function rowChanges(
  row: KeyedRow,
  subject: RowSubject,
  contexts: SheetContexts,
): { readonly changes: readonly CellChange[]; readonly faults: readonly Fault[] } {
  const changes: CellChange[] = []
  const faults: Fault[] = []
  for (const { field, cell } of row.cells) {
    const seen = subject.seen[field.id] ?? null
    if (saysThis(cell, seen, field, contexts)) continue
    const read = readChanged(cell, field, { subject, contexts })
    if (read.faults !== undefined) {
      faults.push(...read.faults.map((one) => ({ ...one, at: [cell.address, ...one.at] })))
      continue
    }
    const [before, after] = [subject.now[field.id] ?? null, read.value]
    if (same(after, seen) || same(after, before)) continue
    if (same(seen, before)) changes.push({ field, at: cell.address, before, after })
    else faults.push(changedMeanwhile(cell, { row, field, now: before, subject, contexts }))
  }
  return { changes, faults }
}

/** Whether two values are one. */
export function same(one: Value, other: Value): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json)
}

/** The cell as an export in either language writes the value. */
function saysThis(cell: Cell, value: Value, field: Field, contexts: SheetContexts): boolean {
  const said = plain(cell.text)
  const written = (lang: 'zh' | 'en') => writtenCell(value, field, contexts[lang], lang)
  return said === plain(String(written('zh'))) || said === plain(String(written('en')))
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}

function readChanged(
  cell: Cell,
  field: Field,
  { subject, contexts }: { subject: RowSubject; contexts: SheetContexts },
) {
  if (subject.hidden.has(field.id)) return refused('sheet.cell.hidden', hidden(field))
  if (field.type === 'file') return refused('field.file.cell', noFiles)
  if (cell.oddity === 'formula' || cell.oddity === 'error') return { faults: [notAValue(cell)] }
  return fieldKindOf(field.type).read(cell.text, field, contexts.zh)
}

function hidden({ label }: Field): { text: Label; hint: Label } {
  return {
    text: {
      zh: `您的角色看不到“${label.zh}”的全部内容，不能通过表格更改`,
      en: `Your role does not see all of “${label.en}” and cannot change it by a sheet`,
    },
    hint: {
      zh: '请恢复原样，或删去这一列，由有权限的人更正。',
      en: 'Put it back or take the column out; somebody who may will correct it.',
    },
  }
}

const shownCharactersMax = 60

/** A value in a few words, for a fault or a preview. */
export function briefValue(value: Value, field: Field, contexts: SheetContexts): Label {
  return both((lang) => {
    const text = String(fieldKindOf(field.type).text(value, field, contexts[lang], lang))
    if (text === '') return lang === 'zh' ? '（空）' : '(empty)'
    return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text
  })
}

function changedMeanwhile(
  cell: Cell,
  given: {
    row: KeyedRow
    field: Field
    now: Value
    subject: RowSubject
    contexts: SheetContexts
  },
): Fault {
  const { row, field, subject } = given
  const now = briefValue(given.now, field, given.contexts)
  const mine = cell.text.trim().slice(0, shownCharactersMax) || '—'
  return fault('sheet.row.changed-meanwhile', {
    at: [cell.address],
    text: {
      zh: `第${row.row}行导出后已有人更正（表中第${row.key.version}版，现为第${subject.version}版）：“${field.label.zh}”您写的是“${mine}”，现在是“${now.zh}”`,
      en: `Row ${row.row} was corrected after the export (version ${row.key.version}, now ${subject.version}): “${field.label.en}” says “${mine}” in the sheet and “${now.en}” in the ledger`,
    },
    hint: {
      zh: '没有覆盖。请重新导出，在新表上改；仍要改的，照新内容再改一次。',
      en: 'Nothing was overwritten. Export again and change the new sheet.',
    },
  })
}
