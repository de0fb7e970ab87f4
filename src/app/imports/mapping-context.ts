import type { Names } from '../../ledger/names.ts'
import type { KnownName, MappingContext } from '../../ledger/sheet/mapping.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** What a mapping knows of the unit: its lists, and everybody and every office by name. */
export async function mappingContext(
  ports: Pick<AppPorts, 'rosters' | 'clock'>,
  session: Session,
  names: Names,
): Promise<MappingContext> {
  const { people, offices, posts } = await ports.rosters.of(session.org.id)
  const titles = new Map<string, string[]>()
  for (const { person, title } of posts) {
    titles.set(person, [...(titles.get(person) ?? []), title])
  }
  return {
    lists: session.pack.lists,
    names,
    today: todayIn(session.org.zone, ports.clock),
    people: [...people.values()].map(({ id, name }): KnownName => {
      const held = titles.get(id)
      return { id, name: names.person(id) ?? name, ...(held ? { titles: held } : {}) }
    }),
    offices: [...offices.values()].map(({ id, name }) => ({ id, name })),
  }
}
