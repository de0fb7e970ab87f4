import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { readStoryFolder } from '../adapters/packs/read-pack-folder.ts'
import type { StoreOptions } from '../adapters/postgres/open-store.ts'
import { openStore } from '../adapters/postgres/open-store.ts'
import { throwAwayDemos } from '../adapters/postgres/throw-away.ts'
import type { DemoAsked, DemoParts, DemoProgress } from '../app/demo/make-demo.ts'
import { demoDay, makeDemo, toldBefore } from '../app/demo/make-demo.ts'
import { seededRandom } from '../app/demo/seeded-random.ts'
import { tellOnce } from '../app/demo/tell-once.ts'
import { keepOrganisations } from '../app/organisation/organisations.ts'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { OrgId, Store } from '../app/ports/store-ports.ts'
import type { Installation } from '../cli/command-context.ts'
import { core } from '../ledger/core/core-registers.ts'
import { keptFrom } from './kept-from.ts'

/** The demo unit of this database, made from the seed when there is none yet. */
export async function openDemo(
  { ports, demo }: { ports: AppPorts; demo: DemoPlace },
  asked: Parameters<Installation['makeDemo']>[0],
  onProgress: (done: DemoProgress) => void,
): Promise<OrgId> {
  const { organisations, clock } = ports
  const story = await readStoryFolder(demo.packFolder)
  return tellOnce(ports, {
    known: async () => toldBefore(await organisations.all(), story)?.id ?? null,
    tell: async ({ again, lost }) => {
      const which = { seed: asked.seed, today: demoDay(asked, clock) }
      const before = (await organisations.all()).filter(({ kind }) => kind === 'demo')
      const unit = await tellDemo({ ports, demo }, which, { story, again, lost, onProgress })
      // Only now: what is founded meanwhile gets numbers that nobody has met.
      const left = await throwAwayDemos(
        demo.connection,
        before.map(({ id }) => id),
      )
      for (const { org, sha256 } of left) {
        await ports.blobs.remove(org, sha256, () => Promise.resolve(false))
      }
      return unit
    },
    onWait: () => onProgress('waiting'),
    onProblem: demo.onProblem,
  })
}

/**
 * Tells the demo through a store of its own, whose clock follows the story and whose chance comes
 * from the seed.
 */
async function tellDemo(
  { ports, demo }: { ports: AppPorts; demo: DemoPlace },
  which: DemoAsked,
  how: Pick<DemoParts, 'story' | 'onProgress' | 'lost'> & { readonly again: string | null },
): Promise<OrgId> {
  const { packs, calendar } = ports
  const { again, ...given } = how
  let nowMs = 0
  const random = seededRandom(nodeCrypto, { seed: which.seed, again })
  const telling = { clock: { now: () => nowMs }, random }
  const opened = await openStore({
    ...demo,
    ...telling,
    crypto: nodeCrypto,
    checkpointAfterMs: null,
  })
  try {
    const { drafts, received, collected, exchange } = opened
    // A step of a report waits for the checkpoint over the one before, and a call for its own.
    const append: Store['append'] = async (org, request) => {
      const appended = await opened.store.append(org, request)
      const { register } = request
      if (register === core.report.id || register === core.call.id) await opened.checkpointNow(org)
      return appended
    }
    const store = { ...opened.store, append }
    const organisations = keepOrganisations({ store })
    const kept = { organisations, ...keptFrom({ store, clock: telling.clock, packs, calendar }) }
    const setClock = (instantMs: number) => {
      nowMs = instantMs
    }
    const own = { ...telling, ...kept, store, drafts, received, collected, exchange }
    const made = await makeDemo({ ports: { ...ports, ...own }, setClock, ...given }, which)
    for (const org of made.bodies) await opened.checkpointNow(org)
    return made.unit
  } finally {
    await opened.close()
  }
}

interface DemoPlace
  extends Pick<
    StoreOptions,
    'connection' | 'keysDir' | 'mayLoseOnPowerCut' | 'checkpointer' | 'receiptKeys'
  > {
  readonly packFolder: string
  readonly onProblem: (error: unknown) => void
}
