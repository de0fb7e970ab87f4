import { addDays } from '../../ledger/day/day.ts'
import { wallClock } from '../clock/wall-clock.ts'
import { inEach } from '../jobs/in-each.ts'
import type { JobContext } from '../jobs/job.ts'
import { recipientOf } from '../matters/recipient.ts'
import { whatWaits } from '../matters/what-waits.ts'
import { membershipInForce } from '../people/membership-in-force.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OutboxMessage, ReminderChoice, ReminderSettings } from '../ports/reminder-ports.ts'
import type { Organisation, OrgId, Session } from '../ports/store-ports.ts'
import { countEscalated } from './escalated.ts'
import { isQuiet } from './quiet-hours.ts'
import { standsBelow } from './robot-address.ts'

/**
 * Days for which the outbox keeps what went out. A row is what keeps a second digest of its day
 * from being made, and digests are made of today alone: beyond this nothing can ask for it again.
 */
const outboxKeptDays = 90

/**
 * Makes the day's digests of every organisation whose hour has come: on working days, outside the
 * quiet hours, once a day, one message for each person for whom something waits. Begun again
 * after a crash it adds only what is missing.
 */
export async function makeDigests(
  ports: AppPorts,
  context: Pick<JobContext, 'signal' | 'onProblem'>,
): Promise<void> {
  const made = new Map(
    (await ports.reminders.reminding()).map(({ org, madeDay }) => [org, madeDay] as const),
  )
  await inEach(ports, { ...context, orgs: [...made.keys()] }, (org) =>
    makeDay(ports, org, made.get(org) ?? null),
  )
}

async function makeDay(ports: AppPorts, id: OrgId, madeDay: string | null): Promise<void> {
  const org = await ports.organisations.of(id)
  const kept = await ports.reminders.settings(id)
  if (org?.kind !== 'real' || !kept?.settings.on) return
  const { settings } = kept
  const nowMs = ports.clock.now()
  const { day, time } = wallClock(org.zone, nowMs)
  if (madeDay !== null && madeDay >= day) return
  if (!ports.calendar.isWorkday(day) || time < settings.at || isQuiet(settings.quiet, time)) return
  const messages = await messagesOf(ports, org, settings)
  await ports.reminders.putDay(id, { day, now: new Date(nowMs).toISOString(), messages })
  await ports.reminders.forgetBefore(id, addDays(day, -outboxKeptDays))
}

type NewMessage = Omit<OutboxMessage, 'tries' | 'day'>

async function messagesOf(
  ports: AppPorts,
  org: Organisation,
  settings: ReminderSettings,
): Promise<readonly NewMessage[]> {
  const sessions = await sessionsOf(ports, org)
  const messages: NewMessage[] = []
  for (const choice of await ports.reminders.choices(org.id)) {
    const session = sessions.get(choice.person)
    if (!session || !isOffered(settings, choice)) continue
    const message = await messageFor(ports, { session, settings, choice })
    if (message) messages.push(message)
  }
  return messages
}

async function messageFor(
  ports: AppPorts,
  {
    session,
    settings,
    choice,
  }: { session: Session; settings: ReminderSettings; choice: ReminderChoice },
): Promise<NewMessage | null> {
  const recipient = recipientOf(ports, session)
  if (!recipient) return null
  const { escalateAfter, page } = settings
  const waiting = (await whatWaits(recipient)).length
  const escalated = escalateAfter === null ? 0 : await countEscalated(recipient, escalateAfter)
  if (waiting + escalated === 0) return null
  const { person, channel } = choice
  return { id: ports.random.uuid(), person, channel, waiting, escalated, link: page }
}

/** Everybody who is a member today, each in their own name and roles. */
async function sessionsOf(
  ports: AppPorts,
  org: Organisation,
): Promise<ReadonlyMap<string, Session>> {
  const sessions = new Map<string, Session>()
  const pack = await ports.unitPacks.of(org)
  for (const { membership } of await ports.accounts.members(org.id)) {
    const inForce = await membershipInForce(ports, org, membership)
    if (inForce?.person == null) continue
    const { person, roles } = inForce
    sessions.set(person, { org, actor: { id: person, person, roles }, pack })
  }
  return sessions
}

/** Whether the organisation still offers the way somebody chose. */
export function isOffered(
  { mail, robots }: ReminderSettings,
  { channel, address }: ReminderChoice,
): boolean {
  if (channel === 'mail') return mail !== null
  const base = robots[channel]
  return base !== null && standsBelow(address, base)
}
