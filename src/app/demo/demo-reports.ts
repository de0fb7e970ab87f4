import { holdsOn } from '../../ledger/day/holds-on.ts'
import { Refusal } from '../../ledger/fault.ts'
import { freeStatements } from '../../report/check/free-statements.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { withWording } from '../../report/draft/wording-offers.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { openDraft } from '../draft/open-draft.ts'
import { saveDraft } from '../draft/save-draft.ts'
import { withoutPasskey } from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { acceptSentences } from '../report/accept-sentences.ts'
import { overrideClaims } from '../report/override-claim.ts'
import type { ReadDraft } from '../report/read-draft.ts'
import { readDraft } from '../report/read-draft.ts'
import { reviewReport } from '../report/review-report.ts'
import { answerReport, sendReport } from '../report/send-report.ts'
import { signReport } from '../report/sign-report.ts'
import type { DemoReportStep } from './told.ts'

/** What a demo is written with; the clock stands at the moment of the step. */
export type DemoPorts = Pick<
  AppPorts,
  | 'store'
  | 'drafts'
  | 'yearBooks'
  | 'accounts'
  | 'rosters'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'files'
  | 'outside'
  | 'packs'
  | 'calendar'
  | 'blobs'
  | 'organisations'
  | 'received'
  | 'collected'
  | 'exchange'
  | 'unitPacks'
>

/** A body of a demo, and what its books are written with. */
export interface DemoPlace {
  readonly ports: DemoPorts
  readonly org: Organisation
}

/**
 * Takes the reports of a demo through their steps by the use cases that people take: nothing is
 * entered that those would refuse. Where they do refuse (chance has made a ledger in which a report
 * cannot be signed), the report stays where it is, as it would in a unit.
 */
export class DemoReports {
  readonly #place: DemoPlace
  /** Drafts by what they are reports of; null: it is stuck. */
  readonly #drafts = new Map<string, string | null>()

  constructor(ports: DemoPorts, org: Organisation) {
    this.#place = { ports, org }
  }

  async take(step: DemoReportStep): Promise<void> {
    const key = `${step.template} ${step.year}`
    const draft = this.#drafts.get(key)
    if (draft === null) return
    try {
      if (step.step === 'begun') this.#drafts.set(key, await begin(this.#place, step))
      else if (draft !== undefined) await takeReportStep(this.#place, { step, draft })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#drafts.set(key, null)
    }
  }
}

/** Somebody of the body, with the roles of that day. */
export async function sessionOf({ ports, org }: DemoPlace, person: string): Promise<Session> {
  const day = todayIn(org.zone, ports.clock)
  const { memberships } = await ports.rosters.of(org.id)
  const roles = memberships
    .filter((one) => one.person === person && holdsOn(one, day))
    .flatMap((one) => one.roles)
  return { org, pack: ports.packs.current, actor: { id: person, person, roles } }
}

async function begin(place: DemoPlace, step: DemoReportStep): Promise<string> {
  const { ports, org } = place
  const session = await sessionOf(place, step.by)
  const { template: report, year } = step
  const draft = await openDraft(ports, session, { report, year, replaces: null })
  const { people } = await ports.rosters.of(org.id)
  const tree = { ...draft.tree, issuer: people.get(step.issuer)?.name ?? '', date: step.dated }
  await saveDraft(ports, session, { draft: draft.id, expected: draft.revision, tree })
  return draft.id
}

/** Takes the report of a draft one step further. */
export async function takeReportStep(
  place: DemoPlace,
  given: {
    readonly step: Pick<DemoReportStep, 'step' | 'by' | 'reason'>
    readonly draft: string
  },
): Promise<unknown> {
  const { step, draft } = given
  const { ports } = place
  const session = await sessionOf(place, step.by)
  const read = await readDraft(ports, session, draft)
  const expected = read.record?.version ?? 0
  const { revision } = read.draft
  const report = read.record?.id ?? ''
  switch (step.step) {
    case 'begun':
      return undefined
    case 'mended':
      return saveDraft(ports, session, { draft, expected: revision, tree: mended(read) })
    case 'settled':
      return settle(place, session, { read, reason: step.reason ?? '' })
    case 'passed':
    case 'returned': {
      const verdict = { verdict: step.step, reasons: step.reason }
      return reviewReport(ports, session, { draft, expected, revision, ...verdict })
    }
    case 'signed': {
      const way = { page: null, ...withoutPasskey }
      return signReport(ports, session, { draft, expected, revision, ...way })
    }
    case 'sent':
      return sendReport(ports, session, { report, expected, sending: null })
    case 'accepted': {
      const answer = { answer: step.step, reasons: null, receipt: null }
      return answerReport(ports, session, { report, expected, ...answer })
    }
  }
}

/** The words as the ledger would say them now. */
function mended({ draft, offers }: ReadDraft): DraftTree {
  return offers.reduce((tree, offer) => withWording(tree, offer), draft.tree)
}

/** The signer answers for what the ledger does not support: claims with a reason, sentences. */
async function settle(
  { ports }: DemoPlace,
  session: Session,
  { read, reason }: { readonly read: ReadDraft; readonly reason: string },
): Promise<void> {
  const { draft, document, findings } = read
  const found = findings.filter(({ weight }) => weight === 'override').map(({ at }) => at[1])
  const claims = document.claims
    .filter(({ id }) => found.includes(id))
    .map(({ id, text: words, state }) => ({ claim: id, words, state, reason }))
  if (claims.length > 0) await overrideClaims(ports, session, { draft: draft.id, claims })
  const free = freeStatements(document).filter((one) => one.read?.state !== 'blank')
  const sentences = [...new Set(free.map(({ sentence }) => sentence))]
  if (sentences.length > 0) {
    await acceptSentences(ports, session, { draft: draft.id, sentences, stand: true })
  }
}
