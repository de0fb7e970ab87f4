import { refuse } from '../../ledger/fault.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/**
 * Lets a message that died, or whose fate is unknown, be sent once more on its own day. Somebody
 * decided that: it may then come twice. Refuses with `reminder.again`.
 */
export async function tryAgain(
  ports: Pick<AppPorts, 'reminders' | 'store' | 'clock'>,
  { org, actor }: Session,
  id: string,
): Promise<void> {
  const now = new Date(ports.clock.now()).toISOString()
  const day = todayIn(org.zone, ports.clock)
  if (!(await ports.reminders.tryAgain(org.id, { id, day, now }))) refuseAgain()
  const line = { actor: actor.id, act: 'reminders', subject: id, outcome: 'done' } as const
  await ports.store.trail(org.id, { ...line, detail: 'again' })
}

function refuseAgain(): never {
  return refuse('reminder.again', {
    text: {
      zh: '这条消息不能再发：它不是今天的，或已经送出。',
      en: 'This message cannot be sent again: it is not of today, or it went out.',
    },
    hint: {
      zh: '仍未办结的事项会出现在下一个工作日的提醒里。',
      en: 'What still waits is in the next working day’s reminder.',
    },
  })
}
