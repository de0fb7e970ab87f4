import { Refusal } from '../../ledger/fault.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { adoptRequest } from '../people/write-roster.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'

type Needs = Pick<AppPorts, 'store' | 'allLogs' | 'clock' | 'packs' | 'organisations'>

/**
 * Lets an organisation adopt the pack in force, by an entry of its log, where it has not yet; the
 * files are kept, so that a past year is judged by the pack of its time.
 */
async function adoptIn(
  { store, clock, packs }: Needs,
  org: Pick<Organisation, 'id' | 'zone'>,
  actor: string,
): Promise<void> {
  const { current, files } = packs
  if (await store.read(org.id, (reader) => reader.hasPack(current.digest))) return
  const today = todayIn(org.zone, clock)
  await store.append(org.id, adoptRequest(current, { actor, today }))
  await store.keepPack(org.id, { digest: current.digest, files })
}

/** Sees to it that nobody works in an organisation that has not adopted the pack in force. */
export interface Adoption {
  /**
   * Lets this one adopt it if it has not. A clock in doubt holds writes, not the people: they read
   * on, and the pack is adopted once it is believed.
   */
  before(org: Pick<Organisation, 'id' | 'zone'>): Promise<void>
  /** Lets all others adopt it, one after the other, while the server serves. */
  all(): Promise<void>
  /** Ends what `all` does after the one that it is at. */
  stop(): Promise<void>
}

/** Milliseconds until those are tried again whose clock was in doubt. */
const againMs = 60_000

/** Keeps in mind who has adopted which pack; what goes wrong behind the scenes is told. */
export function keepAdopted(
  ports: Needs,
  { actor, onProblem }: { actor: string; onProblem: (error: unknown) => void },
): Adoption {
  const adopted = new Map<OrgId, { digest: string; done: Promise<void> }>()
  let isStopped = false
  let going: Promise<void> = Promise.resolve()
  let again: NodeJS.Timeout | undefined

  function adopt(org: Pick<Organisation, 'id' | 'zone'>): Promise<void> {
    const { digest } = ports.packs.current
    const known = adopted.get(org.id)
    if (known?.digest === digest) return known.done
    const done = adoptIn(ports, org, actor)
    adopted.set(org.id, { digest, done })
    done.catch(() => adopted.delete(org.id))
    return done
  }

  async function adoptAll(): Promise<void> {
    let isHeld = false
    for (const id of await ports.allLogs.withoutPack(ports.packs.current.digest)) {
      if (isStopped) return
      try {
        const org = await ports.organisations.of(id)
        if (org !== null) await adopt(org)
      } catch (error) {
        isHeld ||= isHeldBack(error)
        if (!isHeldBack(error)) onProblem(error)
      }
    }
    if (isHeld) again = setTimeout(() => void start(), againMs).unref()
  }

  function start(): Promise<void> {
    going = adoptAll().catch(onProblem)
    return going
  }

  return {
    before: async (org) => {
      await adopt(org).catch((error: unknown) => {
        if (!isHeldBack(error)) throw error
      })
    },
    all: start,
    stop: async () => {
      isStopped = true
      clearTimeout(again)
      await going
    },
  }
}

// A server without keys reads on as well.
function isHeldBack(error: unknown): boolean {
  const [first] = error instanceof Refusal ? error.faults : []
  return first?.code === 'clock.held' || first?.code === 'key.missing'
}
