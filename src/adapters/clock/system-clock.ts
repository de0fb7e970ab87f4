import { uptime } from 'node:os'
import type { Clock, SteadyClock } from '../../append/effects.ts'

/** The clock of this machine, which people and NTP set. */
export const systemClock: Clock = { now: () => Date.now() }

/**
 * Time since the machine was started, sleep included: `/proc/uptime` or `CLOCK_BOOTTIME` on Linux,
 * the moment of booting on macOS (which moves along when the clock is set), `GetTickCount64` on
 * Windows. `process.hrtime` stands still while a Linux machine sleeps. A virtual machine that was
 * saved and resumed does not count that while either: it looks like a jump, and somebody confirms.
 */
export const steadyClock: SteadyClock = { elapsedMs: () => uptime() * 1_000 }
