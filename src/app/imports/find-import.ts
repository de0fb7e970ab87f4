import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredImport } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** Who an import belongs to: a person, also while standing in; a token or the terminal itself. */
export function ownerOf({ actor }: Session): string {
  return actor.person ?? actor.id
}

/**
 * An import of the caller's own, into a register that they may still write. Refuses with
 * `import.unknown`, also for one of somebody else, and as `writableRegister`.
 */
export async function findImport(
  { imports }: Pick<AppPorts, 'imports'>,
  session: Session,
  id: string,
): Promise<StoredImport> {
  const found = await imports.read(session.org.id, id)
  if (found?.owner !== ownerOf(session)) return refuseUnknown()
  writableRegister(session, found.work.mapping.register)
  return found
}

/**
 * An import that the caller may throw away: their own, and an administrator anybody's. Refuses with
 * `import.unknown`.
 */
export async function findToRemove(
  { imports }: Pick<AppPorts, 'imports'>,
  session: Session,
  id: string,
): Promise<StoredImport> {
  const found = await imports.read(session.org.id, id)
  const isTheirs = found?.owner === ownerOf(session) || isKeeper(session)
  return found && isTheirs ? found : refuseUnknown()
}

/** Whether somebody looks after what others have left behind. */
export function isKeeper({ actor }: Session): boolean {
  return abilitiesOf(actor.roles).includes('manage-people')
}

function refuseUnknown(): never {
  return refuse('import.unknown', {
    text: { zh: '没有这次导入。', en: 'There is no such import.' },
    hint: {
      zh: '可能已经删除，或是别人的；请从“导入”列表中打开。',
      en: 'It may be gone, or somebody else’s; open one from the list of imports.',
    },
  })
}
