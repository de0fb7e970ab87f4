import type { Delivery, Outgoing } from '../../app/ports/reminder-ports.ts'
import type { Clock } from '../../append/effects.ts'

const minuteMs = 60_000
/** What WeCom and DingTalk take of one robot in a minute. */
const robotMax = 20
/** Nobody gets more: who presses "test" cannot fill another's box. */
const mailMax = 5

/** Counts one more that goes to an address in a minute, by whichever server; answers how many. */
export type CountSent = (address: string, minute: number) => Promise<number>

/** Holds back what is too much for an address in a minute; null: it may go. */
export function sendLimit(
  clock: Clock,
  countSent: CountSent,
): (message: Outgoing) => Promise<Delivery | null> {
  return async (message) => {
    const isMail = message.channel === 'mail'
    const address = isMail ? message.to.toLowerCase() : message.address
    const count = await countSent(address, Math.floor(clock.now() / minuteMs))
    if (count <= (isMail ? mailMax : robotMax)) return null
    return { outcome: 'later', reason: tooOften }
  }
}

const tooOften = {
  zh: '一分钟内发给这个地址的消息过多，请稍后再试。',
  en: 'Too many messages to this address within a minute; try again later.',
}
