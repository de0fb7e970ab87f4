import { verdictsOf, verdictsText } from '../../report/verify/verdicts.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { keptFrozenFile } from './read-frozen-file.ts'

/**
 * Both verdicts on a frozen report, as any reader of its file is told them: one line that
 * `readVerdicts` reads. Refuses with `report.not-frozen`.
 */
export async function verdictsOfReport(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'outside'>,
  session: Session,
  id: string,
): Promise<string> {
  const { bytes } = await keptFrozenFile(ports, session, id)
  return verdictsText(verdictsOf(await ports.outside.read('verification', bytes, session.org.id)))
}
