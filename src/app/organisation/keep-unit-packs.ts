import type { Clock } from '../../append/effects.ts'
import { unitRegisters } from '../../ledger/core/core-registers.ts'
import type { UnitTerms } from '../../ledger/core/unit-terms.ts'
import { unitTermsOn } from '../../ledger/core/unit-terms.ts'
import type { Pack } from '../../pack/pack.ts'
import { readingOf } from '../../pack/pack.ts'
import { packOfUnit } from '../../pack/pack-of-unit.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { bytesBeside, bytesOf } from '../kept/bytes-of.ts'
import { KeptByBytes } from '../kept/kept-by-bytes.ts'
import type { Packs } from '../ports/pack-ports.ts'
import type { Organisation, OrgId, Reader, Store } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'

/** The pack in force as each organisation reads it today: what a session is given. */
export interface UnitPacks {
  of(org: Pick<Organisation, 'id' | 'zone'>): Promise<Pack>
  /** After a write to one of its registers it must be read again. */
  forget(org: OrgId): void
}

// Another server process may have written; so old is still answered from memory.
const keptMsMax = 2_000
/** What units say of themselves takes about a kilobyte each. */
const unitBytesMax = 16 * 2 ** 20
/** A place here, and a pack of its own that shares everything with others. */
const placeBytes = 400
/** Lists, figures and duties as units of one kind read them take about a hundred. */
const readingBytesMax = 32 * 2 ** 20

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly packs: Packs
}

/** Keeps in memory what every request begins with. */
export function keepUnitPacks({ store, clock, packs }: Needs): UnitPacks {
  const kept = new KeptByBytes<OrgId, { pack: Promise<Pack>; readAt: number }>(unitBytesMax)
  const read = new KeptByBytes<string, Pack>(unitBytesMax)
  const alike = new KeptByBytes<string, Pack>(readingBytesMax)
  // Units that say the same of themselves share what follows from it, and there are thousands.
  const readingOfTerms = (terms: UnitTerms): Pack => {
    const { current } = packs
    const key = `${current.digest} ${JSON.stringify({ ...terms, key: '' })}`
    const known = alike.get(key)
    if (known !== undefined) return { ...known, unit: terms }
    const pack = packOfUnit(current, terms)
    alike.set(key, pack, bytesBeside(pack, current))
    return { ...pack, unit: terms }
  }
  const readOf = async ({ id, zone }: Pick<Organisation, 'id' | 'zone'>): Promise<Pack> => {
    const said = await store.read(id, (reader) => unitRecords(reader))
    const unit = unitTermsOn(said, todayIn(zone, { now: () => clock.now() }))
    const { current } = packs
    // One unit reads one pack: whoever compares two looks whether they are the same.
    const key = `${id} ${readingOf({ digest: current.digest, unit })}`
    const known = read.get(key)
    if (known !== undefined) return known
    const pack = unit.key === '' ? current : readingOfTerms(unit)
    read.set(key, pack, placeBytes + bytesOf(unit))
    return pack
  }
  return {
    of(org) {
      const known = kept.get(org.id)
      if (known && clock.now() - known.readAt < keptMsMax) return known.pack
      const pack = readOf(org)
      pack.catch(() => kept.delete(org.id))
      kept.set(org.id, { pack, readAt: clock.now() }, placeBytes)
      return pack
    },
    forget: (org) => {
      kept.delete(org)
    },
  }
}

/** Everything that a unit has said of itself. */
export function unitRecords(reader: Reader) {
  return reader.recordsOf([...unitRegisters], allDays)
}
