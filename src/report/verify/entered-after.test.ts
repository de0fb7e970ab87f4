import { expect, test } from 'vitest'
import { enteredAfter } from './entered-after.ts'

const record = (occurredOn: string | null, firstRecordedAt: string) => ({
  occurredOn,
  firstRecordedAt,
})

test('what came into the log a month after its period and its own day is told', () => {
  const inTime = record('2025-12-31', '2026-01-31T15:00:00.000Z')
  const late = record('2025-08-19', '2026-11-30T09:00:00.000Z')
  expect(enteredAfter([inTime], '2025')).toBeNull()
  expect(enteredAfter([], '2025')).toBeNull()
  expect(
    enteredAfter([inTime, late, record('2025-03-01', '2026-02-01T00:00:00.000Z')], '2025'),
  ).toEqual({
    zh: '其中2条是期满一个月以后才入账的，最晚2026年11月',
    en: '2 of them entered more than a month after the period, the last in 2026-11',
  })
  // The meeting of a year that is held in the next is entered when it was held.
  expect(enteredAfter([record('2026-02-10', '2026-02-12T00:00:00.000Z')], '2025')).toBeNull()
  expect(enteredAfter([record(null, '2026-01-05T00:00:00.000Z')], '2025')).toBeNull()
  // Of half a year the half counts.
  expect(enteredAfter([record('2025-05-01', '2025-09-02T00:00:00.000Z')], '2025-H1')?.zh).toContain(
    '1条',
  )
})
