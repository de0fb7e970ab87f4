import type { Delivery, Outgoing } from '../../app/ports/reminder-ports.ts'
import type { Clock } from '../../append/effects.ts'
import type { PostingRules } from './post-json.ts'
import { byStatus, postJson } from './post-json.ts'
import { readAnswer, robots } from './robots.ts'

/** Posts a text to a robot of WeCom, DingTalk or Feishu and reads what it says. */
export async function sendToRobot(
  message: Exclude<Outgoing, { channel: 'mail' }>,
  { clock, ...posting }: PostingRules & { readonly clock: Clock },
): Promise<Delivery> {
  const { channel, address, secret, text } = message
  const asked = robots[channel].ask({ address, secret, text, nowMs: clock.now() })
  const posted = await postJson(asked.address, asked.body, posting)
  if ('delivery' in posted) return posted.delivery
  return byStatus(posted) ?? readAnswer(channel, posted.body)
}
