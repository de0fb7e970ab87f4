import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'
import type { Cell, SheetTable } from '../../ledger/sheet/table.ts'
import type { CollectedValue } from './answer.ts'
import { readEntered } from './answer.ts'
import type { Call, CallItem } from './call.ts'
import { wanted } from './wanted.ts'

/** The sheet in which a body that keeps no log answers a call: one line for each thing asked. */
export interface AnswerSheet {
  readonly name: string
  /** Lines above the table: what it is, who fills it in, for whom, and how. */
  readonly head: readonly string[]
  readonly header: readonly string[]
  readonly rows: readonly AnswerSheetRow[]
  /** Says which call it answers, and for which body; nobody changes it. */
  readonly mark: string
}

/** A line: what is asked, and the cell behind it. */
export interface AnswerSheetRow {
  readonly cells: readonly string[]
  /** What is filled in; empty as it is handed out. */
  readonly answer: string
  /** All that may be said; empty: a number or a day. */
  readonly offered: readonly string[]
}

/** What is said of an answer in a sheet where others have what was verified of them. */
export const withoutEvidence: Label = {
  zh: '以表格填报，没有证据。',
  en: 'Filled in as a sheet, without evidence.',
}

/** What says for whom a sheet is, and of which call. */
interface Marked {
  /** Hash of the entry that signed the call. */
  readonly digest: string
  /** Record of the body. */
  readonly body: string
}

const header: readonly Label[] = [
  { zh: '编号', en: 'Item' },
  { zh: '填报内容', en: 'What is asked' },
  { zh: '计量单位', en: 'Unit' },
  { zh: '填报要求', en: 'Form' },
  { zh: '填报', en: 'Answer' },
]

/** The sheet filled in, with what is said by the label of what is asked. */
export function filledIn(sheet: AnswerSheet, says: Readonly<Record<string, string>>): AnswerSheet {
  const rows = sheet.rows.map((row) => ({ ...row, answer: says[row.cells[1] ?? ''] ?? '' }))
  return { ...sheet, rows }
}

/** The column that is filled in. */
const answerColumn = 4

/** The empty sheet of a call for one body. */
export function answerSheet(
  call: Call,
  given: Marked & { readonly sender: string; readonly name: string; readonly lang: Lang },
): AnswerSheet {
  const { lang } = given
  return {
    name: call.title,
    head: headOf(call, given).map((line) => say(line, lang)),
    header: header.map((one) => say(one, lang)),
    rows: call.items.map((item) => ({
      cells: [item.item, item.label, item.unit ?? '', say(wanted(item), lang)],
      answer: '',
      offered: offeredFor(item),
    })),
    mark: markOf(given),
  }
}

function headOf(
  { title, period, due, note }: Call,
  { sender, name }: { readonly sender: string; readonly name: string },
): readonly Label[] {
  return [
    { zh: `${title}填报表`, en: `${title}: answer sheet` },
    filledBy(name),
    {
      zh: `布置单位：${sender}；时段：${period}；${due}前报送`,
      en: `Asked by: ${sender}; period: ${period}; due on ${due}`,
    },
    ...(note === null ? [] : [{ zh: note, en: note }]),
    {
      zh: '只填“填报”一栏，不写公式；留空按未填报计，不是零。填好后原样交回布置单位。',
      en: 'Fill in the column “Answer” alone, without formulas. An empty cell is no answer, not zero.',
    },
  ]
}

function filledBy(name: string): Label {
  return { zh: `填报单位：${name}`, en: `Filled in by: ${name}` }
}

function offeredFor({ kind, choices }: CallItem): readonly string[] {
  if (kind === 'yesNo') return ['是', '否']
  return kind === 'choice' ? choices : []
}

function markOf({ digest, body }: Marked): string {
  return `taizhang-answer 1 ${digest} ${body}`
}

const markPattern = /^taizhang-answer 1 ([A-Za-z0-9+/=]{44}) ([0-9a-f-]{36})$/

interface AskedBody {
  readonly id: string
  readonly name: string
}

/** What a filled sheet says. */
export interface ReadAnswerSheet<Body> {
  /** Whose sheet it is. */
  readonly body: Body
  /** What it says to each thing asked, in that order: without evidence, or missing. */
  readonly values: readonly CollectedValue[]
}

/**
 * Reads a filled sheet, as an answer to the call of this digest by one of the bodies that it asks.
 * Refuses with `answer-sheet.form` what is none, `answer-sheet.other-call`, `answer-sheet.other-body`
 * also where the name above the table is another's, `answer-sheet.empty`, and with each cell that
 * cannot be read: `answer-sheet.item` where a line was changed, `answer-sheet.cell` where it says
 * something else than was asked.
 */
export function readAnswerSheet<Body extends AskedBody>(
  tables: readonly SheetTable[],
  given: { readonly call: Call; readonly digest: string; readonly asked: readonly Body[] },
): ReadAnswerSheet<Body> {
  const { call } = given
  const { table, marked } = markedTable(tables)
  if (marked.digest !== given.digest) refuseOtherCall()
  const body = given.asked.find(({ id }) => id === marked.body)
  if (body === undefined || !names(table, body)) return refuseOtherBody()
  const lines = table.rows.filter(([first]) => itemPattern.test(textOf(first)))
  const faults: Fault[] = []
  const found = new Map<string, readonly Cell[]>()
  for (const cells of lines) {
    const item = textOf(cells[0])
    const asked = call.items.find((one) => one.item === item)
    if (!asked || found.has(item) || textOf(cells[1]) !== asked.label) {
      faults.push(changedLine(cells[0]?.address ?? ''))
    } else found.set(item, cells)
  }
  const values = call.items.map((asked): CollectedValue => {
    const cells = found.get(asked.item)
    if (cells === undefined) faults.push(missingLine(asked))
    const read = cellOf(asked, cells?.[answerColumn])
    if ('fault' in read) faults.push(read.fault)
    const { value, said } = 'fault' in read ? nothing : read
    const verdict = value === null && said === null ? 'missing' : 'unproved'
    return { item: asked.item, figure: asked.figure, value, said, verdict }
  })
  if (faults.length > 0) throw new Refusal(faults)
  if (values.every(({ verdict }) => verdict === 'missing')) refuseEmpty()
  return { body, values }
}

