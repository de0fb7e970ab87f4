import type { Header } from './header-rows.ts'
import { saysHeader } from './header-rows.ts'
import type { PassedRow } from './mapping.ts'
import type { Cell } from './table.ts'

/** 合计 with its number or its brackets behind it; 累计增长 in a task sums up nothing. */
const sums =
  /^[（(【]?(?:.{0,8}(?:小计|合计|总计|共计)|(?:本[年月季]|全年)?累计)[)）】]?(?:[：:（(\d].*)?$/u
const signatures =
  /^(?:注|备注|说明|填表说明|填表人?|填报人?|填报单位|填表日期|制表人?|制表日期|审核人?|审批人?|单位负责人|负责人|领导签字|联系人|联系电话|统计人|报送单位|附件?)\s*\d{0,2}\s*[:：.、]/u

/**
 * Why a row is no record: it sums up, heads what follows, repeats the header, is empty or a note.
 * Null where it may be one; a row with a day of its own always may.
 */
export function passedAs(
  cells: readonly Cell[],
  given: {
    readonly header: Header
    /** How many columns fill fields. */
    readonly columns: number
    readonly hasDay: boolean
    readonly before: readonly Cell[] | undefined
  },
): Pick<PassedRow, 'kind' | 'text'> | null {
  const { header, columns, hasDay, before } = given
  const filled = cells.map(({ text }) => text.trim()).filter((text) => text !== '')
  const [first = '', second = ''] = filled
  if (filled.length === 0) return { kind: 'empty', text: '' }
  if (header.first >= 0 && saysHeader(cells, header))
    return { kind: 'repeated-header', text: first }
  if (hasDay) return null
  const sum = [first, second].find((text) => sums.test(text.replace(/\s+/g, '')))
  if (sum !== undefined) return { kind: 'subtotal', text: sum }
  if (signatures.test(first)) return { kind: 'note', text: first }
  if (new Set(filled).size > 1 || columns < 3) return null
  const at = cells.findIndex(({ text }) => text.trim() !== '')
  const isCarried = cells[at]?.oddity === 'merged' && before?.[at]?.text.trim() === first
  return isCarried ? { kind: 'empty', text: '' } : { kind: 'heading', text: first }
}

/** What looked like headings below the last record heads nothing. */
export function withNotes(passed: readonly PassedRow[], lastRecord: number): readonly PassedRow[] {
  return passed.map((one) =>
    one.kind === 'heading' && one.row > lastRecord ? { ...one, kind: 'note' } : one,
  )
}
