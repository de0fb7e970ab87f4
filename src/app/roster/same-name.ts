import { personNameOf } from '../../ledger/core/person-name.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Session, Store } from '../ports/store-ports.ts'
import { readRoster } from './keep-rosters.ts'
import { placeOf } from './names-apart.ts'

/**
 * Refuses with `person.same-name` a person whose name somebody of the roster bears already, until
 * whoever writes has looked and says that it is another one. A name that stays as it was passes.
 */
export async function guardSameName(
  { store }: { readonly store: Store },
  { org }: Session,
  given: {
    readonly register: Pick<Register, 'id'>
    readonly values: unknown
    /** The record that is corrected. */
    readonly of?: { readonly id: string; readonly values: unknown }
    readonly isAnother: boolean
  },
): Promise<void> {
  const { register, of, isAnother } = given
  const name = personNameOf(register, given.values)
  if (name === null || isAnother) return
  if (of !== undefined && personNameOf(register, of.values) === name) return
  const roster = await store.read(org.id, readRoster)
  const same = [...roster.people.values()].filter((one) => one.name === name && one.id !== of?.id)
  if (same.length === 0) return
  const places = same.map((one) => placeOf(roster, one))
  refuse('person.same-name', {
    at: ['values', 'name'],
    text: {
      zh: `名单中已有“${name}”（${places.join('；')}）。`,
      en: `“${name}” is in the roster already (${places.join('; ')}).`,
    },
    hint: {
      zh: '是同一人的，不必再登记；确为另一人的，请确认后保存，并登记其任职，以便区分。',
      en: 'If it is the same person, do not add one. If another, confirm it and save, and enter the post, so that the two can be told apart.',
    },
  })
}
