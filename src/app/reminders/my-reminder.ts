import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import { deny } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ChannelKind, Delivery, ReminderChoice } from '../ports/reminder-ports.ts'
import { channelKinds } from '../ports/reminder-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readSettings } from './change-settings.ts'
import { testText } from './message-text.ts'
import { standsBelow } from './robot-address.ts'

/** How I am reminded, without what is secret. */
export interface MyReminder {
  /** Whether the organisation reminds at all. */
  readonly on: boolean
  readonly at: string
  /** Ways the organisation offers; a robot with the beginning of its address. */
  readonly offered: readonly { readonly channel: ChannelKind; readonly base: string | null }[]
  /** Null: I am not reminded. */
  readonly choice: { readonly channel: ChannelKind; readonly shown: string } | null
}

/** A choice as it is typed. */
export interface ChooseReminder {
  readonly channel: ChannelKind
  readonly address: string
  readonly secret: string | null
  readonly lang: Lang
}

/** Characters of a robot's address that are shown again, at its end. */
const shownMax = 4

/** How the caller is reminded. */
export async function readMyReminder(
  ports: Pick<AppPorts, 'reminders'>,
  session: Session,
): Promise<MyReminder> {
  const { settings } = await readSettings(ports, session)
  const { on, at, mail, robots } = settings
  const offered = channelKinds.flatMap((channel): MyReminder['offered'] => {
    if (channel === 'mail') return mail === null ? [] : [{ channel, base: null }]
    const base = robots[channel]
    return base === null ? [] : [{ channel, base }]
  })
  const { person } = session.actor
  const choice = person === null ? null : await ports.reminders.choice(session.org.id, person)
  return { on, at, offered, choice: choice && { channel: choice.channel, shown: shownOf(choice) } }
}

/**
 * Chooses how the caller is reminded; null: not at all. Refuses with `reminder.offered` and
 * `reminder.address`.
 */
export async function chooseReminder(
  ports: Pick<AppPorts, 'reminders'>,
  session: Session,
  chosen: ChooseReminder | null,
): Promise<void> {
  const person = ownPerson(session)
  if (chosen === null) return ports.reminders.dropChoice(session.org.id, person)
  const { settings } = await readSettings(ports, session)
  const { channel, address } = chosen
  const base = channel === 'mail' ? null : settings.robots[channel]
  const isOffered = channel === 'mail' ? settings.mail !== null : base !== null
  if (!isOffered) refuseOffered()
  if (channel === 'mail' && !/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(address))
    refuseMail()
  if (base !== null && !standsBelow(address, base)) refuseRobot(base)
  await ports.reminders.putChoice(session.org.id, { person, ...chosen })
}

/** Sends the caller a message that says it is a test. Refuses with `reminder.none`. */
export async function sendTest(
  ports: Pick<AppPorts, 'reminders' | 'messenger' | 'random'>,
  session: Session,
): Promise<Delivery> {
  const { id } = session.org
  const choice = await ports.reminders.choice(id, ownPerson(session))
  const { settings } = await readSettings(ports, session)
  if (choice === null) return refuseNone()
  const { channel, address, secret, lang } = choice
  const said = testText(settings.page, lang)
  if (channel !== 'mail') {
    const base = settings.robots[channel]
    if (base === null || !standsBelow(address, base)) refuseOffered()
    return ports.messenger.send({ channel, address, secret, text: said.text })
  }
  const { mail } = settings
  if (mail === null) return refuseOffered()
  const password = await ports.reminders.mailPassword(id)
  const messageId = `<${ports.random.uuid()}@taizhang>`
  return ports.messenger.send({ channel, server: mail, password, to: address, ...said, messageId })
}

// Whoever stands in for somebody does not redirect that person's messages.
function ownPerson({ actor }: Session): string {
  return actor.person === null || actor.standingInFor !== undefined ? deny() : actor.person
}

function shownOf({ channel, address }: ReminderChoice): string {
  if (channel === 'mail') return address
  return `${new URL(address).host} …${address.slice(-shownMax)}`
}

function refuseOffered(): never {
  return refuse('reminder.offered', {
    at: ['body', 'channel'],
    text: { zh: '本单位没有开通这种接收方式。', en: 'This unit does not offer that way.' },
    hint: { zh: '请另选一种，或联系管理员开通。', en: 'Choose another, or ask the administrator.' },
  })
}

function refuseMail(): never {
  return refuse('reminder.address', {
    at: ['body', 'address'],
    text: { zh: '这不是一个邮箱地址。', en: 'This is not a mail address.' },
    hint: {
      zh: '请填写一个收件地址，例如 li@unit.gov.cn。',
      en: 'One address, such as li@unit.gov.cn.',
    },
  })
}

function refuseRobot(base: string): never {
  return refuse('reminder.address', {
    at: ['body', 'address'],
    text: { zh: `机器人地址应以 ${base} 开头。`, en: `A robot address begins with ${base}.` },
    hint: {
      zh: '请从机器人的设置中整条复制 Webhook 地址。',
      en: 'Copy the whole webhook address from the settings of the robot.',
    },
  })
}

function refuseNone(): never {
  return refuse('reminder.none', {
    text: { zh: '您还没有选择接收方式。', en: 'You have not chosen how to be reminded.' },
    hint: {
      zh: '请先在“我的提醒”中选择并保存。',
      en: 'Choose and save one under My reminders first.',
    },
  })
}
