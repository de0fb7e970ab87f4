import type { Checkpoint } from '../../log/checkpoint.ts'
import type { SealedCall } from '../../report/call/sealed-call.ts'
import { growthOfCall } from '../../report/call/sealed-call.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { CosignedLog } from './cosign-log.ts'
import { refuseFork } from './cosign-log.ts'

/**
 * Cosigns a watched log at a verified checkpoint, as far as what came with it shows that it grew
 * out of what was seen before. Refuses with `received.fork` a second history of the same log.
 */
export async function cosignShown(
  { received, crypto }: Pick<AppPorts, 'received' | 'crypto'>,
  org: Organisation,
  given: {
    readonly log: WatchedLog
    /** The signed note of the checkpoint, and how it grew out of earlier trees. */
    readonly note: string
    readonly growths: readonly NonNullable<SealedCall['growth']>[]
    readonly checkpoint: Checkpoint
  },
): Promise<CosignedLog> {
  const { log, note, growths, checkpoint } = given
  let seen = log
  while (true) {
    const growth = growths.find(({ from }) => from === seen.size) ?? null
    const shown = { growth, checkpoint: note }
    const { kind, to, checkpointText } = growthOfCall(crypto, shown, { checkpoint, seen })
    if (kind === 'fork') return refuseFork(seen)
    if (kind !== 'extends') return { cosigned: null, growth: kind }
    if (await received.advance(org.id, { origin: log.origin, from: seen.size, to })) {
      return { cosigned: await received.cosign(org.id, checkpointText), growth: kind }
    }
    const watched = await received.watched(org.id)
    seen = watched.find(({ origin }) => origin === log.origin) ?? seen
  }
}
