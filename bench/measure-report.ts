import { nodeCrypto } from '../src/adapters/crypto/node-crypto.ts'
import { writeReport } from '../src/app/draft/write-report.ts'
import { waitForCheckpoint } from '../src/app/log/covering-checkpoint.ts'
import { gatherEvidence } from '../src/app/report/gather-evidence.ts'
import { gatherSigning } from '../src/app/report/gather-signing.ts'
import { keepYearBooks } from '../src/app/year/keep-year-books.ts'
import type { ReportDocument } from '../src/report/document.ts'
import type { SealedReport } from '../src/report/evidence/evidence.ts'
import { freezeReport, sealReport } from '../src/report/evidence/freeze-report.ts'
import { verifyReport } from '../src/report/verify/verify-report.ts'
import type { Line } from './bench-table.ts'
import { size, time } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import type { Bench } from './in-process.ts'
import { median, timed } from './measure.ts'

const treeMsMax = 300
const docxMsMax = 1_000

/** The annual report over all records of a year: written, rendered, sealed, verified. */
export async function measureReport(bench: Bench, unit: BenchUnit): Promise<Line[]> {
  const { ports, sizes } = bench
  const roles = ports.packs.current.roles.map(({ id }) => id)
  const session = { ...unit.session, actor: { ...unit.session.actor, roles } }
  const year = Number(unit.today.slice(0, 4))
  const took: Record<'tree' | 'docx' | 'gather' | 'sealed' | 'verify', number[]> = {
    tree: [],
    docx: [],
    gather: [],
    sealed: [],
    verify: [],
  }
  let bytes = 0
  let claims = 0
  for (let round = 0; round < sizes.rounds; round += 1) {
    // A book of its own for each round: nothing is computed yet, the records are at hand.
    const book = await keepYearBooks({ ...ports, crypto: nodeCrypto }).withWords(session, year)
    const organisation = session.org.name.zh
    const tree = await timed(async () =>
      writeReport(book, { report: 'annual-report', organisation }),
    )
    took.tree.push(tree.ms)
    claims = tree.value.claims.length
    const docx = await timed(() => ports.files.renderDocx(tree.value, {}))
    took.docx.push(docx.ms)
    const gathered = await timed(() =>
      gather(bench, { session, document: tree.value, today: book.today }),
    )
    took.gather.push(gathered.ms)
    const sealed = await sign(bench, { session, document: tree.value, evidence: gathered.value })
    const file = await timed(() => ports.files.renderSealed(sealed, { withHead: false }))
    took.sealed.push(file.ms)
    bytes = file.value.length
    const read = await ports.outside.read('sealed', file.value, null)
    const { sealedText: carried, words } = read
    const verified = await timed(async () =>
      verifyReport(nodeCrypto, { carried, words, key: null }),
    )
    took.verify.push(verified.ms)
  }
  const over = `${claims} claims over ${sizes.yearly.toLocaleString('en')} records`
  return [
    line(`report, ${over}, to the document tree`, median(took.tree), treeMsMax),
    line('the same, document tree to docx', median(took.docx), docxMsMax),
    line('the same, its evidence gathered from the log', median(took.gather), null),
    line(`the same, sealed docx with its evidence (${size(bytes)})`, median(took.sealed), null),
    line('the same, verified from the file', median(took.verify), null),
  ]
}

interface Given {
  readonly session: BenchUnit['session']
  readonly document: ReportDocument
}

function gather({ ports }: Bench, { session, document, today }: Given & { today: string }) {
  const asked = { document, today, overrides: [], page: null }
  return waitForCheckpoint(() => gatherEvidence(ports, session, asked))
}

async function sign(
  { ports }: Bench,
  { session, document, evidence }: Given & Pick<SealedReport, 'evidence'>,
): Promise<SealedReport> {
  const { frozen, digest } = freezeReport(nodeCrypto, { document, evidence })
  const { index } = await ports.store.append(session.org.id, {
    kind: 'sign',
    register: 'report',
    record: null,
    expected: null,
    values: { digest },
    occurredOn: null,
    lateDays: 0,
    lateReason: null,
    title: '',
    search: '',
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: null,
  })
  const frozenAt = Number(evidence.checkpoint.split('\n')[1])
  const asked = { entry: index, frozenAt, withName: false }
  const signing = await waitForCheckpoint(() => gatherSigning(ports, session, asked))
  return sealReport({ ...frozen, signing })
}

function line(step: string, ms: number, most: number | null): Line {
  return {
    step,
    taizhang: time(ms),
    limit: '',
    ratio: '',
    target: most === null ? '' : `< ${time(most)}`,
    met: most === null ? null : ms < most,
  }
}
