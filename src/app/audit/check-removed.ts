import type { Fault } from '../../ledger/fault.ts'
import { readSeal } from '../../log/checkpoint-seal.ts'
import { isDemoOrigin } from '../ports/organisation-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** An organisation that the keys folder knows and the database does not. */
export interface RemovedOrganisation {
  readonly organisation: Organisation
  readonly fault: Fault
}

/**
 * Organisations whose last checkpoint is kept beside the keys and that have no row any more. A demo
 * that was broken off is thrown away; no log of one is evidence of anything.
 */
export function removedOrganisations(
  newest: ReadonlyMap<string, string>,
  known: readonly Organisation[],
): RemovedOrganisation[] {
  const there = new Set(known.map(({ publicId }) => publicId))
  return [...newest]
    .filter(([publicId]) => !there.has(publicId))
    .map(([publicId, note]) => ({ publicId, seal: readSeal('newest', note) }))
    .filter(({ seal }) => seal === null || !isDemoOrigin(seal.origin))
    .map(({ publicId, seal }) => {
      const last = seal === null ? '' : `（检查点 ${seal.size}，${seal.madeAt}）`
      const lastEn = seal === null ? '' : ` (checkpoint ${seal.size} of ${seal.madeAt})`
      return {
        organisation: unknown(publicId, seal?.origin ?? ''),
        fault: difference(publicId, ['organisation', publicId], {
          code: 'organisation.removed',
          text: {
            zh: `密钥旁记有单位 ${publicId} 的日志${last}，库中没有这个单位。`,
            en: `The log of organisation ${publicId}${lastEn} is kept beside the keys; the database has no such organisation.`,
          },
        }),
      }
    })
}

function unknown(publicId: string, origin: string): Organisation {
  return {
    id: 0,
    publicId,
    origin,
    kind: 'real',
    path: '',
    parent: null,
    zone: 'UTC',
    name: { zh: '（库中没有的单位）', en: '(not in the database)' },
  }
}
