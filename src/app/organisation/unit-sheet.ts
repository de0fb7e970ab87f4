import type { Fault } from '../../ledger/fault.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import { columnLetters } from '../../ledger/sheet/table.ts'
import { writtenDay } from '../../ledger/sheet/written-day.ts'
import type { Pack } from '../../pack/pack.ts'
import { checkPersonName } from '../people/write-roster.ts'
import { checkUnitName, checkZone } from './unit-name.ts'
import { checkStart, profileLists } from './write-unit.ts'

/** A unit as a row of a sheet says it. */
export interface UnitRow {
  /** The row as the sheet counts, from 1. */
  readonly row: number
  readonly name: Label
  readonly short: string | null
  /** What other rows may call it: its short name, its code. */
  readonly aliases: readonly string[]
  /** How it calls the one above; null: it says none. */
  readonly above: string | null
  readonly kind: string | null
  readonly size: string | null
  /** Its place in the official order among those of one body above; null: as it stands. */
  readonly order: number | null
  readonly start: string | null
  readonly zone: string | null
  /** Its first administrator. */
  readonly person: string
  readonly username: string
}

/** A row that says no unit, and what is wrong with it. */
export interface WrongRow {
  readonly row: number
  readonly name: string
  readonly faults: readonly Fault[]
}

