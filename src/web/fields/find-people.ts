import type { RosterView } from '../../api/contract/pack.ts'
import { plainPersonName } from '../../ledger/core/person-name.ts'
import type { ComboOption } from './combo-box.tsx'
import { rankByName } from './rank-by-name.ts'

const matchesMax = 8

/**
 * People whose pinyin initials begin with what was typed, or whose name holds it. Initials that
 * match whole come first, those who have left come last.
 */
export function findPeople(
  roster: RosterView,
  typed: string,
  except: readonly string[],
): readonly ComboOption[] {
  const wanted = plainPersonName(typed).toUpperCase()
  if (wanted === '') return []
  const offices = new Map(roster.offices.map((office) => [office.id, office.name]))
  return roster.people
    .filter((person) => person.goesOnAs === null && !except.includes(person.id))
    .flatMap((person) => {
      const rank = rankByName(person, wanted)
      return rank === null ? [] : [{ person, rank: rank + (person.former ? 2 : 0) }]
    })
    .sort((one, other) => one.rank - other.rank)
    .slice(0, matchesMax)
    .map(({ person }) => ({
      id: person.id,
      name: person.name,
      detail: [person.office ? offices.get(person.office) : null, person.post]
        .filter(Boolean)
        .join(' · '),
    }))
}
