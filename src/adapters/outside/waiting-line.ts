import type { OrgId } from '../../app/ports/organisation-ports.ts'
import { refuse } from '../../ledger/fault.ts'

/** Something that waits to be read. */
export interface Turn {
  /** Who asks; all who are null count as one. */
  readonly unit: OrgId | null
  readonly gone: AbortSignal | null
  /** What it holds in memory while it waits. */
  readonly bytes: number
}

/** Where readings wait for one another. */
export interface WaitingLine {
  /** Does the work when its turn comes. Refuses with `reading.busy`. */
  wait<T>(turn: Turn, work: () => Promise<T>): Promise<T>
  close(): void
}

interface Place {
  readonly turn: Turn
  begin(): void
  giveUp(): void
}

/** Readings that wait, of one unit and of all; what they hold; how many milliseconds they wait. */
const ofUnitMax = 8
const placesMax = 40
const bytesMax = 120 * 1024 * 1024
const patienceMs = 30_000

/**
 * A line in which units take turns: of those that wait, one of a unit that has the least at work
 * and was served longest ago goes first, so that nobody who sends much keeps the others waiting.
 */
export function waitingLine({ atOnce }: { readonly atOnce: number }): WaitingLine {
  const places: Place[] = []
  const atWork: Turn[] = []
  const served = new Map<OrgId | null, number>()
  let count = 0

  const workOf = (unit: OrgId | null) => atWork.filter((one) => one.unit === unit).length
  const before = (a: Turn, b: Turn) =>
    workOf(a.unit) - workOf(b.unit) || (served.get(a.unit) ?? 0) - (served.get(b.unit) ?? 0)

  function next(): void {
    if (atWork.length >= atOnce) return
    const [first] = places.toSorted((a, b) => before(a.turn, b.turn))
    if (!first) return
    places.splice(places.indexOf(first), 1)
    atWork.push(first.turn)
    served.set(first.turn.unit, (count += 1))
    first.begin()
    next()
  }

  function place(turn: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (end: () => void) => () => {
        clearTimeout(late)
        turn.gone?.removeEventListener('abort', giveUp)
        if (places.includes(one)) places.splice(places.indexOf(one), 1)
        end()
      }
      const giveUp = leave(() => reject(busy()))
      const late = setTimeout(giveUp, patienceMs)
      const one: Place = { turn, begin: leave(resolve), giveUp }
      turn.gone?.addEventListener('abort', giveUp)
      places.push(one)
      next()
    })
  }

  return {
    wait: async (turn, work) => {
      if (atWork.length >= atOnce && !mayWait(turn, places)) refuseBusy()
      await place(turn)
      try {
        return await work()
      } finally {
        atWork.splice(atWork.indexOf(turn), 1)
        if (workOf(turn.unit) === 0 && !places.some((one) => one.turn.unit === turn.unit)) {
          served.delete(turn.unit)
        }
        next()
      }
    },
    close: () => {
      for (const one of [...places]) one.giveUp()
    },
  }
}

function mayWait(turn: Turn, places: readonly Place[]): boolean {
  const own = places.filter(({ turn: { unit } }) => unit === turn.unit).length
  const bytes = places.reduce((sum, one) => sum + one.turn.bytes, turn.bytes)
  return own < ofUnitMax && places.length < placesMax && bytes <= bytesMax
}

function busy(): unknown {
  try {
    return refuseBusy()
  } catch (refusal) {
    return refusal
  }
}

function refuseBusy(): never {
  return refuse('reading.busy', {
    text: {
      zh: '正在读取的文件太多，这一份还没有读。',
      en: 'Too many files are being read; this one was not yet.',
    },
    hint: { zh: '请过一会儿再试，内容没有丢失。', en: 'Try again in a moment; nothing is lost.' },
  })
}
