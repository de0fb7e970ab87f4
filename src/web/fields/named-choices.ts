import type { PackView } from '../../api/contract/pack.ts'
import { offeredChoices } from '../../ledger/choice.ts'
import type { Choice, Field } from '../../ledger/register/register.ts'
import type { Unit } from '../components/use-unit.ts'

/** The items of the list that a field draws from. */
export function listChoices({ of }: Field, { pack }: Unit): readonly Choice[] {
  return pack.lists[of ?? ''] ?? []
}

/** The items that a form offers: those in use, and those that the value names already. */
export function offeredIn(
  { lists }: Pick<PackView, 'lists'>,
  { of }: Pick<Field, 'of'>,
  named: readonly unknown[],
): readonly Choice[] {
  return offeredChoices(lists[of ?? ''] ?? [], named)
}

/** People, as a filter names them. */
export function personChoices(_field: Field, { roster }: Unit): readonly Choice[] {
  const people = roster.people.filter(({ goesOnAs }) => goesOnAs === null)
  return people.map(({ id, name }) => ({ id, label: { zh: name, en: name } }))
}

/** Offices, as a filter names them. */
export function officeChoices(_field: Field, { roster }: Unit): readonly Choice[] {
  return roster.offices.map(({ id, name }) => ({ id, label: { zh: name, en: name } }))
}
