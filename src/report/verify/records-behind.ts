import { dayText } from '../../ledger/day/day.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { fieldText, titleFields } from '../../ledger/register/title.ts'
import type { Below, BodyBelow } from '../call/below.ts'
import { belowItemOf } from '../call/below.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { ReadRecords } from './read-records.ts'
import { knownDefinitions } from './recompute.ts'
import type { ClaimResult } from './verification.ts'

/** A record that a claim rests on, as far as the file opens it. */
export interface RecordBehind {
  readonly id: string
  /** What it is, of which kind, and its day: `会议 · 书记办公会 · 2025年3月8日`. */
  readonly title: Label
  /** `议题：…`: what else was opened and proved, in the order of the register. */
  readonly fields: readonly Label[]
  /** Fields of the register that say nothing here: empty, or not opened. */
  readonly closed: number
}

/** What is behind one claim. */
export interface ClaimGrounds {
  readonly records: readonly RecordBehind[]
  /** Records that it names beside these, of which the file opens nothing. */
  readonly withheld: number
}

/** What is behind each claim, by its id. */
export type RecordsBehind = ReadonlyMap<string, ClaimGrounds>

/** What points at something else: the file carries its random id alone, which tells nobody. */
const pointing: ReadonlySet<Field['type']> = new Set([
  'person',
  'people',
  'office',
  'offices',
  'record',
  'file',
])

/**
 * What the records behind each claim say, of those that were found in the log; of an answer of a
 * body below, which the file knows by its digest, what was counted of it.
 */
export function recordsBehind(
  claims: readonly ClaimResult[],
  {
    evidence,
    records: { byYear },
    below,
  }: {
    readonly evidence: Evidence
    readonly records: Pick<ReadRecords, 'byYear'>
    readonly below: Below | null
  },
): RecordsBehind {
  const known = knownDefinitions(evidence)
  const seen = new Map([...byYear.values()].flat().map((one) => [one.id, one]))
  const grounds = ({ figure, behind }: ClaimResult): ClaimGrounds => {
    const item = below === null || figure === null ? null : belowItemOf(below, figure)
    const shown =
      item === null
        ? behind.flatMap((id) => recordBehind(seen.get(id), known))
        : (below?.bodies ?? []).flatMap((body) => answerBehind(body, item))
    return { records: shown, withheld: Math.max(0, behind.length - shown.length) }
  }
  return new Map(claims.map((one) => [one.claim, grounds(one)]))
}

function recordBehind(
  record: LedgerRecord | undefined,
  { registers, lists }: Pick<ReturnType<typeof knownDefinitions>, 'registers' | 'lists'>,
): RecordBehind[] {
  const register = registers.get(record?.register ?? '')
  if (record === undefined || register === undefined) return []
  const { id, values, occurredOn } = record
  const opened = register.fields.flatMap((field) => {
    const of = { register, values, id: field.id }
    const text = both((lang) => fieldText(of, { lists }, lang))
    return text.zh === '' || pointing.has(field.type) ? [] : [{ ...field, text }]
  })
  const inTitle = titleWords(register)
  const named = inTitle.flatMap((word) => opened.filter(({ id: one }) => one === word))
  const isTold = (field: Field) =>
    field.id !== register.date && !named.some(({ id: one }) => one === field.id)
  return [
    {
      id,
      title: joined([register.label, ...named.map(({ text }) => text), ...dayOf(occurredOn)]),
      fields: opened.filter(isTold).map(({ label, text }) => fieldLine(label, text)),
      closed: register.fields.filter(isTold).length - opened.filter(isTold).length,
    },
  ]
}

/** Fields that tell a record from others of its kind; its day is told beside them. */
function titleWords({ title, date }: Register): readonly string[] {
  return titleFields(title).filter((id) => id !== date)
}

function dayOf(occurredOn: string | null): Label[] {
  return occurredOn === null ? [] : [both((lang) => dayText(occurredOn, lang))]
}

function joined(parts: readonly Label[]): Label {
  return both((lang) => parts.map((part) => part[lang]).join(' · '))
}

function fieldLine(label: Label, text: Label): Label {
  return { zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` }
}

/** The newest answer of a body below, as whoever counted it has it: its own records stay closed. */
function answerBehind({ name, answer }: BodyBelow, item: string): RecordBehind[] {
  const row = answer?.rows.find((one) => one.item === item)
  if (!answer || !row) return []
  const said = row.value === null ? row.said : String(row.value)
  return [
    {
      id: answer.record,
      title: joined([answerOf, { zh: name, en: name }]),
      fields: [
        fieldLine(itsNumber, said === null ? nothingSaid : { zh: said, en: said }),
        ...(row.below === null
          ? []
          : [fieldLine(itsBelow, { zh: String(row.below), en: String(row.below) })]),
        fieldLine(itsDigest, { zh: answer.digest, en: answer.digest }),
      ],
      closed: 0,
    },
  ]
}

const answerOf: Label = { zh: '下级答复', en: 'Answer from below' }
const itsNumber: Label = { zh: '所报', en: 'It says' }
const nothingSaid: Label = { zh: '未报', en: 'nothing' }
const itsBelow: Label = { zh: '其下级合计', en: 'Added up below it' }
const itsDigest: Label = { zh: '答复摘要', en: 'Digest of the answer' }
