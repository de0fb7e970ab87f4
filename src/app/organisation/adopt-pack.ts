import { adoptRequest } from '../people/write-roster.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { todayIn } from './today.ts'

/**
 * Lets every organisation adopt the pack in force, by an entry of its log, where it has not yet;
 * the files are kept, so that a past year is judged by the pack of its time.
 */
export async function adoptPack(
  ports: Pick<AppPorts, 'store' | 'clock' | 'packs' | 'organisations'>,
  actor: string,
): Promise<void> {
  const { current, files } = ports.packs
  for (const org of await ports.organisations.all()) {
    const known = await ports.store.read(org.id, (reader) => reader.pack(current.digest))
    if (known) continue
    const today = todayIn(org.zone, ports.clock)
    await ports.store.append(org.id, adoptRequest(current, { actor, today }))
    await ports.store.keepPack(org.id, { digest: current.digest, files })
  }
}
