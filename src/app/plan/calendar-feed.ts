import { addDays } from '../../ledger/day/day.ts'
import { yearOf } from '../../ledger/day/period.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'
import type { Names } from '../../ledger/names.ts'
import { mayRead } from '../access/access.ts'
import { mayReadDuty } from '../access/figure-access.ts'
import { momentIn, todayIn } from '../clock/wall-clock.ts'
import { membershipInForce } from '../people/membership-in-force.ts'
import type { AccountId } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { FeedRow } from '../ports/feed-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { isFormer } from '../roster/roster.ts'
import { mattersOf } from '../year/year-matters.ts'
import type { CalendarItem } from './calendar-item.ts'
import type { EventTime } from './icalendar.ts'
import { icalendar } from './icalendar.ts'
import { booksOver, calendarOf } from './list-calendar.ts'

const daysBack = 31
const daysAhead = 180
/** Minutes a planned meeting takes as far as anybody else's calendar is concerned. */
const meetingMinutes = 60

type FeedPorts = Pick<
  AppPorts,
  'feeds' | 'accounts' | 'organisations' | 'rosters' | 'clock' | 'yearBooks' | 'unitPacks' | 'store'
>

/** Makes the caller's secret address, or a new one: what was given out before ends. */
export async function makeFeed(
  ports: Pick<AppPorts, 'feeds' | 'store'>,
  { org, actor }: Session,
  { account, lang }: { account: AccountId; lang: Lang },
): Promise<string> {
  const secret = await ports.feeds.make({ account, org: org.id, lang })
  const line = { actor: actor.id, act: 'calendar-feed', subject: account } as const
  await ports.store.trail(org.id, { ...line, outcome: 'done', detail: 'made' })
  return secret
}

/** Ends the address; nothing happens where there is none. */
export async function endFeed(
  ports: Pick<AppPorts, 'feeds' | 'store'>,
  { org, actor }: Session,
  account: AccountId,
): Promise<void> {
  if (!(await ports.feeds.end({ account, org: org.id }))) return
  const line = { actor: actor.id, act: 'calendar-feed', subject: account } as const
  await ports.store.trail(org.id, { ...line, outcome: 'done', detail: 'ended' })
}

/**
 * The calendar behind a secret address. It carries titles of what is due and of planned meetings,
 * nothing of restricted registers and no name of anybody: the address travels through programmes
 * and servers that are not the organisation's. Refuses with `calendar.unknown`, in the same words
 * for a wrong, a renewed and an ended one, and when its owner is no longer a member.
 */
export async function readFeed(ports: FeedPorts, secret: string): Promise<string> {
  const feed = await ports.feeds.bySecret(secret)
  const owner = feed === null ? null : await ownerOf(ports, feed)
  if (!feed || !owner) return refuseFeed()
  const { org } = owner
  const now = new Date(ports.clock.now()).toISOString()
  const today = todayIn(org.zone, ports.clock)
  // Nobody in particular: what such a reader may not see does not get in.
  const session: Session = {
    org,
    actor: { id: `feed:${feed.account}`, person: owner.person, roles: [] },
    pack: await ports.unitPacks.of(org),
  }
  const span = { from: addDays(today, -daysBack), to: addDays(today, daysAhead) }
  const books = await booksOver(ports, session, span)
  const items = calendarOf(books, session, { span, names: nobody })
  const divided = new Set(books.filter((book) => mattersOf(book).assignments.size > 0).map(yearIn))
  return icalendar({
    name: `${say(words.name, feed.lang)} · ${say(org.name, feed.lang)}`,
    madeAt: now,
    events: items
      .filter((item) => belongs(item, session, divided))
      .map((item) => ({
        uid: `${item.id.replaceAll(' ', '-')}@${org.publicId}`,
        summary: summaryOf(item, feed.lang),
        time: timeOf(item, org),
      })),
  })
}

async function ownerOf(
  ports: FeedPorts,
  { account, org: id }: FeedRow,
): Promise<{ readonly org: Organisation; readonly person: string | null } | null> {
  const org = await ports.organisations.of(id)
  const member = (await ports.accounts.members(id)).find((one) => one.id === account)
  if (!org || !member) return null
  const inForce = await membershipInForce(ports, org, member.membership)
  if (!inForce) return null
  const { person } = inForce
  const day = todayIn(org.zone, ports.clock)
  const roster = await ports.rosters.of(id)
  return person !== null && isFormer(roster, { person, day }) ? null : { org, person }
}

// Where nobody has divided the duties among people, they are everybody's.
function belongs(item: CalendarItem, session: Session, divided: ReadonlySet<number>): boolean {
  switch (item.kind) {
    case 'held':
      return false
    case 'planned':
      return isOpenRegister(item, session)
    case 'task':
      return item.mine && isOpenRegister(item, session)
    case 'due': {
      const duty = item.duty === null ? undefined : session.pack.duties.get(item.duty)
      return (
        duty !== undefined &&
        (item.mine || !divided.has(yearOf(item.period ?? item.on.slice(0, 4)))) &&
        mayReadDuty(session, duty)
      )
    }
  }
}

function isOpenRegister({ register }: CalendarItem, session: Session): boolean {
  const found = register === null ? undefined : session.pack.registers.get(register)
  return found !== undefined && mayRead(session, found)
}

function summaryOf(item: CalendarItem, lang: Lang): string {
  const title = say(item.title, lang)
  return item.kind === 'planned' ? title : `${say(words.due, lang)}${title}`
}

function timeOf({ on, time }: CalendarItem, { zone }: Organisation): EventTime {
  if (time === null) return { day: on }
  const start = new Date(momentIn(zone, { day: on, time })).toISOString()
  return { start, minutes: meetingMinutes }
}

function yearIn({ year }: { readonly year: number }): number {
  return year
}

// A title may be made from a name by its register's template; here it is made without.
const nobody: Names = { person: () => '', office: () => '', record: () => '' }

const words = {
  name: { zh: '台账', en: 'Taizhang' },
  due: { zh: '到期：', en: 'Due: ' },
} satisfies Record<string, Label>

function refuseFeed(): never {
  return refuse('calendar.unknown', {
    text: { zh: '没有这个日历地址。', en: 'There is no calendar at this address.' },
    hint: {
      zh: '地址可能已停用或更换，请在“我的”页面生成新的。',
      en: 'It may have been ended or renewed; make a new one on the page Mine.',
    },
  })
}
