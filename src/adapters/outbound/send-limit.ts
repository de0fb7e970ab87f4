import type { Delivery, Outgoing } from '../../app/ports/reminder-ports.ts'
import type { Clock } from '../../append/effects.ts'

const minuteMs = 60_000
/** What WeCom and DingTalk take of one robot in a minute. */
const robotMax = 20
/** Nobody gets more: who presses "test" cannot fill another's box. */
const mailMax = 5
const addressesMax = 10_000

/** Counts what goes to each address in a minute; null: it may go. */
export function sendLimit(clock: Clock): (message: Outgoing) => Delivery | null {
  let minute = 0
  const counts = new Map<string, number>()
  return (message) => {
    const now = Math.floor(clock.now() / minuteMs)
    if (now !== minute || counts.size >= addressesMax) counts.clear()
    minute = now
    const isMail = message.channel === 'mail'
    const address = isMail ? message.to.toLowerCase() : message.address
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count <= (isMail ? mailMax : robotMax)) return null
    return { outcome: 'later', reason: tooOften }
  }
}

const tooOften = {
  zh: '一分钟内发给这个地址的消息过多，请稍后再试。',
  en: 'Too many messages to this address within a minute; try again later.',
}
