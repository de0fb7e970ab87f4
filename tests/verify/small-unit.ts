import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { writeReport } from '../../src/app/draft/write-report.ts'
import type { Appended, Organisation, Session } from '../../src/app/ports/store-ports.ts'
import { gatherEvidence } from '../../src/app/report/gather-evidence.ts'
import { gatherKeyChanges, gatherSigning } from '../../src/app/report/gather-signing.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import type { AppendRequest } from '../../src/append/append-request.ts'
import type { Values } from '../../src/ledger/value.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { PackFiles } from '../../src/pack/pack-files.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import type { Evidence, SealedReport } from '../../src/report/evidence/evidence.ts'
import { freezeReport, sealReport } from '../../src/report/evidence/freeze-report.ts'
import { smallPack } from '../pack/small-pack.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { storeFixture } from '../store/fixture.ts'

/** A unit with a handful of records, small enough that every byte of its evidence can be tried. */
export interface SmallUnit {
  readonly fixture: StoreFixture
  readonly session: Session
  visit(on: string, kind?: string): Promise<Appended>
  document(): Promise<ReportDocument>
  /** Appends whatever a test likes, as the one person of the unit. */
  append(change: Partial<AppendRequest>): Promise<Appended>
  /** With the passkeys of that person, where the unit is told who is to sign. */
  evidence(document: ReportDocument, signer?: string): Promise<Evidence>
  /** `by` gives what stands in the signing entry beside the digest. */
  sign(
    document: ReportDocument,
    evidence: Evidence,
    by?: (digest: string) => Values,
  ): Promise<SealedReport>
  /** All three steps. */
  report(): Promise<SealedReport>
}

const person = '6a6f4b0e-0000-4000-8000-000000000001'

/** Opens a small unit on a store, with four visits of which three count; `files` change its pack. */
export async function smallUnit(
  fixture?: StoreFixture,
  name = '小馆',
  files: PackFiles = {},
): Promise<SmallUnit> {
  const store = fixture ?? (await storeFixture())
  store.clock.at = Date.UTC(2026, 0, 10)
  const org = await store.store.found({
    name: { zh: name, en: name },
    kind: 'real',
    parent: null,
    zone: 'Asia/Shanghai',
    actor: 'cli:test',
  })
  const session = sessionOf(org, { ...smallPack, ...files })
  const unit = unitOver(store, session)
  for (const [on, kind] of [
    ['2025-03-01', 'usual'],
    ['2025-05-02', 'usual'],
    ['2025-06-03', 'other'],
    ['2025-09-04', 'usual'],
  ] as const) {
    await unit.visit(on, kind)
  }
  return unit
}

function sessionOf(org: Organisation, files: PackFiles): Session {
  const { pack, faults } = loadPack(files, nodeCrypto)
  if (!pack) throw new Error(JSON.stringify(faults))
  return { org, pack, actor: { id: person, person, roles: ['clerk'] } }
}

/** The unit of a session as another store has it. */
export function unitOver(fixture: StoreFixture, session: Session): SmallUnit {
  const { store, clock, checkpointNow } = fixture
  const { org, pack } = session
  const ports = { store, crypto: nodeCrypto }
  const calendar = { isWorkday: () => true, knows: () => true }
  const packs = { current: pack }
  const books = keepYearBooks({ store, clock, calendar, packs, crypto: nodeCrypto })
  const append = (change: Partial<AppendRequest>) =>
    store.append(org.id, {
      kind: 'create',
      register: 'visit',
      record: null,
      expected: null,
      values: {},
      occurredOn: null,
      lateDays: 0,
      lateReason: null,
      title: '',
      search: '',
      actor: person,
      pack: pack.digest,
      idempotency: null,
      ...change,
    })
  const unit: SmallUnit = {
    fixture,
    session,
    append,
    visit: (on, kind = 'usual') =>
      append({ values: { kind, on, by: [person] }, occurredOn: on, title: kind }),
    async document() {
      const book = await books.withWords(session, 2025)
      return {
        ...writeReport(book, { report: 'short', organisation: org.name.zh }),
        date: '2026-01-05',
      }
    },
    async evidence(document, signer) {
      await checkpointNow(org.id)
      const asked = {
        document,
        today: '2026-01-10',
        overrides: [],
        page: null,
        signer: signer ?? null,
      }
      return gatherEvidence(ports, session, asked)
    },
    async sign(document, evidence, by = () => ({})) {
      const { frozen, digest } = freezeReport(nodeCrypto, { document, evidence })
      const values = { digest, ...by(digest) }
      const { index } = await append({ kind: 'sign', register: 'report', values })
      await checkpointNow(org.id)
      const frozenAt = Number(evidence.checkpoint.split('\n')[1])
      const asked = { entry: index, frozenAt, withName: true }
      const signing = await gatherSigning(ports, session, asked)
      const keyChanges = await gatherKeyChanges(ports, session, signing.checkpoint)
      return sealReport({ ...frozen, signing, keyChanges })
    },
    async report() {
      const document = await unit.document()
      return unit.sign(document, await unit.evidence(document))
    },
  }
  return unit
}
