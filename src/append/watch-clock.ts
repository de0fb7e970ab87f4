import type { Clock, SteadyClock } from './effects.ts'
import type { ClockDoubt, ClockReading, ClockWord, StartEvidence } from './judge-clock.ts'
import { isConfirmed, judgeGoing, judgeStart } from './judge-clock.ts'

/** The clock of this process under watch. */
export interface ClockWatch {
  /** Reads the clock. */
  look(): Promise<ClockLook>
  /** Believes the clock as it was read, for one organisation by its number: it has their word. */
  believe(org: number, reading: ClockReading): void
}

/** The clock as it was read at one moment. */
export interface ClockLook {
  readonly reading: ClockReading
  /** What speaks against it for whoever has not given their word; null: nothing does. */
  readonly doubt: ClockDoubt | null
  /** What speaks against it for an organisation; null: nothing does. */
  doubtOf(org: number): ClockDoubt | null
}

/**
 * Watches a clock: at first by what else is known, then by a clock that nobody sets. What is
 * believed moves on with every look, so that slow corrections never add up to a jump. An
 * organisation's word counts for itself alone, until the clocks agree again; one that was given
 * for the server counts for all.
 */
export function watchClock({
  clock,
  steady,
  evidence,
  serverWords,
}: {
  clock: Clock
  steady: SteadyClock
  /** Asked until the clock was believed once. */
  evidence: () => Promise<StartEvidence>
  /** Words for the server, where no unit could give its own; asked while the clock is in doubt. */
  serverWords: () => Promise<readonly ClockWord[]>
}): ClockWatch {
  let believed: ClockReading | null = null
  const confirmed = new Map<number, ClockReading>()
  const read = (): ClockReading => ({ wallMs: clock.now(), steadyMs: steady.elapsedMs() })
  return {
    look: async () => {
      const known = believed === null ? await evidence() : null
      const reading = read()
      const found =
        believed !== null
          ? judgeGoing(reading, believed)
          : judgeStart(reading, known ?? { databaseMs: null, newestMs: null })
      const isLetThrough = found !== null && isConfirmed(found, reading, await serverWords())
      const doubt = isLetThrough ? null : found
      if (doubt === null) {
        believed = reading
        confirmed.clear()
      }
      const doubtOf = (org: number): ClockDoubt | null => {
        const own = confirmed.get(org)
        const left = own === undefined || doubt === null ? doubt : judgeGoing(reading, own)
        if (left === null && own !== undefined) confirmed.set(org, reading)
        return left
      }
      return { reading, doubt, doubtOf }
    },
    believe: (org, reading) => {
      confirmed.set(org, reading)
    },
  }
}
