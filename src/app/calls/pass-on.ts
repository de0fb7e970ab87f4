import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { addDays } from '../../ledger/day/day.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import { refuse } from '../../ledger/fault.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Call, CallItem } from '../../report/call/call.ts'
import { callOf, valuesOfCall } from '../../report/call/call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Reader, Session } from '../ports/store-ports.ts'
import { appendSent } from './append-sent.ts'
import { writtenCalls } from './call-registers.ts'
import { checkCallWords } from './call-words.ts'
import { hasEnded, refuseEnded } from './ended-call.ts'
import { takenCall } from './taken-call.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'collected'>

/** Which call that was taken is passed on, and by when those below answer; null: a week earlier. */
export interface PassOn {
  readonly taken: string
  readonly due: string | null
}

/**
 * Passes a call of the body above on to every body below: a call of our own that names it, asks the
 * same under the same definitions, and is due earlier. Somebody is still to sign it, and until then
 * it is written anew like any other (`prepareCall`). Refuses with
 * `call.unknown`, `call.passed-on`, `call.nobody`, `call.person`, `call.due`, `call.ended`,
 * `call.boundary`, `call.pack`.
 */
export async function passOn(
  ports: Needs,
  session: Session,
  { taken, due: asked }: PassOn,
): Promise<Appended> {
  const { org, pack } = session
  const register = writtenCalls(session, core.call.id)
  if (!register.fields.some(({ id }) => id === core.call.names.above)) refuseOldPack()
  const today = todayIn(org.zone, ports.clock)
  const { call, digest, sender } = await ports.store.read(org.id, async (reader) => {
    const record = await takenCall(reader, taken)
    const said = coreValues(core.callTaken, record.values)
    const digest = textOf(said.digest) ?? ''
    if (await isPassedOn(reader, digest)) refusePassedOn()
    const below = (await subordinatesIn(reader)).filter((one) => holdsOn(one, today))
    if (below.length === 0) refuseNobody()
    return { call: callOf(record.values), digest, sender: textOf(said.sender) ?? '' }
  })
  if (hasEnded(call, today)) refuseEnded()
  const counted = call.items.flatMap(({ figure }) => pack.figures.get(figure ?? '') ?? [])
  if (counted.some(isPerPerson)) refusePerson()
  const due = asked ?? weekBefore(call.due, today)
  if (due < today) refuseDue()
  const passed: Call = {
    ...call,
    due,
    items: await askedAgain(ports, session, { call, sender }),
    above: digest,
  }
  checkCallWords(passed)
  const { to: _to, ...values } = passed
  const { person } = session.actor
  return appendSent(ports, session, core.call.id, {
    kind: 'create',
    over: null,
    values: {
      ...valuesOfCall(values),
      step: 'prepared',
      ...(person === null ? {} : { preparedBy: person }),
    },
  })
}

/** Whether a call that passes it on stands, signed or not yet. */
async function isPassedOn(reader: Reader, digest: string): Promise<boolean> {
  const { above, step } = core.call.names
  for (const one of ['prepared', 'issued']) {
    const where = { [above]: digest, [step]: one }
    const { items } = await reader.records({ register: core.call.id, where, limit: 1 })
    if (items.length > 0) return true
  }
  return false
}

function weekBefore(due: string, today: string): string {
  const earlier = addDays(due, -7)
  return earlier < today ? today : earlier
}

/** What those below answered already is asked again because the body above asks it. */
async function askedAgain(
  { collected }: Pick<Needs, 'collected'>,
  { org }: Session,
  { call, sender }: { readonly call: Call; readonly sender: string },
): Promise<readonly CallItem[]> {
  const figures = call.items.flatMap(({ figure }) => figure ?? [])
  if (figures.length === 0) return call.items
  const before = await collected.before(org.id, { figures, period: call.period })
  const known = new Set(before.map(({ figure }) => figure))
  const reason = `转发${sender}《${call.title}》`
  return call.items.map((item) =>
    item.figure !== null && known.has(item.figure) ? { ...item, again: reason } : item,
  )
}

function refuseOldPack(): never {
  return refuse('call.pack', {
    text: {
      zh: '本单位采用的业务包还不能转发报送任务。',
      en: 'The pack that the unit goes by cannot pass calls on yet.',
    },
    hint: { zh: '请在“设置”中采用新版业务包。', en: 'Adopt its newer version under Settings.' },
  })
}

function refusePassedOn(): never {
  return refuse('call.passed-on', {
    text: { zh: '这项任务已经转发下级。', en: 'This call was passed on already.' },
    hint: { zh: '请在报送任务中查看进度。', en: 'See among the calls where it stands.' },
  })
}

function refuseNobody(): never {
  return refuse('call.nobody', {
    text: { zh: '没有可以转发的下级单位。', en: 'There is no body below to pass it on to.' },
    hint: { zh: '请先登记下级单位名册。', en: 'Enter the bodies below first.' },
  })
}

function refusePerson(): never {
  return refuse('call.person', {
    text: {
      zh: '其中有按人统计的数据，不向下要求，也不向上报送。',
      en: 'It asks what is counted per person: that is neither asked of others nor sent upward.',
    },
    hint: { zh: '请与布置单位联系。', en: 'Speak with the body above.' },
  })
}

function refuseDue(): never {
  return refuse('call.due', {
    at: ['body', 'due'],
    text: { zh: '期限不能早于今天。', en: 'The day it is due lies ahead.' },
    hint: { zh: '请改正日期。', en: 'Mend the day.' },
  })
}
