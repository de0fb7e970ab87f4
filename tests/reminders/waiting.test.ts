import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recipient } from '../../src/app/matters/recipient.ts'
import { recipientOf } from '../../src/app/matters/recipient.ts'
import { whatWaits } from '../../src/app/matters/what-waits.ts'
import { recordEntry } from '../../src/app/records/write-record.ts'
import { countEscalated } from '../../src/app/reminders/escalated.ts'
import { messageText } from '../../src/app/reminders/message-text.ts'
import { isQuiet } from '../../src/app/reminders/quiet-hours.ts'
import { standsBelow } from '../../src/app/reminders/robot-address.ts'
import type { Values } from '../../src/ledger/value.ts'
import type { Reminding } from './reminding.ts'
import { openReminding } from './reminding.ts'

let unit: Reminding

beforeAll(async () => {
  unit = await openReminding('2026-03-02T00:31:00Z')
})

afterAll(() => unit.close())

function recipient(roles: readonly string[] = ['confidentiality-lead']): Recipient {
  const { ports, session, person } = unit
  const found = recipientOf(ports, { ...session, actor: { id: person, person, roles } })
  if (!found) throw new Error('nobody waits')
  return found
}

async function record(register: string, values: Values) {
  await recordEntry(unit.ports, unit.session, { register, values, reason: null, idempotency: null })
}

/** By how much something changes what waits. */
async function change(work: () => Promise<void>): Promise<number> {
  const before = (await whatWaits(recipient())).length
  await work()
  return (await whatWaits(recipient())).length - before
}

describe('what waits', () => {
  test('a task of mine that is due within ten working days, or was', async () => {
    const task = { title: '整理案卷', setOn: '2026-01-05', owner: unit.person }
    // 2026-03-16 is the tenth working day after 2 March.
    expect(await change(() => record('plan-item', { ...task, due: '2026-03-17' }))).toBe(0)
    expect(await change(() => record('plan-item', { ...task, due: '2026-03-16' }))).toBe(1)
    expect(await change(() => record('plan-item', { ...task, due: '2026-02-02' }))).toBe(1)
    const done = { ...task, due: '2026-02-02', doneOn: '2026-02-01' }
    expect(await change(() => record('plan-item', done))).toBe(0)
    const other = { ...task, owner: unit.session.actor.person, due: '2026-03-03' }
    expect(await change(() => record('plan-item', other))).toBe(0)
  })

  test('a problem whose next step is mine', async () => {
    const problem = { title: '归档不及时', source: firstSource(), foundOn: '2026-02-02' }
    const mine = { ...problem, owner: unit.person }
    expect(await change(() => record('problem', { ...mine, due: '2026-03-16' }))).toBe(1)
    expect(await change(() => record('problem', { ...mine, due: '2026-06-30' }))).toBe(0)
    expect(await change(() => record('problem', problem))).toBe(0)
    // Put right, it waits for a check by somebody else, which where nobody is in charge the owner
    // sees to; checked, for whoever checked it.
    const done = { measure: '补齐', due: '2026-02-20', doneOn: '2026-02-20' }
    const right = {
      ...mine,
      cause: '人手不足',
      due: '2026-02-27',
      proof: '已补齐',
      measures: [{ ...done, owner: unit.person }],
    }
    const another = unit.session.actor.person
    expect(await change(() => record('problem', { ...right, supervisor: another }))).toBe(0)
    expect(await change(() => record('problem', right))).toBe(1)
    const byMe = { ...right, owner: another, checkedBy: unit.person }
    expect(await change(() => record('problem', { ...byMe, checkedOn: '2026-03-01' }))).toBe(1)
  })

  test('a statement that my role gives, and nobody else’s', async () => {
    const asked = (await whatWaits(recipient())).length
    expect((await whatWaits(recipient(['clerk']))).length).toBeLessThan(asked)
  })

  function firstSource(): string {
    return unit.session.pack.lists.get('problem-sources')?.[0]?.id ?? ''
  }
})

test('what I supervise is told as a number after so many working days', async () => {
  const task = { title: '整理案卷', setOn: '2026-01-05', owner: unit.session.actor.person }
  await record('plan-item', { ...task, supervisor: unit.person, due: '2026-02-27' })
  // Due on Friday 27 February; Saturday 28 is worked, Monday 2 March is the second day after.
  expect(await countEscalated(recipient(), 1)).toBe(1)
  expect(await countEscalated(recipient(), 2)).toBe(0)
})

describe('a message', () => {
  const numbers = { waiting: 3, escalated: 0, escalateAfter: 5, link: 'https://tz.example' }

  test('says a number and an address, in either language', () => {
    expect(messageText(numbers, 'zh')).toEqual({
      subject: '台账：3项待办',
      text: '您有3项待办。https://tz.example',
    })
    expect(messageText({ ...numbers, waiting: 1 }, 'en').text).toBe(
      'You have 1 item waiting. https://tz.example',
    )
  })

  test('says apart what one supervises', () => {
    expect(messageText({ ...numbers, waiting: 0, escalated: 2 }, 'zh').text).toBe(
      '您分管的工作有2项逾期超过5个工作日。https://tz.example',
    )
    expect(messageText({ ...numbers, escalated: 1 }, 'en').text).toBe(
      'You have 3 items waiting. 1 under your supervision is more than 5 working days overdue. https://tz.example',
    )
  })
})

test.each([
  ['18:00', '08:00', '18:00', true],
  ['18:00', '08:00', '07:59', true],
  ['18:00', '08:00', '08:00', false],
  ['12:00', '14:00', '13:00', true],
  ['12:00', '14:00', '14:00', false],
  ['00:00', '00:00', '00:00', false],
])('from %s to %s it is quiet at %s: %s', (from, to, time, quiet) => {
  expect(isQuiet({ from, to }, time)).toBe(quiet)
})

test.each([
  ['https://a.cn/send?key=1', 'https://a.cn/send', true],
  ['https://A.cn/send', 'https://a.cn', true],
  ['https://a.cn.evil.cn/send', 'https://a.cn', false],
  ['https://a.cn@evil.cn/send', 'https://a.cn', false],
  ['https://a.cn/../x', 'https://a.cn/send', false],
  ['nonsense', 'https://a.cn', false],
])('%s below %s: %s', (address, base, is) => {
  expect(standsBelow(address, base)).toBe(is)
})