/** The columns of such a sheet, and what their heads may be. */
const heads = {
  name: ['单位名称', '名称', '单位', '单位全称', 'name', 'unit'],
  english: ['英文名称', '英文名', 'englishname', 'nameinenglish'],
  short: ['简称', '单位简称', 'shortname', 'short'],
  code: ['编码', '单位编码', '代码', '单位代码', 'code'],
  above: ['上级单位', '上级', '主管单位', 'parent', 'above'],
  kind: ['单位类别', '类别', 'kind'],
  size: ['规模', '单位规模', 'size'],
  order: ['序号', '排序', '顺序', 'order', 'no', 'no.'],
  start: ['台账起始日', '起始日', 'firstday', 'start'],
  zone: ['时区', 'timezone', 'zone'],
  person: ['管理员', '管理员姓名', '首任管理员', 'administrator'],
  username: ['登录名', '管理员登录名', '用户名', 'username', 'login'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Column = keyof typeof heads
const columnNames = Object.keys(heads) as Column[]
const neededColumns = ['name', 'person', 'username'] as const
/** As the register of bodies below takes it. */
const shortCharactersMax = 60
/** Titles and remarks may stand above the heads. */
const headRowsMax = 10

/**
 * Reads the units of a sheet, whose columns may stand in any order. A row with faults is told with
 * all of them. Refuses with `units.heads` a sheet that lacks a column.
 */
export function readUnitSheet(
  { rows }: SheetTable,
  given: { readonly pack: Pack; readonly today: string },
): { readonly units: readonly UnitRow[]; readonly wrong: readonly WrongRow[] } {
  const head = rows.slice(0, headRowsMax).findIndex((cells) => hasAll(columnsOf(cells)))
  if (head < 0) refuseHeads(columnsOf(rows[0] ?? []))
  const columns = columnsOf(rows[head] ?? [])
  const units: UnitRow[] = []
  const wrong: WrongRow[] = []
  rows.slice(head + 1).forEach((cells, nth) => {
    if (cells.every(({ text }) => text.trim() === '')) return
    const row = head + nth + 2
    const read = readRow(row, { cells, columns, ...given })
    if ('faults' in read) wrong.push(read)
    else units.push(read)
  })
  return { units, wrong }
}

type Columns = ReadonlyMap<Column, number>

function columnsOf(cells: SheetTable['rows'][number]): Columns {
  const found = new Map<Column, number>()
  cells.forEach(({ text }, at) => {
    // 「管理员（必填）」 and 「* 管理员」 are heads too.
    const plain = text.replace(/[（(][^）)]*[）)]/g, '').replaceAll(/[\s*＊]/g, '')
    const column = columnNames.find((one) =>
      (heads[one] as readonly string[]).includes(plain.toLowerCase()),
    )
    if (column !== undefined && !found.has(column)) found.set(column, at)
  })
  return found
}

function hasAll(columns: Columns): boolean {
  return neededColumns.every((one) => columns.has(one))
}

function readRow(
  row: number,
  {
    cells,
    columns,
    pack,
    today,
  }: {
    readonly cells: SheetTable['rows'][number]
    readonly columns: Columns
    readonly pack: Pack
    readonly today: string
  },
): UnitRow | WrongRow {
  const faults: Fault[] = []
  const textOf = (column: Column): string | null => {
    const at = columns.get(column)
    return (at === undefined ? '' : (cells[at]?.text ?? '')).trim() || null
  }
  // Each fault says in which cell.
  const read = <T>(column: Column, work: (text: string | null) => T): T | null => {
    try {
      return work(textOf(column))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const place = [`${columnLetters(columns.get(column) ?? 0)}${row}`]
      for (const one of error.faults) faults.push({ ...one, at: place })
      return null
    }
  }
  const zh = textOf('name') ?? ''
  const unit = {
    row,
    name: read('name', () => checkUnitName({ zh, en: textOf('english') ?? zh })),
    short: read('short', shortOf),
    aliases: [textOf('short'), textOf('code')].filter((one) => one !== null),
    above: textOf('above'),
    kind: read('kind', (text) => choiceOf(pack, { list: profileLists.kinds, text })),
    size: read('size', (text) => choiceOf(pack, { list: profileLists.sizes, text })),
    order: read('order', orderOf),
    start: read('start', (text) => dayOf(text, today)),
    zone: read('zone', (text) => (text === null ? null : checkZone(text))),
    person: read('person', (text) => checkPersonName(text ?? '')),
    username: read('username', (text) => text ?? refuseNoUsername()),
  }
  const { name, person, username } = unit
  if (faults.length > 0 || name === null || person === null || username === null) {
    return { row, name: zh, faults }
  }
  return { ...unit, name, person, username }
}

/** Refuses with `units.choice` what the list does not offer. */
function choiceOf(
  { lists }: Pack,
  { list, text }: { readonly list: string; readonly text: string | null },
): string | null {
  if (text === null) return null
  const offered = (lists.get(list) ?? []).filter(({ retired }) => retired !== true)
  const found = offered.find(({ id, label }) => [id, label.zh, label.en].includes(text))
  if (found !== undefined) return found.id
  const all = (lang: 'zh' | 'en') => offered.map(({ label }) => label[lang])
  return refuse('units.choice', {
    text: { zh: `没有“${text}”这一项。`, en: `There is no “${text}”.` },
    hint: {
      zh: `可选：${all('zh').join('、')}；也可留空。`,
      en: `There are: ${all('en').join(', ')}; it may be left empty.`,
    },
  })
}

function shortOf(text: string | null): string | null {
  if (text === null || text.length <= shortCharactersMax) return text
  return refuse('units.short', {
    text: {
      zh: `简称最多${shortCharactersMax}个字。`,
      en: `A short name has at most ${shortCharactersMax} characters.`,
    },
    hint: { zh: '写常用的简称；也可留空。', en: 'Write the one in use, or leave it empty.' },
  })
}

function orderOf(text: string | null): number | null {
  if (text === null) return null
  if (/^\d{1,5}$/.test(text) && Number(text) > 0) return Number(text)
  return refuse('units.order', {
    text: { zh: `“${text}”不是序号。`, en: `“${text}” is no place in an order.` },
    hint: { zh: '写成 1、2、3；也可留空。', en: 'Write 1, 2, 3, or leave it empty.' },
  })
}

function dayOf(text: string | null, today: string): string | null {
  if (text === null) return null
  const around = { year: null, month: null, keepsZeros: true, isDue: false }
  const written = writtenDay(text, around)
  if (written !== null && 'day' in written) {
    checkStart(written.day, { today, at: [] })
    return written.day
  }
  return refuse('units.day', {
    text: { zh: `“${text}”不是一个日期。`, en: `“${text}” is no day.` },
    hint: { zh: '写成 2026-01-01 的样子；也可留空。', en: 'Write 2026-01-01, or leave it empty.' },
  })
}

function refuseNoUsername(): never {
  return refuse('units.username', {
    text: { zh: '没有填写登录名。', en: 'There is no sign-in name.' },
    hint: {
      zh: '每个单位都要有首任管理员的登录名；同一人管几个单位的，写同一个。',
      en: 'Each unit has a first administrator; one of several units has one sign-in name.',
    },
  })
}

function refuseHeads(found: Columns): never {
  const missing = neededColumns.filter((one) => !found.has(one)).map((one) => heads[one][0])
  return refuse('units.heads', {
    text: {
      zh: `表里没有这些列：${missing.join('、')}。`,
      en: `The sheet lacks these columns: ${missing.join(', ')}.`,
    },
    hint: {
      zh: `表头可用：${columnNames.map((one) => heads[one][0]).join('、')}；前三项必填的是单位名称、管理员、登录名。`,
      en: 'Needed are 单位名称 (name), 管理员 (administrator) and 登录名 (username).',
    },
  })
}
