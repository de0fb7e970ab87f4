import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { keepUnitPacks } from '../app/organisation/keep-unit-packs.ts'
import type { Packs } from '../app/ports/pack-ports.ts'
import type { Store } from '../app/ports/store-ports.ts'
import type { Calendar } from '../app/ports/work-calendar-ports.ts'
import { keepRosters } from '../app/roster/keep-rosters.ts'
import { keepYearBooks } from '../app/year/keep-year-books.ts'
import type { Clock } from '../append/effects.ts'

/** What is computed from the store and kept until it moves on. */
export function keptFrom(given: { store: Store; clock: Clock; packs: Packs; calendar: Calendar }) {
  return {
    unitPacks: keepUnitPacks(given),
    rosters: keepRosters(given),
    yearBooks: keepYearBooks({ ...given, crypto: nodeCrypto }),
  }
}
