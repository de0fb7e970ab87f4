import type { Label, Lang } from '../../ledger/label.ts'
import { both, say } from '../../ledger/label.ts'
import type { WrittenTable } from '../../ledger/sheet/write-table.ts'
import type { BurdenLine } from './burden-line.ts'
import type { Burden } from './compute-burden.ts'

const words = {
  name: { zh: '负担情况', en: 'Burden' },
  what: { zh: '事项', en: 'What' },
  unit: { zh: '单位', en: 'Unit' },
  year: { zh: '年份', en: 'Year' },
  toDate: { zh: '截至同日累计', en: 'Up to the same day' },
  whole: { zh: '全年', en: 'Whole year' },
  forecast: { zh: '按进度预计全年', en: 'Year’s end at this pace' },
  entries: { zh: '写入条目', en: 'Entries written' },
  entry: { zh: '条', en: 'entries' },
} as const satisfies Readonly<Record<string, Label>>

/** The burden of a year as a sheet: of each thing a row this year and one last year. */
export function burdenTable(burden: Burden, lang: Lang): WrittenTable {
  const months = Array.from({ length: 12 }, (_, nth) =>
    both((one) => (one === 'zh' ? `${nth + 1}月` : `${nth + 1}`)),
  )
  const { what, unit, year, toDate, whole, forecast } = words
  const header = [what, unit, year, ...months, toDate, whole, forecast]
  const entries = {
    label: words.entries,
    unit: words.entry,
    months: burden.entries,
  }
  return {
    name: say(words.name, lang),
    header: header.map((one) => say(one, lang)),
    rows: [
      ...burden.lines.flatMap((line) => rowsOf(line, burden.year, lang)),
      ...monthRows(entries, burden.year, lang).map((row) => [...row, '', '', '']),
    ],
  }
}

type Row = readonly (string | number)[]

function rowsOf(line: BurdenLine, year: number, lang: Lang): readonly Row[] {
  const [now = [], last = []] = monthRows(line, year, lang)
  const { soFar, lastToSameDay, lastWhole, forecast } = line
  return [
    [...now, soFar, '', forecast ?? ''],
    [...last, lastToSameDay ?? '', lastWhole ?? '', ''],
  ]
}

function monthRows(
  { label, unit, months }: Pick<BurdenLine, 'label' | 'unit' | 'months'>,
  year: number,
  lang: Lang,
): readonly Row[] {
  const head = [say(label, lang), say(unit, lang)]
  return [
    [...head, year, ...months.map(({ now }) => now ?? '')],
    [...head, year - 1, ...months.map(({ last }) => last ?? '')],
  ]
}
