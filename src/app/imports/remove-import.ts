import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseWriting } from './change-import.ts'
import { findToRemove } from './find-import.ts'

/**
 * Throws an import away; records that it has written stay. Refuses with `import.unknown`,
 * `import.writing`.
 */
export async function removeImport(
  ports: Pick<AppPorts, 'imports' | 'importReadings'>,
  session: Session,
  id: string,
): Promise<void> {
  await findToRemove(ports, session, id)
  refuseWriting(ports, id)
  ports.importReadings.forget(id)
  await ports.imports.remove(session.org.id, id)
}
