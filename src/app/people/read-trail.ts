import type { Lang } from '../../ledger/label.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Page, Session, TrailLine } from '../ports/store-ports.ts'
import { actorName } from '../records/list-versions.ts'
import { shownRecords } from '../records/shown-record.ts'
import type { Roster } from '../roster/roster.ts'
import { namesOf } from '../roster/roster.ts'

/** Which lines of the trail: of one person, of one act, of some days in the zone of the unit. */
interface TrailAsked {
  readonly actor?: string | undefined
  readonly act?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
  readonly lang: Lang
}

/** A line with the names of who acted and of what it was about. */
export interface NamedTrailLine extends TrailLine {
  readonly at: string
  readonly actorName: string
  /** What the subject is called; null: nobody here knows, or it is a word already. */
  readonly subjectName: string | null
}

/** The trail of the organisation, newest first, with names in place of ids. */
export async function readTrail(
  ports: Pick<AppPorts, 'store' | 'rosters' | 'accounts'>,
  session: Session,
  { lang, ...asked }: TrailAsked,
): Promise<Page<NamedTrailLine>> {
  const { id: org, zone } = session.org
  const [{ found, records }, roster, members, tokens] = await Promise.all([
    ports.store.read(org, async (reader) => {
      const found = await reader.trail({ ...asked, zone })
      const ids = found.items.flatMap(({ subject }) => subject ?? [])
      return { found, records: await reader.recordsById([...new Set(ids)]) }
    }),
    ports.rosters.of(org),
    ports.accounts.members(org),
    ports.accounts.tokens(org),
  ])
  const { person } = namesOf(roster)
  const titles = shownRecords(session, records, { roster, lang })
  const named = new Map([
    ...titles.map(({ id, title, register }): [string, string] => {
      const label = session.pack.registers.get(register)?.label[lang] ?? register
      return [id, title.includes(label) ? title : `${label} ${title}`]
    }),
    ...members.map(({ id, username, membership }): [string, string] => [
      id,
      person(membership.person ?? '') ?? username,
    ]),
    ...tokens.map(({ id, name }): [string, string] => [id, name]),
  ])
  const nameOf = (subject: string): string | null =>
    person(subject) ?? named.get(subject) ?? registersNamed(session, subject, lang)
  const items = found.items.map((line) => ({
    ...line,
    actorName: actorName(roster, line.actor),
    subjectName: line.subject === null ? null : nameOf(line.subject),
    detail: line.act === 'role' ? line.detail : namesIn(line.detail, roster),
  }))
  return { items, next: found.next }
}

/** Registers by their labels, as a list or a search has them; null where one is no register. */
function registersNamed({ pack }: Session, subject: string, lang: Lang): string | null {
  const labels = subject.split(' ').map((id) => pack.registers.get(id)?.label[lang])
  if (labels.some((label) => label === undefined)) return null
  return labels.join(lang === 'zh' ? '、' : ', ')
}

/** A detail such as `draft <person> -> <person>` with the names of whom it says. */
function namesIn(detail: string | null, roster: Roster): string | null {
  return (
    detail
      ?.split(' ')
      .map((word) => actorName(roster, word))
      .join(' ') ?? null
  )
}
