import { hashesFromBase64, hashFromBase64, toBase64 } from '../../log/base64.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import { verifyConsistency } from '../../log/verify/consistency.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'

/** A tree that somebody says a log had. */
export type SaidTree = Pick<Checkpoint, 'size' | 'root'>

/** Whether the log of an organisation, as far as it is signed, has or had this tree. */
export function isTreeOf(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  org: OrgId,
  older: SaidTree,
): Promise<boolean> {
  return store.read(org, async (reader) => {
    const newest = await reader.checkpoint()
    if (newest === null || older.size > newest.size) return false
    if (older.size === newest.size) return toBase64(older.root) === newest.root
    const proof = await reader.consistency({ from: older.size, to: newest.size })
    const newer = { size: newest.size, root: hashFromBase64(newest.root) ?? older.root }
    return verifyConsistency(crypto, { older, newer, proof: hashesFromBase64(proof) }).ok
  })
}

/**
 * Whether a body that keeps its books on this server has this tree in its log: then what stands in
 * it was entered, whichever key signed it. False for a log of another server.
 */
export async function isTreeHere(
  ports: Pick<AppPorts, 'store' | 'crypto' | 'organisations'>,
  origin: string,
  tree: SaidTree,
): Promise<boolean> {
  const here = (await ports.organisations.all()).find((one) => one.origin === origin)
  return here !== undefined && isTreeOf(ports, here.id, tree)
}
