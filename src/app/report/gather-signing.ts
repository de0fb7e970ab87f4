import { actorParts } from '../../ledger/core/actor.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { ProvedKeyChange } from '../../log/key-change.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { carriedSize, withLogSignature } from '../../report/evidence/carried-checkpoint.ts'
import type { ProvedName, Signing } from '../../report/evidence/evidence.ts'
import {
  signedDigestPath,
  signedPasskeyPaths,
  signedReviewerPath,
} from '../../report/evidence/evidence.ts'
import { coveringCheckpoint } from '../log/covering-checkpoint.ts'
import { keyChangesIn } from '../log/key-changes-in.ts'
import { openEntry } from '../log/open-entry.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'

/** Which signature is proved. */
export interface GatherSigning {
  /** Log index of the `sign` entry. */
  readonly entry: number
  /** Size of C1, the checkpoint under the evidence. */
  readonly frozenAt: number
  /** Opens the signer's name, as the printed report shows it anyway. */
  readonly withName: boolean
}

/**
 * Proves a `sign` entry under the newest checkpoint. Refuses with `report.uncovered` until a
 * checkpoint covers it.
 */
export async function gatherSigning(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  { org }: Session,
  { entry: index, frozenAt, withName }: GatherSigning,
): Promise<Signing> {
  return store.read(org.id, async (reader) => {
    const checkpoint = await coveringCheckpoint(reader, index + 1)
    const entry = await reader.entry(index)
    if (entry?.leaf.kind !== 'sign') throw new Error(`entry ${index} signs nothing`)
    const { size } = checkpoint
    const { hand } = actorParts(entry.leaf.actor)
    return {
      index,
      leafText: entry.leafText,
      opening: openEntry(crypto, entry, signedPaths),
      proof: await reader.inclusion({ index, size }),
      receipt: entry.receipt,
      checkpoint: withLogSignature(checkpoint.note),
      consistency: await reader.consistency({ from: frozenAt, to: size }),
      signer: withName ? await nameOf({ reader, crypto, size }, hand) : null,
    }
  })
}

const signedPaths = [signedDigestPath, signedReviewerPath, ...Object.values(signedPasskeyPaths)]

async function nameOf(
  { reader, crypto, size }: { reader: Reader; crypto: LogCrypto; size: number },
  person: string,
): Promise<ProvedName | null> {
  const versions = await reader.versions(person)
  const entry = versions.findLast(({ index, leaf }) => index < size && named.has(leaf.kind))
  if (entry?.leaf.register !== core.person.id) return null
  const opening = openEntry(crypto, entry, [core.person.names.name])
  // Whose name was erased signs under the random id.
  if (opening.fields.length === 0) return null
  const { index, leafText: text } = entry
  return { index, text, proof: await reader.inclusion({ index, size }), opening }
}

const named: ReadonlySet<string> = new Set(['create', 'correct'])

/**
 * How the keys of a log were replaced by entries that a checkpoint (a signed note) covers, the
 * oldest first, each proved under the first checkpoint over it: so whoever believes an older key
 * is led to the one of today.
 */
export async function gatherKeyChanges(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  { org }: Session,
  checkpoint: string,
): Promise<readonly ProvedKeyChange[]> {
  const size = carriedSize(checkpoint)
  return store.read(org.id, (reader) => keyChangesIn({ reader, crypto }, size))
}
