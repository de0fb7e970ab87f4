import type { GrowthProof } from '../../report/receive/log-growth.ts'
import { shownGrowth } from '../../report/receive/log-growth.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { CosignedLog } from './cosign-log.ts'
import { cosignLog } from './cosign-log.ts'

/**
 * Cosigns a watched log at a checkpoint whose note was verified, as far as the proofs that came
 * with it show how it grew. Refuses with `received.fork` a second history of the same log.
 */
export function cosignShown(
  ports: Pick<AppPorts, 'received' | 'crypto'>,
  org: Organisation,
  given: {
    readonly log: WatchedLog
    readonly note: string
    readonly growths: readonly GrowthProof[]
  },
): Promise<CosignedLog> {
  return cosignLog(ports, org, given.log, (seen) => shownGrowth(ports.crypto, given, seen))
}
