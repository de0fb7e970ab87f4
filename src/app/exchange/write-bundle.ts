import type { ToldFault } from '../../report/exchange/bundle.ts'
import { bundleBytesMax, bundleParts } from '../../report/exchange/bundle.ts'
import type { Parcel } from '../../report/exchange/parcel.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Partner } from '../ports/exchange-ports.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import type { FillPorts } from './fill-parcel.ts'
import { fillParcels } from './fill-parcel.ts'

/** What writing a bundle needs. */
export type WritePorts = FillPorts & Pick<AppPorts, 'files'>

/** A parcel that is to be made: from one of our logs to one of another server. */
export interface Sending {
  readonly org: Organisation
  readonly partner: Partner
}

/** A bundle, how many parcels and items are in it, and how many had no room. */
export interface WrittenBundle {
  readonly bytes: Uint8Array
  readonly parcels: number
  readonly items: number
  readonly left: number
}

/** How a bundle goes, over the network unless it is carried by hand, and what is told with it. */
export interface HowSent {
  readonly byHand?: boolean
  readonly told?: readonly ToldFault[]
}

/** Room for what parcels bring: the parcels themselves and the directory need some, too. */
const filesBytesMax = bundleBytesMax - 5 * 1024 * 1024

/**
 * Writes one bundle of parcels. What has no room stays for the next one, once the other side said
 * what it holds. Refuses with `report.uncovered` while a log has no checkpoint.
 */
export async function writeBundle(
  ports: WritePorts,
  sendings: readonly Sending[],
  { byHand = false, told = [] }: HowSent = {},
): Promise<WrittenBundle> {
  const parcels: Parcel[] = []
  const files = new Map<string, Uint8Array>()
  let bytes = 0
  let left = 0
  for (const { org, partners } of byOrganisation(sendings)) {
    const filled = await fillParcels(ports, org, {
      ...{ partners, byHand, bytesMax: filesBytesMax - bytes },
    })
    for (const parcel of filled.parcels) parcels.push(parcel)
    left += filled.left
    for (const [sha256, file] of filled.files) {
      if (!files.has(sha256)) bytes += file.length
      files.set(sha256, file)
    }
  }
  return {
    bytes: ports.files.writeArchive(bundleParts({ parcels, files, told })),
    parcels: parcels.length,
    items: parcels.reduce((sum, { contents }) => sum + contents.items.length, 0),
    left,
  }
}

/** What one log sends is read at one moment, whomever it is for. */
function byOrganisation(
  sendings: readonly Sending[],
): readonly { readonly org: Organisation; readonly partners: readonly Partner[] }[] {
  const found = new Map<OrgId, { org: Organisation; partners: Partner[] }>()
  for (const { org, partner } of sendings) {
    const one = found.get(org.id) ?? { org, partners: [] }
    one.partners.push(partner)
    found.set(org.id, one)
  }
  return [...found.values()]
}
