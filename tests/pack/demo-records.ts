import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import { readStoryFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { tellStory } from '../../src/app/demo/tell-story.ts'
import type { DemoWrite } from '../../src/app/demo/told.ts'
import type { Tenure } from '../../src/duty/duty-context.ts'
import type { DutyStanding } from '../../src/duty/duty-standing.ts'
import { standingOf } from '../../src/duty/standing.ts'
import { answersAmong } from '../../src/ledger/predicate/answers.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { DateSpan } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { demoDay } from '../demo-day.ts'

/** The writes of the demo that the pack of party governance brings. */
export async function demoWrites(
  pack: Pack,
  { seed = 7, today = demoDay, isWorkday = chineseCalendar.isWorkday } = {},
): Promise<readonly DemoWrite[]> {
  const story = await readStoryFolder('packs/cn-party-governance')
  return tellStory(story, pack, { seed, today, isWorkday }).writes
}

/** The records that the writes leave behind, voided ones included. */
export function recordsAfter(pack: Pack, writes: readonly DemoWrite[]): readonly LedgerRecord[] {
  const records = new Map<string, LedgerRecord>()
  writes.forEach((write, entry) => {
    const before = records.get(write.record)
    const date = pack.registers.get(write.register)?.date ?? ''
    records.set(write.record, {
      id: write.record,
      register: write.register,
      version: (before?.version ?? 0) + 1,
      state: write.kind === 'void' ? 'void' : 'live',
      values: write.values,
      occurredOn: String(write.values[date]),
      firstRecordedAt: before?.firstRecordedAt ?? write.recordedAt,
      recordedAt: write.recordedAt,
      lateDays: 0,
      lateReason: write.reason,
      entry,
      firstEntry: before?.firstEntry ?? entry,
    })
  })
  return [...records.values()]
}

/** Where every duty of the pack stands in a year on a day. */
export function standingsOf(
  pack: Pack,
  records: readonly LedgerRecord[],
  { year, today }: { year: number; today: string },
): readonly DutyStanding[] {
  const live = records.filter((one) => one.state === 'live' && (one.occurredOn ?? '') <= today)
  const inYear = (wanted: number) =>
    live.filter((one) => one.occurredOn?.startsWith(String(wanted)) === true)
  const of = (register: string) => live.filter((one) => one.register === register)
  return [...pack.duties.values()].map((duty) =>
    standingOf(duty, {
      year,
      today,
      asOf: { size: 0, root: '' },
      registers: pack,
      figures: pack.figures,
      records: inYear(year),
      lastYearRecords: inYear(year - 1),
      answers: answersAmong(live, { today }),
      statements: of('statement'),
      attestations: of('attestation'),
      earlierRecords: live.filter(({ occurredOn }) => (occurredOn ?? '') < String(year - 1)),
      holders: (role, span) => [
        ...new Set(tenuresOf(of('membership'), role, span).map(({ person }) => person)),
      ],
      tenures: (role, span) => tenuresOf(of('membership'), role, span),
      offices: (kind) =>
        of('office')
          .filter(({ values }) => values['kind'] === kind)
          .map(({ id }) => id),
      isWorkday: chineseCalendar.isWorkday,
    }),
  )
}

function tenuresOf(
  memberships: readonly LedgerRecord[],
  role: string,
  span: DateSpan,
): readonly Tenure[] {
  return memberships.flatMap(({ values }): readonly Tenure[] => {
    const roles = values['roles']
    const [from, to] = [values['from'], values['to'] ?? span.to]
    if (typeof from !== 'string' || typeof to !== 'string' || !Array.isArray(roles)) return []
    if (!roles.some((one) => one === role) || from > span.to || to < span.from) return []
    return [{ person: String(values['person']), from, to }]
  })
}
