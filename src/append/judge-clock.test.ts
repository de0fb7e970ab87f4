import { describe, expect, test } from 'vitest'
import type { ClockReading, ClockWord } from './judge-clock.ts'
import { clockFault, isConfirmed, judgeGoing, judgeLog, judgeStart } from './judge-clock.ts'
import { watchClock } from './watch-clock.ts'

const minute = 60_000
const day = 24 * 60 * minute
const noon = Date.UTC(2026, 2, 2, 12)
const at = (wallMs: number, steadyMs: number): ClockReading => ({ wallMs, steadyMs })

const unit = 1

describe('a clock that goes on', () => {
  test('is believed over a night’s sleep, through slow corrections and small steps', () => {
    expect(judgeGoing(at(noon + day, day), at(noon, 0))).toBeNull()
    expect(judgeGoing(at(noon + minute + 90_000, minute), at(noon, 0))).toBeNull()
    expect(judgeGoing(at(noon + minute - 90_000, minute), at(noon, 0))).toBeNull()
  })

  test.each([3 * minute, -3 * minute, 365 * day, -365 * day])(
    'is doubted after a jump of %d',
    (by) => {
      const doubt = judgeGoing(at(noon + minute + by, minute), at(noon, 0))
      expect(doubt).toEqual({ kind: 'jumped', byMs: by, sinceMs: noon + by })
    },
  )

  test('is believed again when it is put right', () => {
    expect(judgeGoing(at(noon + 2 * minute, 2 * minute), at(noon, 0))).toBeNull()
  })
})

describe('a clock at the start', () => {
  test('is held against the database and the newest entry', () => {
    const start = (databaseMs: number | null, newestMs: number | null) =>
      judgeStart(at(noon, 0), { databaseMs, newestMs })?.kind ?? null
    expect(start(null, null)).toBeNull()
    expect(start(noon + minute, noon - 60 * day)).toBeNull()
    expect(start(noon - 5 * minute, noon)).toBe('database')
    expect(start(noon, noon - 365 * day)).toBe('silent')
  })

  test('and in every write against the log it is for', () => {
    expect(judgeLog(at(noon, 0), null)).toBeNull()
    expect(judgeLog(at(noon, 0), noon + minute)).toBeNull()
    expect(judgeLog(at(noon, 0), noon + day)).toMatchObject({ kind: 'behind', byMs: -day })
  })
})

describe('an administrator’s word', () => {
  const jumped = { kind: 'jumped', byMs: day, sinceMs: noon } as const
  const word = (atMs: number, lastMs: number | null = null) => [{ atMs, lastMs }]

  test('counts for the clock as it goes since the jump, not for another jump', () => {
    expect(isConfirmed(jumped, at(noon + minute, 0), word(noon + minute))).toBe(true)
    expect(isConfirmed(jumped, at(noon + minute, 0), word(noon))).toBe(true)
    expect(isConfirmed(jumped, at(noon + minute, 0), word(noon - 1))).toBe(false)
    expect(isConfirmed(jumped, at(noon + minute, 0), word(noon - minute))).toBe(false)
    expect(isConfirmed(jumped, at(noon + minute, 0), word(noon + day))).toBe(false)
    expect(isConfirmed(jumped, at(noon + minute, 0), [])).toBe(false)
  })

  test('over entries dated ahead holds as long as none is later', () => {
    const behind = { kind: 'behind', byMs: -day, sinceMs: noon + day } as const
    expect(isConfirmed(behind, at(noon, 0), word(noon, noon + day))).toBe(true)
    expect(isConfirmed(behind, at(noon, 0), word(noon, noon + day - 1))).toBe(false)
    expect(isConfirmed(behind, at(noon, 0), word(noon))).toBe(false)
  })
})

test('what is said names the difference and what the clock shows, in both languages', () => {
  const { code, text, hint } = clockFault(
    { kind: 'jumped', byMs: 365 * day, sinceMs: noon },
    { wallMs: noon },
  )
  expect(code).toBe('clock.held')
  expect(text.zh).toBe('服务器时钟突然拨快了 365 天（现为 UTC 2026-03-02 12:00），暂停写入。')
  expect(text.en).toContain('put forward by 365 days (it shows 2026-03-02 12:00 UTC)')
  expect(hint.en).toContain('Settings')
})

