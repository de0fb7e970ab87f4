import { Refusal } from '../../ledger/fault.ts'
import type { Ability } from '../access/access.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { CopiesState } from './keep-copies.ts'

/**
 * Whether an organisation keeps what is of the whole installation, as a copy of every one is: the
 * topmost does. Several may stand at the top, side by side: then the one that was first, a real one
 * before any demo.
 */
async function isTopmost(
  { organisations }: Pick<AppPorts, 'organisations'>,
  { org }: Pick<Session, 'org'>,
): Promise<boolean> {
  const top = (await organisations.all()).filter(({ parent }) => parent === null)
  const real = top.filter(({ kind }) => kind === 'real')
  const ids = (real.length > 0 ? real : top).map(({ id }) => id)
  return ids.includes(org.id) && ids.every((id) => id >= org.id)
}

/** Refuses with `access.denied` of any but the topmost organisation. */
export async function checkTopmost(
  ports: Pick<AppPorts, 'organisations'>,
  session: Session,
): Promise<void> {
  if (!(await isTopmost(ports, session))) deny()
}

/** What the caller may do here: copies of the server are for the topmost organisation alone. */
export async function abilitiesHere(
  ports: Pick<AppPorts, 'organisations'>,
  { org, actor }: Pick<Session, 'org' | 'actor'>,
): Promise<readonly Ability[]> {
  const all = abilitiesOf(actor.roles)
  if (!all.includes('manage-backups') || (await isTopmost(ports, { org }))) return all
  return all.filter((one) => one !== 'manage-backups')
}

/** The copies of this server. Refuses with `access.denied` of any other organisation. */
export async function readCopies(
  { copies, organisations }: Pick<AppPorts, 'copies' | 'organisations'>,
  session: Session,
): Promise<CopiesState> {
  await checkTopmost({ organisations }, session)
  return copies.state()
}

/** Begins a copy and answers at once; what comes of it stands in the state. */
export async function beginCopy(
  { copies, organisations, store }: Pick<AppPorts, 'copies' | 'organisations' | 'store'>,
  session: Session,
): Promise<CopiesState> {
  await checkTopmost({ organisations }, session)
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
  { copies, organisations }: Pick<AppPorts, 'copies' | 'organisations'>,
  session: Session,
): Promise<CopiesState> {
  await checkTopmost({ organisations }, session)
  copies.cancel()
  return copies.state()
}
