import { core } from '../../ledger/core/core-registers.ts'
import type { OnePerson } from '../../ledger/core/one-person.ts'
import { mergeOf, onePersonOf } from '../../ledger/core/one-person.ts'
import type { Values } from '../../ledger/value.ts'
import type { Scope } from './within-organisation.ts'

/** Who is who in a read, and under which other names records may be found. */
export interface FollowedPeople {
  readonly who: OnePerson
  /** Names, as they are searched, of whoever goes on under a name that holds the word. */
  otherNames(word: string): readonly string[]
}

/** Everybody as the records were written. */
export const asWritten: FollowedPeople = { who: onePersonOf([]), otherNames: () => [] }

/** Reads which people are one. The second question is asked only where somebody is. */
export async function readFollowedPeople(
  scope: Scope,
  searched: (text: string) => string,
): Promise<FollowedPeople> {
  const rows = await scope.rows<{ values: Values }>({
    name: 'read-merges',
    text: `SELECT values FROM ledger.record
           WHERE org_id = $1 AND register = $2 AND state = 'live' ORDER BY entry`,
    values: [scope.org, core.merge.id],
  })
  const merges = rows.flatMap((row) => mergeOf(row) ?? [])
  if (merges.length === 0) return asWritten
  const who = onePersonOf(merges)
  const named = await scope.rows<{ id: string; name: string | null }>({
    name: 'read-merged-names',
    text: `SELECT id, values ->> '${core.person.names.name}' AS name FROM ledger.record
           WHERE org_id = $1 AND id = ANY ($2::uuid[])`,
    values: [scope.org, merges.flatMap(({ person, into }) => [person, into])],
  })
  const names = new Map(named.map(({ id, name }) => [id, searched(name ?? '')]))
  const others = [...who.merged].map((id) => ({
    own: names.get(id) ?? '',
    goesOnAs: names.get(who.is(id)) ?? '',
  }))
  return {
    who,
    otherNames: (word) =>
      others
        .filter(({ own, goesOnAs }) => goesOnAs.includes(word) && !own.includes(word))
        .map(({ own }) => own)
        .filter((own) => own !== ''),
  }
}
