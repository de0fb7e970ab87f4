import { Refusal } from '../../ledger/fault.ts'
import type { AppPorts } from '../app-ports.ts'
import { deny } from '../access.ts'
import type { Session } from '../ports.ts'
import type { CopiesState } from './keep-copies.ts'

// A copy holds every organisation of the server: that is for the administrator of the topmost one.
function checkTopmost({ org }: Session): void {
  if (org.parent !== null) deny()
}

/** The copies of this server. Refuses with `access.denied` below the topmost organisation. */
export async function readCopies(
  { copies }: Pick<AppPorts, 'copies'>,
  session: Session,
): Promise<CopiesState> {
  checkTopmost(session)
  return copies.state()
}

/** Begins a copy and answers at once; what comes of it stands in the state. */
export async function beginCopy(
  { copies, store }: Pick<AppPorts, 'copies' | 'store'>,
  session: Session,
): Promise<CopiesState> {
  checkTopmost(session)
  const { org, actor } = session
  const making = copies.make({ zone: org.zone })
  // A refusal to begin comes at once; later ones are kept with the state.
  await Promise.race([making, Promise.resolve()])
  void making.catch((error: unknown) => {
    // A refusal stands in the state; what nobody foresaw belongs into the log of the server.
    if (!(error instanceof Refusal)) throw error
  })
  const line = { actor: actor.id, act: 'backup', subject: null, outcome: 'done' } as const
  await store.trail(org.id, { ...line, detail: null })
  return copies.state()
}

/** Stops the copy that is being made; no file is left of it. */
export async function cancelCopy(
  { copies }: Pick<AppPorts, 'copies'>,
  session: Session,
): Promise<CopiesState> {
  checkTopmost(session)
  copies.cancel()
  return copies.state()
}
