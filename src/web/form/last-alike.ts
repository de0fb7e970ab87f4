import { useQuery } from '@tanstack/react-query'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Register } from '../../ledger/register/register.ts'
import { kindFields } from '../../ledger/register/title.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { firstRecordsQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

/** What the last record of the same kind and body said in a field, and of which kind and day. */
export interface Offered {
  readonly value: Value
  /** `书记办公会`; empty where the register knows no kinds. */
  readonly kind: string
  /** `10月8日` */
  readonly day: string
}

/** Records looked through for one of the same body. */
const lookedThroughMax = 20

/**
 * The last record like the one that is being entered: of the same kind and the same body, and none
 * before the kind is known. What it says of people is offered and never filled in: whoever was at
 * another meeting was not at this one, and an entry stays.
 */
export function useLastAlike(
  register: Register,
  values: Values,
  { isOn }: { isOn: boolean },
): (field: string) => Offered | undefined {
  const { pack } = useUnit()
  const { say, lang } = useSay()
  const kinds = kindFields(register)
  const isKnown = kinds.every(({ id }) => typeof values[id] === 'string')
  const where = Object.fromEntries(kinds.map(({ id }) => [id, String(values[id] ?? '')]))
  const list = { register: register.id, where }
  const isAsked = isOn && isKnown && register.fields.some(({ type }) => isOfPeople(type))
  const { data } = useQuery({ ...firstRecordsQuery(list, lookedThroughMax), enabled: isAsked })
  if (!isAsked || !data) return () => undefined
  const body = register.fields.find(({ type }) => type === 'office')?.id ?? ''
  const ofBody = data.items.filter((one) => (one.values[body] ?? null) === (values[body] ?? null))
  const kind = kinds
    .flatMap(({ id, of = '' }) => pack.lists[of]?.find((one) => one.id === values[id]) ?? [])
    .map(({ label }) => say(label))
    .join(' ')
  return (field) => {
    const [last] = ofBody
    const value = last?.values[field]
    if (!last || value === undefined) return undefined
    return { value, kind, day: last.occurredOn ? dayInWords(last.occurredOn, lang) : '' }
  }
}

/** Kinds of fields that name people. */
export function isOfPeople(type: string): boolean {
  return fieldKindOf(type).names === 'person'
}
