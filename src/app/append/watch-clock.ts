import type { SteadyClock } from '../clock-ports.ts'
import type { Clock } from '../ports.ts'
import { judgeGoing, judgeStart } from './judge-clock.ts'
import type { ClockDoubt, ClockReading, StartEvidence } from './judge-clock.ts'

/** The clock of this process under watch. */
export interface ClockWatch {
  /** Reads the clock, and says what speaks against it. */
  look(): Promise<{ readonly reading: ClockReading; readonly doubt: ClockDoubt | null }>
  /** Believes the clock as it was read: somebody gave their word for it. */
  believe(reading: ClockReading): void
}

/**
 * Watches a clock: at first by what else is known, then by a clock that nobody sets. What is
 * believed moves on with every look, so that slow corrections never add up to a jump.
 */
export function watchClock({
  clock,
  steady,
  evidence,
}: {
  clock: Clock
  steady: SteadyClock
  /** Asked until the clock was believed once. */
  evidence: () => Promise<StartEvidence>
}): ClockWatch {
  let believed: ClockReading | null = null
  const read = (): ClockReading => ({ wallMs: clock.now(), steadyMs: steady.elapsedMs() })
  return {
    look: async () => {
      const known = believed === null ? await evidence() : null
      const reading = read()
      const doubt =
        believed !== null
          ? judgeGoing(reading, believed)
          : judgeStart(reading, known ?? { databaseMs: null, newestMs: null })
      if (doubt === null) believed = reading
      return { reading, doubt }
    },
    believe: (reading) => {
      believed = reading
    },
  }
}
