import { Refusal } from '../../ledger/fault.ts'
import type { Appended, Session } from '../ports.ts'
import { freezeFile } from './freeze-file.ts'
import { signReport } from './sign-report.ts'
import type { SignReport } from './sign-report.ts'

type Needs = Parameters<typeof freezeFile>[0] & Parameters<typeof signReport>[0]

/**
 * Signs a report and, as soon as a checkpoint covers the signature, freezes its file. Where the
 * checkpoint is late the report stays signed, and freezing is asked for again.
 */
export async function signAndFreeze(
  ports: Needs,
  session: Session,
  request: SignReport,
): Promise<Appended> {
  const signed = await signReport(ports, session, request)
  const id = signed.record?.id ?? ''
  try {
    return await freezeFile(ports, session, id)
  } catch (error) {
    if (error instanceof Refusal) return signed
    throw error
  }
}
