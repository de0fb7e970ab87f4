import type { Label } from '../../ledger/label.ts'
import type { ClaimGrounds, RecordBehind } from './records-behind.ts'

/** The records behind a claim as every surface shows them. */
export interface ShownGrounds {
  readonly first: readonly ShownRecord[]
  /** Opened once more, where there are many. */
  readonly rest: readonly ShownRecord[]
  /** Of how many records the file opens nothing; null: of none. */
  readonly withheld: Label | null
}

/** One of them. */
export interface ShownRecord {
  readonly id: string
  readonly title: Label
  /** What the file opens of it, and how much of it stays closed. */
  readonly lines: readonly Label[]
}

/** Records that are shown before somebody asks for the others. */
const recordsFirst = 20

/** Words around the records behind a claim. */
export const groundsWords = {
  count: (count: number): Label => ({
    zh: `依据${count}条记录`,
    en: `${count} ${recordsWord(count)} behind it`,
  }),
  open: (count: number): Label => ({
    zh: `打开依据的${count}条记录`,
    en: `Open ${count} ${recordsWord(count)} behind it`,
  }),
  more: (count: number): Label => ({
    zh: `再看其余${count}条`,
    en: `Show ${count} more`,
  }),
  about: {
    zh: '只列文件公开并经核对的字段；人员、其他字段和附件没有随文件公开。',
    en: 'Only fields that the file opens, each proved; people, other fields and attachments stay closed.',
  },
} satisfies { readonly [word: string]: Label | ((count: number) => Label) }

/** The records behind one claim, in the order in which the claim names them. */
export function shownGrounds({ records, withheld }: ClaimGrounds): ShownGrounds {
  const shown = records.map(shownRecord)
  return {
    first: shown.slice(0, recordsFirst),
    rest: shown.slice(recordsFirst),
    withheld: withheld === 0 ? null : withheldLine(withheld),
  }
}

function shownRecord({ id, title, fields, closed }: RecordBehind): ShownRecord {
  return { id, title, lines: closed === 0 ? fields : [...fields, closedLine(closed)] }
}

function closedLine(count: number): Label {
  return {
    zh: `其余${count}个字段未填或未公开`,
    en: `${count} other ${count === 1 ? 'field is' : 'fields are'} empty or closed`,
  }
}

function withheldLine(count: number): Label {
  return {
    zh: `另有${count}条记录没有随文件公开内容`,
    en: `Of ${count} more ${recordsWord(count)} the file opens nothing`,
  }
}

function recordsWord(count: number): string {
  return count === 1 ? 'record' : 'records'
}
