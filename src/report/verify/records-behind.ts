import { fieldText } from '../../ledger/register/title.ts'
import type { Field } from '../../ledger/register/register.ts'
import { both } from '../../ledger/label.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import type { ReadRecords } from './read-records.ts'
import { knownDefinitions } from './recompute.ts'

/** A record that a claim rests on, as far as the file opens it. */
export interface RecordBehind {
  readonly id: string
  readonly register: Label
  readonly occurredOn: string | null
  /** Fields that were opened and proved, in the order of the register; the others stay closed. */
  readonly fields: readonly { readonly id: string; readonly label: Label; readonly text: Label }[]
}

/** Records by the id of the claim that rests on them. */
export type RecordsBehind = ReadonlyMap<string, readonly RecordBehind[]>

/** What points at something else: the file carries its random id alone, which tells nobody. */
const pointing: ReadonlySet<Field['type']> = new Set([
  'person',
  'people',
  'office',
  'offices',
  'record',
  'file',
])

/** What the records behind each claim say, of those that were found in the log. */
export function recordsBehind(
  { document, evidence }: SealedReport,
  { byYear }: Pick<ReadRecords, 'byYear'>,
): RecordsBehind {
  const { registers, lists } = knownDefinitions(evidence)
  const shown = (record: LedgerRecord): RecordBehind[] => {
    const { id, values, occurredOn } = record
    const register = registers.get(record.register)
    if (register === undefined) return []
    const fields = register.fields.flatMap((field: Field) => {
      const of = { register, values, id: field.id }
      const text = both((lang) => fieldText(of, { lists }, lang))
      const isShown = text.zh !== '' && !pointing.has(field.type)
      return isShown ? [{ id: field.id, label: field.label, text }] : []
    })
    return [{ id, register: register.label, occurredOn, fields }]
  }
  const seen = new Map([...byYear.values()].flat().map((one) => [one.id, one]))
  return new Map(
    document.claims.map(({ id, records }) => [
      id,
      records.flatMap((record) => seen.get(record) ?? []).flatMap(shown),
    ]),
  )
}
