import type { Messenger } from '../../app/ports/reminder-ports.ts'
import type { Clock } from '../../append/effects.ts'
import { mailLimits, sendMail } from '../mail/send-mail.ts'
import { answerMsDefault } from '../webhook/post-json.ts'
import { sendToRobot } from '../webhook/send-to-robot.ts'
import { readOutboundRules } from './outbound-rules.ts'
import type { CountSent } from './send-limit.ts'
import { sendLimit } from './send-limit.ts'
import type { LookUp } from './vet-host.ts'
import { systemLookUp } from './vet-host.ts'

const limitsDefault = { ...mailLimits, answerMs: answerMsDefault }

/** Sends mail and posts to robots, within what the files of the data folder allow. */
export function openMessenger({
  data,
  clock,
  countSent,
  lookUp = systemLookUp,
  limits = limitsDefault,
}: {
  readonly data: string
  readonly clock: Clock
  readonly countSent: CountSent
  readonly lookUp?: LookUp
  readonly limits?: typeof limitsDefault
}): Messenger {
  const limited = sendLimit(clock, countSent)
  return {
    send: async (message) => {
      const tooMany = await limited(message)
      if (tooMany) return tooMany
      const rules = await readOutboundRules(data)
      return message.channel === 'mail'
        ? sendMail(message, { rules, lookUp, limits })
        : sendToRobot(message, { rules, lookUp, clock, answerMs: limits.answerMs })
    },
  }
}
