import { Refusal } from '../../ledger/fault.ts'
import { annexTables } from '../../report/draft/open-tree.ts'
import type { RenewedDraft } from '../../report/draft/tree-of-document.ts'
import { treeOfDocument } from '../../report/draft/tree-of-document.ts'
import { parseSealed } from '../../report/evidence/sealed-form.ts'
import { verdictsOf } from '../../report/verify/verdicts.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { templateOf } from './written-draft.ts'

/** A signed report of ours as the next one may begin with it. */
export interface RenewedReport extends RenewedDraft {
  /** The report that it is of, as the pack names it. */
  readonly report: string
  /** The year that it was about. */
  readonly of: number
}

/**
 * Body and bindings of a signed report of this organisation, out of the evidence that its file
 * carries; null where the file carries none, is of another body, or is not as it was signed.
 */
export async function renewSigned(
  { outside }: Pick<AppPorts, 'outside'>,
  session: Session,
  { bytes, year }: { readonly bytes: Uint8Array; readonly year: number },
): Promise<RenewedReport | null> {
  const { org, pack } = session
  // What cannot be read so is told about by whoever reads its words.
  const read = await outside.read('sealed', bytes, org.id).catch(ofRefused)
  const text = read?.sealedText ?? null
  const sealed = text === null ? null : parseSealed(text)
  if (sealed === null || sealed.evidence.organisation.origin !== org.origin) return null
  const { file } = verdictsOf(await outside.read('verification', bytes, org.id))
  // The words of a PDF are not read: what it carries was signed all the same.
  if (file.state !== 'unchanged' && file.state !== 'uncompared') return null
  const { document } = sealed
  const renewed = treeOfDocument(document, {
    year,
    signature: org.name.zh,
    annexes: pack.reports.has(document.template)
      ? annexTables(templateOf(session, document.template), { year, organisation: org.name.zh })
      : new Map(),
    knows: ({ by, id }) => {
      if (by === 'duty') return pack.duties.has(id)
      const definition = pack.figures.get(id)
      return definition !== undefined && mayReadFigure(session, definition)
    },
  })
  return { ...renewed, report: document.template, of: document.year }
}

function ofRefused(error: unknown): null {
  if (error instanceof Refusal) return null
  throw error
}
