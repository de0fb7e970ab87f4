import { demoBranches, demoOffices, demoPeople } from './unit.ts'
import type { DemoPerson } from './unit.ts'
import { addMinutes } from './world.ts'
import type { DemoWorld } from './world.ts'

const founded = '2019-03-01'
const rosterDay = '2024-01-02'

/** The unit's offices, people, posts and memberships: the first writes of all. */
export function tellRoster(world: DemoWorld): void {
  // One second after the other before office hours: an office comes before its people.
  let second = 0
  const at = (day: string) => addMinutes(`${day}T00:30:00.000Z`, ++second / 60)
  for (const office of demoOffices) {
    world.tell({
      register: 'office',
      record: world.office(office.key),
      on: rosterDay,
      by: 'liu',
      at: at(rosterDay),
      values: {
        name: office.name,
        kind: office.kind,
        ...(office.parent === null ? {} : { parent: world.office(office.parent) }),
        since: founded,
      },
    })
  }
  for (const person of demoPeople) tellPerson(world, person, at)
}

function tellPerson(world: DemoWorld, person: DemoPerson, at: (day: string) => string): void {
  const from = person.from ?? founded
  const id = world.person(person.key)
  const on = person.from ?? rosterDay
  const common = () => ({ on, by: 'liu', at: at(on) })
  const post = (office: string, title: string) => ({
    ...common(),
    register: 'post',
    values: { person: id, office: world.office(office), title, from },
  })
  world.tell({
    ...common(),
    register: 'person',
    record: id,
    values: { name: person.name, since: from },
  })
  world.tell(post(person.office, person.title))
  if (person.roles.includes('branch-member')) {
    world.tell(post(person.branch, branchTitle(person.key)))
  }
  world.tell({
    ...common(),
    register: 'membership',
    values: { person: id, roles: person.roles, from },
  })
}

function branchTitle(key: string): string {
  const branch = demoBranches.find((one) => (one.committee as readonly string[]).includes(key))
  if (branch?.secretary === key) return '支部书记'
  return branch ? '支部委员' : '党员'
}