// One sheet that is sent to two bodies still says whose it is, unless somebody wrote over it.
function names({ rows }: SheetTable, { name }: AskedBody): boolean {
  const { zh, en } = filledBy(name)
  return rows.some(([first]) => textOf(first) === zh || textOf(first) === en)
}

const itemPattern = /^i\d{1,3}$/

function textOf(cell: Cell | undefined): string {
  return cell?.text.trim() ?? ''
}

function markedTable(tables: readonly SheetTable[]): {
  readonly table: SheetTable
  readonly marked: Marked
} {
  const found = tables.flatMap((table) =>
    table.rows.flatMap((cells) =>
      cells.flatMap((cell) => {
        const [, digest, body] = markPattern.exec(textOf(cell)) ?? []
        return digest === undefined || body === undefined ? [] : [{ table, digest, body }]
      }),
    ),
  )
  const [first] = found
  // With two of them it would be for two bodies, or for none.
  if (first === undefined || found.length > 1) return refuseForm()
  return { table: first.table, marked: first }
}

type Said = Pick<CollectedValue, 'value' | 'said'>

const nothing: Said = { value: null, said: null }

function cellOf(asked: CallItem, cell: Cell | undefined): Said | { readonly fault: Fault } {
  const { address, text, oddity } = cell ?? { address: '', text: '' }
  if (oddity !== undefined) return { fault: wrongCell(address, oddWords[oddity]) }
  if (text.trim() === '') return nothing
  const form = wanted(asked)
  const shown = text.trim().slice(0, 40)
  return (
    readEntered(asked, text) ?? {
      fault: wrongCell(address, {
        zh: `“${asked.label}”应填${form.zh}，不能是“${shown}”。`,
        en: `“${asked.label}” wants ${form.en}, not “${shown}”.`,
      }),
    }
  )
}

const oddWords: Readonly<Record<NonNullable<Cell['oddity']>, Label>> = {
  formula: { zh: '是公式，应填算好的结果。', en: 'It is a formula; write what it comes to.' },
  merged: { zh: '与别的单元格合并了。', en: 'It was merged with another cell.' },
  error: { zh: '是一个出错的公式。', en: 'It is a formula that went wrong.' },
}

function wrongCell(address: string, text: Label): Fault {
  return fault('answer-sheet.cell', {
    at: ['file', address],
    text: { zh: `${address}：${text.zh}`, en: `${address}: ${text.en}` },
    hint: {
      zh: '请填报单位改正后重新交来。',
      en: 'Whoever filled it in mends it and sends it anew.',
    },
  })
}

const originalHint: Label = {
  zh: '请用下载的原表填报，不增删行列，不改“填报”以外的内容。',
  en: 'Use the sheet as it was handed out, with nothing changed but the answers.',
}

function changedLine(address: string): Fault {
  return fault('answer-sheet.item', {
    at: ['file', address],
    text: {
      zh: `${address}：这一行的编号或内容与布置的不符。`,
      en: `${address}: this line is not the one that was handed out.`,
    },
    hint: originalHint,
  })
}

function missingLine({ item, label }: CallItem): Fault {
  return fault('answer-sheet.item', {
    at: ['file', item],
    text: {
      zh: `缺少“${label}”（${item}）这一行。`,
      en: `The line “${label}” (${item}) is missing.`,
    },
    hint: originalHint,
  })
}

function refuseForm(): never {
  return refuse('answer-sheet.form', {
    at: ['file'],
    text: {
      zh: '这不是从报送任务下载的填报表，或表下方的标识已被改动。',
      en: 'This is no answer sheet of a call, or the mark below its table was changed.',
    },
    hint: originalHint,
  })
}

function refuseOtherCall(): never {
  return refuse('answer-sheet.other-call', {
    at: ['file'],
    text: {
      zh: '这是另一项报送任务的填报表，没有接收。',
      en: 'This sheet answers another call, and was not received.',
    },
    hint: { zh: '请在它所属的报送任务中导入。', en: 'Bring it in on the page of that call.' },
  })
}

/** Refuses with `answer-sheet.other-body` a sheet for a body that the call does not ask. */
export function refuseOtherBody(): never {
  return refuse('answer-sheet.other-body', {
    at: ['file'],
    text: {
      zh: '填报表上的单位，不是这项报送任务布置给的那一个。',
      en: 'The body of that sheet is not one that the call asks.',
    },
    hint: {
      zh: '请核对下级单位名册；各单位只用自己的那一张填报表。',
      en: 'Compare the register of bodies below; each body has a sheet of its own.',
    },
  })
}

function refuseEmpty(): never {
  return refuse('answer-sheet.empty', {
    at: ['file'],
    text: { zh: '填报表还是空的，没有接收。', en: 'The sheet is empty, and was not received.' },
    hint: {
      zh: '请核对是否交来了填好的那一份。',
      en: 'Ask for the one that was filled in.',
    },
  })
}
