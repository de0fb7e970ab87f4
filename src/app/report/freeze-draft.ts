import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { textOf } from '../../ledger/read-value.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { AnsweredCall } from '../../report/call/answered-call.ts'
import { isBelowFigure } from '../../report/call/below.ts'
import type { CorrectedReport, FrozenReport } from '../../report/evidence/evidence.ts'
import { freezeReport } from '../../report/evidence/freeze-report.ts'
import { passedOnOf } from '../calls/passed-on.ts'
import { waitForCheckpoint } from '../log/covering-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { ReadyDraft } from './ready-to-sign.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'crypto'>

/** What is to be signed, and its digest (base64). */
export interface FrozenDraft {
  readonly frozen: FrozenReport
  readonly digest: string
}

/**
 * Freezes a draft with its evidence at the newest checkpoint, and keeps those bytes under their
 * digest; whoever signs signs that digest. `page`: address of the page that verifies, for the code
 * in the annex; null where there is none.
 */
export async function freezeDraft(
  ports: Needs,
  session: Session,
  given: { readonly ready: ReadyDraft; readonly page: string | null },
): Promise<FrozenDraft> {
  const { frozen, digest } = await frozenNow(ports, session, given)
  await ports.drafts.keepFile(session.org.id, given.ready.found.draft.record, {
    kind: 'frozen',
    digest,
    bytes: toUtf8(canonicalJson(frozen)),
  })
  return { frozen, digest }
}

/** The same without keeping anything: what would be signed now. */
export async function frozenNow(
  ports: Pick<Needs, 'store' | 'crypto'>,
  session: Session,
  { ready, page }: { readonly ready: ReadyDraft; readonly page: string | null },
): Promise<FrozenDraft> {
  const { found, written } = ready
  const { document, book } = written
  const overrides = overridesIn(ready)
  const signer = session.actor.person
  const corrects = await correctedBy(ports, session, found.draft)
  const answers = await answeredBy(ports, session, found.draft)
  const passedOn = await passedOnBy(ports, session, { document, answers })
  const asked = {
    document,
    today: book.today,
    overrides,
    page,
    signer,
    corrects,
    answers,
    passedOn,
  }
  // A past year's numbers rest on the definitions of its own time.
  const ofYear = { ...session, pack: book.pack }
  const evidence = await waitForCheckpoint(() => gatherEvidence(ports, ofYear, asked))
  return freezeReport(ports.crypto, { document, evidence })
}

/** What the draft corrects, as its signature names it; null where it corrects nothing. */
async function correctedBy(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  { replaces }: { readonly replaces: string | null },
): Promise<CorrectedReport | null> {
  if (replaces === null) return null
  const record = await store.read(org.id, (reader) => reader.record(replaces))
  if (record === null) return null
  const { name, digest } = reportRecordOf(record)
  return digest === null ? null : { title: name, digest }
}

/** The call that the draft answers, as its signature names it; null where it answers none. */
async function answeredBy(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  { answers }: { readonly answers: string | null },
): Promise<AnsweredCall | null> {
  if (answers === null) return null
  const record = await store.read(org.id, (reader) => reader.record(answers))
  if (record === null) return null
  const { title, log, call, digest } = coreValues(core.callTaken, record.values)
  return {
    title: textOf(title) ?? '',
    log: textOf(log) ?? '',
    call: textOf(call) ?? '',
    digest: textOf(digest) ?? '',
  }
}

/** The call by which that one was passed on, where the document says what came of it. */
async function passedOnBy(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  { document, answers }: Pick<FrozenReport, 'document'> & { readonly answers: AnsweredCall | null },
): Promise<string | null> {
  const isStated = document.claims.some(({ figure }) => figure !== null && isBelowFigure(figure))
  if (answers === null || !isStated) return null
  const passedOn = await store.read(org.id, (reader) => passedOnOf(reader, answers.digest))
  return passedOn?.id ?? null
}

/** Claims let stand that still say what they said then, each with the entry that says so. */
export function overridesIn({
  found,
  written: { document },
}: ReadyDraft): { readonly claim: string; readonly entry: number }[] {
  return found.overridden
    .filter((one) =>
      document.claims.some((claim) => claim.id === one.claim && claim.text === one.words),
    )
    .map(({ claim, entry }) => ({ claim, entry }))
}
