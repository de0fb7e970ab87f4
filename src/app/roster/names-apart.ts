/** What of a roster tells people apart. */
interface Roster {
  readonly people: ReadonlyMap<string, PersonRow>
  readonly merged: ReadonlyMap<string, PersonRow>
  readonly who: { is(id: string): string }
  readonly offices: ReadonlyMap<string, { readonly name: string }>
  readonly posts: readonly PostRow[]
}

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly since: string
}

interface PostRow {
  readonly person: string
  readonly office: string
  readonly title: string
  readonly from: string
}

/** What the names of a roster say: of each person, and who bears each name. */
export interface RosterNames {
  /** The name, with office or post beside it where another person bears the same. */
  readonly shown: ReadonlyMap<string, string>
  /** Ids by the bare name, and by the name as it is shown. */
  readonly bearers: ReadonlyMap<string, readonly string[]>
}

const known = new WeakMap<Roster, RosterNames>()

/** The names of a roster; worked out once for each. */
export function namesApart(roster: Roster): RosterNames {
  const before = known.get(roster)
  if (before) return before
  const byName = new Map<string, PersonRow[]>()
  for (const person of roster.people.values()) {
    byName.set(person.name, [...(byName.get(person.name) ?? []), person])
  }
  const shown = new Map<string, string>()
  const bearers = new Map<string, readonly string[]>()
  for (const [name, people] of byName) {
    bearers.set(
      name,
      people.map(({ id }) => id),
    )
    for (const [id, text] of toldApart(roster, people)) {
      shown.set(id, text)
      if (text !== name) bearers.set(text, [id])
    }
  }
  for (const one of roster.merged.values()) {
    const namesakes = [...(byName.get(one.name) ?? []), one]
    shown.set(one.id, new Map(toldApart(roster, namesakes)).get(one.id) ?? one.name)
    // Whoever is called by the name of the one is the other.
    const goesOnAs = roster.who.is(one.id)
    bearers.set(one.name, [...new Set([...(bearers.get(one.name) ?? []), goesOnAs])])
  }
  const names = { shown, bearers }
  known.set(roster, names)
  return names
}

/** Where somebody works, in a few words: office and post, else since when they are listed. */
export function placeOf(roster: Roster, person: PersonRow): string {
  const { office, title } = officeAndTitle(roster, person)
  return [office, title].filter((one) => one !== '').join(' · ') || sinceText(person)
}

/** The shortest of office, post and day of listing that tells all of them apart. */
function toldApart(
  roster: Roster,
  people: readonly PersonRow[],
): readonly (readonly [string, string])[] {
  if (people.length === 1) return people.map(({ id, name }) => [id, name])
  const ways: readonly ((person: PersonRow) => string)[] = [
    (one) => officeAndTitle(roster, one).office || sinceText(one),
    (one) => placeOf(roster, one),
    (one) => `${placeOf(roster, one)}，${sinceText(one)}`,
    (one) => `${placeOf(roster, one)}，${one.id.slice(0, idShownMin)}`,
    ({ id }) => id,
  ]
  const way = ways.find((one) => new Set(people.map(one)).size === people.length)
  return people.map((one) => [one.id, `${one.name}（${way?.(one) ?? one.id}）`])
}

/** Characters of an id that tell two people apart where nothing else does. */
const idShownMin = 8

function officeAndTitle(roster: Roster, { id }: PersonRow): { office: string; title: string } {
  const post = roster.posts
    .filter(({ person }) => person === id)
    .reduce<PostRow | null>((best, one) => (best && best.from > one.from ? best : one), null)
  const office = post === null ? '' : (roster.offices.get(post.office)?.name ?? '')
  return { office, title: post?.title ?? '' }
}

function sinceText({ since }: PersonRow): string {
  return since
}