describe('a watch', () => {
  function watched() {
    const now = { wallMs: noon, steadyMs: 0 }
    let asked = 0
    const words: ClockWord[] = []
    const watch = watchClock({
      clock: { now: () => now.wallMs },
      steady: { elapsedMs: () => now.steadyMs },
      evidence: async () => {
        asked += 1
        return { databaseMs: noon, newestMs: noon - day }
      },
      serverWords: () => Promise.resolve(words),
    })
    return { now, words, watch, asked: () => asked }
  }

  test('asks for evidence until it believes, then goes by the steady clock alone', async () => {
    const { now, watch, asked } = watched()
    now.wallMs = noon + 365 * day
    expect((await watch.look()).doubtOf(unit)?.kind).toBe('database')
    now.wallMs = noon
    expect((await watch.look()).doubtOf(unit)).toBeNull()
    expect((await watch.look()).doubtOf(unit)).toBeNull()
    expect(asked()).toBe(2)
    now.wallMs += 10 * minute
    expect((await watch.look()).doubtOf(unit)).toMatchObject({ kind: 'jumped', byMs: 10 * minute })
  })

  test('believes for all by a word for the server, until the next jump', async () => {
    const { now, words, watch } = watched()
    await watch.look()
    now.wallMs += 40 * day
    expect((await watch.look()).doubt).not.toBeNull()
    words.push({ atMs: now.wallMs, lastMs: null })
    const looked = await watch.look()
    expect([looked.doubt !== null, looked.doubtOf(unit), looked.doubtOf(unit + 1)]).toEqual([
      false,
      null,
      null,
    ])
    now.wallMs -= 40 * day
    expect((await watch.look()).doubtOf(unit)).toMatchObject({ kind: 'jumped', byMs: -40 * day })
  })

  test('lets slow corrections add up, but goes on doubting a jump until it is undone or believed', async () => {
    const { now, watch } = watched()
    for (let n = 0; n < 100; n += 1) {
      now.wallMs += 61_000
      now.steadyMs += 60_000
      expect((await watch.look()).doubtOf(unit)).toBeNull()
    }
    now.wallMs += day
    expect((await watch.look()).doubtOf(unit)).not.toBeNull()
    now.wallMs += 60 * minute
    now.steadyMs += 60 * minute
    const { reading, doubtOf } = await watch.look()
    expect(doubtOf(unit)?.byMs).toBe(day)
    watch.believe(unit, reading)
    expect((await watch.look()).doubtOf(unit)).toBeNull()
  })

  test('takes the word of one organisation for itself alone, until the clocks agree again', async () => {
    const { now, watch } = watched()
    const [other, look] = [2, () => watch.look()]
    await look()
    now.wallMs += day
    watch.believe(unit, (await look()).reading)
    expect((await look()).doubtOf(unit)).toBeNull()
    expect((await look()).doubtOf(other)).toMatchObject({ kind: 'jumped', byMs: day })
    now.wallMs += day
    expect((await look()).doubtOf(unit)).toMatchObject({ byMs: day })
    now.wallMs -= 2 * day
    expect((await look()).doubtOf(unit)).toBeNull()
    now.wallMs += day
    expect((await look()).doubtOf(unit)).toMatchObject({ kind: 'jumped', byMs: day })
  })

  test('the word is over when the clocks agree, though who gave it wrote nothing meanwhile', async () => {
    const { now, watch } = watched()
    await watch.look()
    now.wallMs += day
    watch.believe(unit, (await watch.look()).reading)
    now.wallMs -= day
    expect((await watch.look()).doubtOf(2)).toBeNull()
    now.wallMs += day
    expect((await watch.look()).doubtOf(unit)).toMatchObject({ kind: 'jumped', byMs: day })
  })

  test('under a word too, slow corrections never add up to a jump', async () => {
    const { now, watch } = watched()
    await watch.look()
    now.wallMs += day
    watch.believe(unit, (await watch.look()).reading)
    for (let n = 0; n < 600; n += 1) {
      now.wallMs += 61_000
      now.steadyMs += 60_000
      expect((await watch.look()).doubtOf(unit)).toBeNull()
    }
  })
})
