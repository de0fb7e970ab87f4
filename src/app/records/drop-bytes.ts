import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/organisation-ports.ts'

/**
 * Takes the bytes of a file away that nobody brought or links any more, by the rows. Whoever brings
 * the same file at this moment keeps it: `takeUpload` looks once more behind its row.
 */
export async function dropBytes(
  { store, blobs }: Pick<AppPorts, 'store' | 'blobs'>,
  org: OrgId,
  sha256: string,
): Promise<void> {
  await blobs.remove(org, sha256, async () => {
    const rows = await store.uploads.find(org, [sha256])
    return rows.some(({ state }) => state === 'waiting' || state === 'kept')
  })
}
