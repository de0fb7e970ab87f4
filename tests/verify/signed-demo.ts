import { setTimeout as wait } from 'node:timers/promises'
import { writeReport } from '../../src/app/draft/write-report.ts'
import type { Organisation, Session } from '../../src/app/ports/store-ports.ts'
import { gatherEvidence } from '../../src/app/report/gather-evidence.ts'
import { gatherSigning } from '../../src/app/report/gather-signing.ts'
import type { AppendRequest } from '../../src/append/append-request.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { Claim, ReportDocument } from '../../src/report/document.ts'
import type { Evidence, SealedReport } from '../../src/report/evidence/evidence.ts'
import { freezeReport, sealReport } from '../../src/report/evidence/freeze-report.ts'
import { openDemo } from '../demo-unit.ts'

interface EvidenceOptions {
  readonly leavesMax?: number
  readonly overrides?: readonly { readonly claim: string; readonly entry: number }[]
}

/** The demo unit with everything open, and what signs a report of it. */
export interface SignedDemo {
  readonly opened: Opened
  readonly org: Organisation
  readonly session: Session
  /** Writes the report as its first responsible person sees it. */
  document(report: string): Promise<ReportDocument>
  evidence(document: ReportDocument, options?: EvidenceOptions): Promise<Evidence>
  /** Lets every claim stand that records do not support; gives the entries that say so. */
  override(document: ReportDocument): Promise<readonly { claim: string; entry: number }[]>
  /** Freezes, signs by an entry, waits for the checkpoint, seals. */
  sign(document: ReportDocument, evidence: Evidence): Promise<SealedReport>
  /** A person of the unit who signs. */
  readonly signer: string
  end(): Promise<void>
}

/** Opens a demo unit in a database of its own. */
export async function signedDemo(): Promise<SignedDemo> {
  const { opened, org, end } = await openDemo()
  const { ports } = opened
  const people = (await ports.rosters.of(org.id)).people
  const [signer = ''] = people.keys()
  const roles = ports.packs.current.roles.map(({ id }) => id)
  const session: Session = {
    org,
    pack: ports.packs.current,
    actor: { id: signer, person: signer, roles },
  }
  const covered = <T>(ask: () => Promise<T>) => untilCovered(ask)
  return {
    opened,
    org,
    session,
    signer,
    async document(report) {
      const book = await ports.yearBooks.withWords(session, 2025)
      const document = writeReport(book, { report, organisation: org.name.zh })
      return { ...document, date: '2026-01-05' }
    },
    async evidence(document, options = {}) {
      const { today, pack } = await ports.yearBooks.of(session, 2025)
      const asked = { document, today, overrides: [], page: null, ...options }
      return covered(() => gatherEvidence(ports, { ...session, pack }, asked))
    },
    async override(document) {
      const given: { claim: string; entry: number }[] = []
      for (const claim of document.claims.filter(({ state }) => state !== 'supported')) {
        const request = override({ claim, signer, session })
        const { index } = await ports.store.append(org.id, request)
        given.push({ claim: claim.id, entry: index })
      }
      return given
    },
    async sign(document, evidence) {
      const { frozen, digest } = freezeReport(ports.crypto, { document, evidence })
      const appended = await ports.store.append(org.id, signature({ digest, signer, session }))
      const frozenAt = Number(evidence.checkpoint.split('\n')[1])
      const asked = { entry: appended.index, frozenAt, withName: true }
      const signing = await covered(() => gatherSigning(ports, session, asked))
      return sealReport({ ...frozen, signing })
    },
    end,
  }
}

/** The entry that signs, as the report's own flow writes it. */
function signature(given: { digest: string; signer: string; session: Session }): AppendRequest {
  const { digest, signer, session } = given
  return {
    kind: 'sign',
    register: 'report',
    record: null,
    expected: null,
    values: { digest, title: '报告' },
    occurredOn: null,
    lateDays: 0,
    lateReason: null,
    title: '签发',
    search: '',
    actor: signer,
    pack: session.pack.digest,
    idempotency: null,
  }
}

/** The entry that lets a claim stand. */
function override(given: { claim: Claim; signer: string; session: Session }): AppendRequest {
  const { claim, signer, session } = given
  return {
    kind: 'override',
    register: 'override',
    record: null,
    expected: null,
    values: {
      claim: claim.id,
      words: claim.text,
      reason: '情况属实，另有说明',
      state: claim.state,
    },
    occurredOn: '2026-01-05',
    lateDays: 0,
    lateReason: null,
    title: '保留',
    search: '',
    actor: signer,
    pack: session.pack.digest,
    idempotency: null,
  }
}

async function untilCovered<T>(ask: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + 60_000; ; ) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Refusal) || performance.now() > until) throw error
      await wait(50)
    }
  }
}
