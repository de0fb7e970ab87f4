import { randomUUID } from 'node:crypto'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { Instance } from '../app/ports/instance-ports.ts'

const everyMs = 30_000

/** Says in the database that this server is here, again and again until it is stopped. */
export function tellInstance(
  { instances, packs, clock, store }: Pick<AppPorts, 'instances' | 'packs' | 'clock' | 'store'>,
  said: () => Pick<Instance, 'version' | 'schema' | 'address' | 'lacks'>,
  onProblem: (error: unknown) => void,
): () => Promise<void> {
  const id = randomUUID()
  const startedAt = new Date(clock.now()).toISOString()
  const tell = async (): Promise<void> => {
    const doubt = await store.clockDoubt()
    await instances.tell({ ...said(), id, startedAt, pack: packs.current.digest, doubt })
  }
  let telling = tell().catch(onProblem)
  const timer = setInterval(() => {
    telling = tell().catch(onProblem)
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await telling
    await instances.forget(id).catch(onProblem)
  }
}
