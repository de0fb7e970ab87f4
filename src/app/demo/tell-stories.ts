import { tellStaffChange } from './tell-cadres.ts'
import { tellMeeting } from './tell-meetings.ts'
import { demoPeople } from './unit.ts'
import type { DemoWorld } from './world.ts'

/**
 * Scripted events, so that every state of a duty, a record and a claim can be seen. Other stories
 * stand where their register is told: a leader one trip short, a quarter without a session, a
 * count that ends late, a project assessed after its start, a confirmation that has not come.
 */
export function tellStories(world: DemoWorld, year: number): void {
  tellLateMeetings(world, year)
  tellDoubleEntry(world, year)
  if (year === 2025) {
    tellContradictedAttestation(world)
    tellCorrectedTheme(world)
    tellLeaving(world)
    tellArrival(world)
  }
}

/** Meetings written down weeks later: marked late, never refused. */
function tellLateMeetings(world: DemoWorld, year: number): void {
  const reasons = ['记录人出差，返岗后补录', '纪要签批后补录', '工作交接期间漏录，核对后补录']
  reasons.forEach((reason, nth) => {
    const on = world.month(year, 3 + nth * 3)[8] ?? `${year}-03-14`
    tellMeeting(world, {
      kind: 'affairs-meeting',
      on,
      office: 'general',
      chair: 'lin',
      recorder: 'zheng',
      due: [...world.leaders(on), 'wu', 'zheng', 'luo', 'han'],
      agenda: [{ topic: '研究库房安全检查安排', themes: ['safety'] }],
      after: 9 + nth * 6,
      reason,
    })
  })
}

/** The same meeting entered by two clerks; one entry is voided and stays to be seen. */
function tellDoubleEntry(world: DemoWorld, year: number): void {
  const on = world.month(year, 5)[6] ?? `${year}-05-14`
  const meeting = {
    kind: 'branch-members',
    on,
    office: 'b2',
    chair: 'luo',
    due: world.branchMembers('b2', on),
    agenda: [{ topic: '讨论支部工作计划', themes: ['party-building'] }],
  } as const
  tellMeeting(world, { ...meeting, recorder: 'xie' })
  const double = tellMeeting(world, { ...meeting, recorder: 'cao' })
  world.void(double, { on: world.workdayAfter(on, 6), by: 'luo', reason: '同一会议重复登记' })
}

/** "No leak this quarter", confirmed in October; an incident of September came to light later. */
function tellContradictedAttestation(world: DemoWorld): void {
  world.tell({
    register: 'leak-incident',
    on: '2025-09-12',
    by: 'lin',
    after: 48,
    reason: '年底保密检查中发现，随即补录并上报',
    values: {
      kind: 'wrong-recipient',
      happenedOn: '2025-09-12',
      found: '年底保密检查发现一份工作秘密文件误发至其他单位内网邮箱',
      reportedOn: '2025-11-21',
      handling: '已收回并确认未再传播，对经办环节补充复核要求',
    },
  })
}

/** A topic was put under the wrong theme; the correction changes a figure of the report. */
function tellCorrectedTheme(world: DemoWorld): void {
  const on = world.month(2025, 8)[15] ?? '2025-08-22'
  const values = {
    kind: 'study-group',
    heldOn: '2025-05-21',
    office: world.office('lead'),
    topic: '学习保密法律法规专题（增开）',
    themes: ['work'],
    forms: ['reading'],
    hours: 2,
    chair: world.person('zhou'),
    present: world.people(['zhou', 'lin', 'he', 'sun', 'xu', 'wu']),
  }
  const study = world.tell({ register: 'study', on: '2025-05-21', by: 'xu', values })
  world.correct(
    study,
    { themes: ['confidentiality'] },
    { on, by: 'xu', reason: '主题选错，应为保密' },
  )
}

/** Somebody leaves: her posts end, the past keeps her name, the confidentiality body follows. */
function tellLeaving(world: DemoWorld): void {
  const peng = demoPeople.find((one) => one.to !== undefined)
  if (peng?.to === undefined) return
  const mine = world.writes.filter(
    (one) =>
      (one.register === 'post' || one.register === 'membership') &&
      one.values['person'] === world.person(peng.key),
  )
  for (const { record } of mine) {
    world.correct(record, { to: peng.to }, { on: peng.to, by: 'liu', reason: '调往市委宣传部' })
  }
  tellStaffChange(world, { key: peng.key, on: peng.to, kind: 'departure', secret: true })
}

function tellArrival(world: DemoWorld): void {
  tellStaffChange(world, { key: 'wei', on: '2025-07-15', kind: 'arrival', secret: false })
}
