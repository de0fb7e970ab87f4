import { samplesMax } from './column-content.ts'
import type { Header } from './header-rows.ts'
import { isOneText, saysHeader } from './header-rows.ts'
import { plainHeader } from './header-words.ts'
import { keyNamed } from './key-columns.ts'
import type { ColumnProposal } from './mapping.ts'
import type { SheetTable } from './table.ts'
import { tickOf } from './written-option.ts'

/** One column as it stands in the table. */
export interface Column {
  readonly at: number
  readonly lines: readonly string[]
  readonly header: string
  /** It says which record a row is, or in which version. */
  readonly isKey: boolean
  readonly texts: readonly string[]
}

/** Rows below the header that are looked at for what a column holds. */
const bodyRowsMax = 200

/** The columns with the texts of the first rows below them. */
export function columnsOf({ rows }: SheetTable, header: Header): readonly Column[] {
  const body = rows.slice(header.last + 1, header.last + 1 + bodyRowsMax)
  const records = body.filter((cells) => !saysHeader(cells, header) && !isOneText(cells))
  const width = records.reduce((most, cells) => Math.max(most, cells.length), header.lines.length)
  return Array.from({ length: width }, (_, at) => {
    const lines = header.lines[at] ?? []
    const texts = records.flatMap((cells) => {
      const text = cells[at]?.text.trim() ?? ''
      return text === '' ? [] : [text]
    })
    const over = lines.join(' ')
    const isKey = keyNamed(over) !== null
    return { at, lines, header: over, isKey, texts: texts.slice(0, samplesMax) }
  }).filter(({ header: text, texts }) => text !== '' || texts.length > 0)
}

/** Whether all that stands in it are ticks, and crosses where there is none. */
export function isTicked({ texts }: Column): boolean {
  return texts.length > 0 && texts.every((text) => tickOf(text) !== null)
}

/** Headers of columns that number the rows, whatever else the register numbers. */
const countingHeader = /^(?:序号|序|行号|项次|次序|次数|no|#)$/
/** Those that may number the records as well. */
const serialHeader = /^(?:编号|号)$/

/** One that only numbers the rows. */
export function isSerial(column: Column): boolean {
  const { header, texts } = column
  return isCounting(column) || (serialHeader.test(plainHeader(header)) && texts.every(isSmall))
}

/** One whose header says that it numbers the rows, and nothing else. */
export function isCounting({ header, texts }: Column): boolean {
  const plain = plainHeader(header)
  return plain === '序号' || (countingHeader.test(plain) && texts.every(isSmall))
}

function isSmall(text: string): boolean {
  return (
    /^[(（第]?\d{1,6}(?:[.—–-]\d+)*[)）.次]?$/.test(text) ||
    /^[一二三四五六七八九十]{1,3}$/.test(text)
  )
}

/** Characters of its texts, on average. */
export function lengthOf({ texts }: Column): number {
  return texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length)
}

const shownSamples = 5

/** What is proposed for a column, with the first of what stands in it. */
export function proposalOf(
  column: Column,
  rest: Pick<ColumnProposal, 'use' | 'why' | 'sure' | 'rivals'>,
): ColumnProposal {
  const samples = [...new Set(column.texts)].slice(0, shownSamples)
  return { at: column.at, header: column.header, samples, ...rest }
}
