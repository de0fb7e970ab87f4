import { sealReport } from '../../report/evidence/freeze-report.ts'
import { verifySealedReport } from '../../report/verify/verify-report.ts'
import type { WhatIsSigned } from '../../report/verify/what-is-signed.ts'
import { whatIsSigned } from '../../report/verify/what-is-signed.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { frozenNow } from './freeze-draft.ts'
import type { SeenDraft } from './ready-to-sign.ts'
import { readyToSign } from './ready-to-sign.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'crypto' | 'outside'
>

/**
 * What the caller would sign now: the report is frozen as the signature would freeze it, verified
 * as a reader will verify it, and nothing of it is kept. Refuses as `readyToSign`.
 */
export async function readSigning(
  ports: Needs,
  session: Session,
  request: SeenDraft & { readonly page: string | null },
): Promise<WhatIsSigned> {
  const ready = await readyToSign(ports, session, request)
  const { frozen } = await frozenNow(ports, session, { ready, page: request.page })
  const sealed = sealReport({ ...frozen, signing: null })
  return whatIsSigned(
    frozen.document,
    verifySealedReport(ports.crypto, sealed, { words: null, key: null }),
  )
}
