import { expect, test } from 'vitest'
import { terminalMoments } from './unit-zone.ts'

const at = '2026-11-30T16:05:09.123Z'
const zoned = (...units: readonly { kind: 'real' | 'demo'; zone: string }[]) => ({
  organisations: { all: async () => units },
})

test('a moment is told by the clock of the first real unit, which is named', async () => {
  const demo = { kind: 'demo', zone: 'Europe/Paris' } as const
  const moment = await terminalMoments(zoned(demo, { kind: 'real', zone: 'Asia/Shanghai' }))
  expect(moment(at)).toBe('2026-12-01 00:05 Asia/Shanghai')
})

test('where there is no real unit yet, by the clock of the machine', async () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  expect((await terminalMoments(zoned()))(at)).toMatch(new RegExp(` ${timeZone}$`))
})
