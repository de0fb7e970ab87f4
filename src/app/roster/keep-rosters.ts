import type { Clock } from '../../append/effects.ts'
import { rosterRegisters } from '../../ledger/core/core-registers.ts'
import { yearMax, yearMin } from '../../ledger/day/day.ts'
import { bytesOf } from '../kept/bytes-of.ts'
import { KeptByBytes } from '../kept/kept-by-bytes.ts'
import type { OrgId, Reader, Store } from '../ports/store-ports.ts'
import type { Roster } from './roster.ts'
import { rosterOf } from './roster.ts'

/** Rosters by organisation, kept until somebody writes to one. */
export interface Rosters {
  of(org: OrgId): Promise<Roster>
  forget(org: OrgId): void
}

// Another server process may have written to the roster; so old is still answered from memory.
const keptMsMax = 2_000
const bytesMax = 64 * 2 ** 20

/** The span in which every record with a date lies. */
export const allDays = { from: `${yearMin}-01-01`, to: `${yearMax}-12-31` } as const

/** Reads the roster of an organisation as it stands in this read. */
export async function readRoster(reader: Reader): Promise<Roster> {
  return rosterOf(await reader.asWritten.recordsOf(rosterRegisters, allDays))
}

/** Keeps rosters in memory: every list and every form needs the names. */
export function keepRosters({ store, clock }: { store: Store; clock: Clock }): Rosters {
  const kept = new KeptByBytes<OrgId, { roster: Promise<Roster>; readAt: number }>(bytesMax)
  return {
    of(org) {
      const known = kept.get(org)
      if (known && clock.now() - known.readAt < keptMsMax) return known.roster
      const roster = store.read(org, readRoster)
      const made = { roster, readAt: clock.now() }
      kept.set(org, made, 0)
      roster.then(
        (read) => kept.weigh(org, made, bytesOf(read)),
        () => kept.delete(org),
      )
      return roster
    },
    forget: (org) => {
      kept.delete(org)
    },
  }
}
