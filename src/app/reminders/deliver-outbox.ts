import { faultText, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { wallClock } from '../clock/wall-clock.ts'
import { inEach } from '../jobs/in-each.ts'
import type { JobContext } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type {
  ChannelKind,
  Delivery,
  OutboxMessage,
  Outgoing,
  ReminderChoice,
  ReminderSettings,
  Settled,
} from '../ports/reminder-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { isOffered } from './make-digests.ts'
import { messageText } from './message-text.ts'
import { isQuiet } from './quiet-hours.ts'

const minuteMs = 60_000
/** Minutes to wait after each try that failed for now; then the message is dead. */
const backoffMinutes = [1, 5, 15, 60] as const
/**
 * Messages to one robot in one pass. Passes are a minute apart at least, so that two together stay
 * within the 20 a minute that WeCom and DingTalk take.
 */
const robotMessagesMax = 10
/** Between two messages, below the 5 a second of Feishu. */
const pauseMs = 250

type Needs = Pick<AppPorts, 'reminders' | 'messenger' | 'organisations' | 'clock'> & {
  /** Waits; a test does not. */
  pause(ms: number): Promise<void>
}

/**
 * Sends what is due, claiming each message before it goes. A message whose process died while it
 * was claimed becomes `unknown` and is never sent again by itself: tomorrow's digest says the same.
 */
export async function deliverOutbox(
  ports: Needs,
  context: Pick<JobContext, 'signal' | 'onProblem'>,
): Promise<void> {
  const orgs = await ports.reminders.delivering(nowOf(ports))
  await inEach(ports, { ...context, orgs }, async (id) => {
    const org = await ports.organisations.of(id)
    if (org) await new Pass(ports, org).run(context.signal)
  })
}

/** One pass over what an organisation has to send. */
class Pass {
  readonly #ports: Needs
  readonly #org: Organisation
  readonly #robotCounts = new Map<string, number>()
  /** Ways that were found closed in this pass: everybody else on them waits for the next. */
  readonly #closed = new Map<ChannelKind, Label>()

  constructor(ports: Needs, org: Organisation) {
    this.#ports = ports
    this.#org = org
  }

  async run(signal: AbortSignal): Promise<void> {
    const { reminders } = this.#ports
    const { id } = this.#org
    await reminders.giveUpLost(id, { now: nowOf(this.#ports), reason: words.lost })
    const settings = (await reminders.settings(id))?.settings ?? null
    while (!signal.aborted) {
      const message = await reminders.claim(id, nowOf(this.#ports))
      if (message === null) break
      const settled = await this.#settledBy(message, settings)
      await reminders.settle(id, { id: message.id, now: nowOf(this.#ports), settled })
      if (settled.state !== 'waiting' || settled.counts) await this.#ports.pause(pauseMs)
    }
    await reminders.passed(id)
  }

  async #settledBy(message: OutboxMessage, settings: ReminderSettings | null): Promise<Settled> {
    const { day, time } = wallClock(this.#org.zone, this.#ports.clock.now())
    if (message.day !== day) return { state: 'dead', reason: words.dayOver }
    if (!settings?.on) return { state: 'dead', reason: words.switchedOff }
    if (isQuiet(settings.quiet, time))
      return this.#later(null, { counts: false, afterMs: 15 * minuteMs })
    const closed = this.#closed.get(message.channel)
    if (closed) return this.#later(closed, { counts: false, afterMs: minuteMs })
    try {
      return await this.#send(message, settings)
    } catch (error) {
      const [fault] = error instanceof Refusal ? error.faults : []
      if (!fault) throw error
      return { state: 'dead', reason: faultText(fault) }
    }
  }

  async #send(message: OutboxMessage, settings: ReminderSettings): Promise<Settled> {
    const { reminders, messenger } = this.#ports
    const choice = await reminders.choice(this.#org.id, message.person)
    if (choice?.channel !== message.channel || !isOffered(settings, choice)) {
      return { state: 'dead', reason: words.switchedOff }
    }
    if (message.channel !== 'mail' && this.#isFull(choice.address)) {
      return this.#later(null, { counts: false, afterMs: minuteMs })
    }
    const password = message.channel === 'mail' ? await reminders.mailPassword(this.#org.id) : null
    const outgoing = outgoingOf(message, { settings, choice, password })
    if (outgoing === null) return { state: 'dead', reason: words.switchedOff }
    return this.#read(await messenger.send(outgoing), message)
  }

  #read(delivery: Delivery, { channel, tries }: OutboxMessage): Settled {
    if (delivery.outcome === 'sent') return { state: 'sent' }
    const { reason } = delivery
    if (delivery.outcome !== 'later') {
      return { state: delivery.outcome === 'unknown' ? 'unknown' : 'dead', reason }
    }
    const minutes = backoffMinutes[tries - 1]
    if (minutes === undefined) return { state: 'dead', reason }
    if (delivery.closed) this.#closed.set(channel, reason)
    const afterMs = Math.max(minutes * minuteMs, delivery.afterMs ?? 0)
    return this.#later(reason, { counts: true, afterMs })
  }

  #isFull(address: string): boolean {
    const count = this.#robotCounts.get(address) ?? 0
    this.#robotCounts.set(address, count + 1)
    return count >= robotMessagesMax
  }

  #later(reason: Label | null, { counts, afterMs }: { counts: boolean; afterMs: number }): Settled {
    const nextAt = new Date(this.#ports.clock.now() + afterMs).toISOString()
    return { state: 'waiting', nextAt, reason, counts }
  }
}

function outgoingOf(
  message: OutboxMessage,
  {
    settings,
    choice,
    password,
  }: { settings: ReminderSettings; choice: ReminderChoice; password: string | null },
): Outgoing | null {
  const { mail, escalateAfter } = settings
  const { waiting, escalated, link } = message
  const said = messageText({ waiting, escalated, escalateAfter, link }, choice.lang)
  const { address, secret } = choice
  if (message.channel !== 'mail') {
    return { channel: message.channel, address, secret, text: said.text }
  }
  if (mail === null) return null
  const messageId = `<${message.id}@taizhang>`
  return { channel: 'mail', server: mail, password, to: address, ...said, messageId }
}

function nowOf({ clock }: Pick<AppPorts, 'clock'>): string {
  return new Date(clock.now()).toISOString()
}

const words = {
  lost: {
    zh: '发送途中服务中断，是否送达不明；不再自动重发，下一个工作日的提醒会包含同样的事项。',
    en: 'The server stopped while sending; whether it arrived is not known. It is not sent again by itself: the next working day’s reminder says the same.',
  },
  dayOver: {
    zh: '当天未能送出，已过期；下一个工作日的提醒会包含同样的事项。',
    en: 'It could not be sent on its day; the next working day’s reminder says the same.',
  },
  switchedOff: {
    zh: '发送前提醒已关闭，或接收方式已更改。',
    en: 'Reminders were switched off, or the way was changed, before it was sent.',
  },
} as const
