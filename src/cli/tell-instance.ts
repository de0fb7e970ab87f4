import { randomUUID } from 'node:crypto'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { Instance } from '../app/ports/instance-ports.ts'

const everyMs = 30_000

/** Says in the database that this server is here, again and again until it is stopped. */
export function tellInstance(
  { instances, packs, clock }: Pick<AppPorts, 'instances' | 'packs' | 'clock'>,
  said: () => Pick<Instance, 'version' | 'schema' | 'address' | 'lacks'>,
  onProblem: (error: unknown) => void,
): () => Promise<void> {
  const id = randomUUID()
  const startedAt = new Date(clock.now()).toISOString()
  const tell = (): Promise<void> =>
    instances.tell({ ...said(), id, startedAt, pack: packs.current.digest }).catch(onProblem)
  let telling = tell()
  const timer = setInterval(() => {
    telling = tell()
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await telling
    await instances.forget(id).catch(onProblem)
  }
}
