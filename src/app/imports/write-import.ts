import type { AppendRequest } from '../../append/append-request.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import { lastingAnswers } from '../../ledger/sheet/lasting-answers.ts'
import { shapeOf } from '../../ledger/sheet/shape.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredImport } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { correctionRequest } from '../records/import-sheet.ts'
import { forgetRoster } from '../records/write-record.ts'
import type { SeenImport } from './change-import.ts'
import { refuseInWriting, refuseStale } from './change-import.ts'
import { findImport } from './find-import.ts'
import { headersKey } from './headers-key.ts'
import type { ImportReading, JudgedRow } from './import-reading.ts'
import { readingOf } from './read-import.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'imports' | 'importReadings' | 'rosters' | 'calendar' | 'crypto' | 'clock'
>

/** What one writing of an import came to. */
export interface WrittenImport {
  readonly added: number
  readonly corrected: number
  /** Rows whose record was there already, by an earlier import or as somebody said. */
  readonly known: number
}

/**
 * Writes the rows that are ready, in one transaction; the others stay. However often it is called,
 * a row becomes a record once. Refuses with `import.unknown`, `import.stale`, `import.writing`,
 * `import.own-sheet`, `import.nothing-ready`, `sheet.reason.missing`, and as the store.
 */
export async function writeImport(
  ports: Needs,
  session: Session,
  { id, expected }: SeenImport,
  { reason }: { readonly reason: string | null },
): Promise<WrittenImport> {
  const stored = await findImport(ports, session, id)
  if (stored.version !== expected) refuseStale()
  if (stored.work.isOwn) refuseOwn()
  const writing = ports.importReadings.writing(id, async () => {
    const { finished } = await readingOf(ports, session, stored)
    return writeReady(ports, session, stored, { reading: await finished, reason })
  })
  return writing ?? refuseInWriting()
}

type Ready = JudgedRow & { readonly write: NonNullable<JudgedRow['write']> }

async function writeReady(
  ports: Needs,
  session: Session,
  stored: StoredImport,
  { reading, reason }: { readonly reading: ImportReading; readonly reason: string | null },
): Promise<WrittenImport> {
  const ready = reading.rows.filter((one): one is Ready => one.write !== null)
  if (ready.length === 0) refuseNothing()
  const corrected = ready.filter(({ write }) => write.kind === 'correct').length
  if (corrected > 0 && reason === null) refuseNoReason(corrected)
  const { context } = reading
  const requests = ready.map(({ write }): AppendRequest | null => {
    if (write.kind === 'same') return null
    if (write.kind === 'correct') {
      return correctionRequest(session, context, { one: write.correction, reason: reason ?? '' })
    }
    const { request } = write
    return request.lateDays > 0 ? { ...request, lateReason: reason } : request
  })
  const sent = requests.filter((one) => one !== null)
  const appended = sent.length === 0 ? [] : await ports.store.appendAll(session.org.id, sent)
  const rows = new Map<number, string>()
  let [nth, added] = [0, 0]
  for (const { row, write } of ready) {
    const one = write.kind === 'same' ? null : appended[nth++]
    const record = write.kind === 'same' ? write.record : one?.record?.id
    if (record !== undefined) rows.set(row, record)
    if (write.kind === 'add' && one?.repeated === false) added += 1
  }
  await noteWritten(ports, session, stored, { rows, register: context.register })
  forgetRoster(ports, session, context.register.id)
  return { added, corrected, known: ready.length - added - corrected }
}

async function noteWritten(
  { imports, clock }: Needs,
  session: Session,
  { id, work: { mapping } }: StoredImport,
  written: { readonly rows: ReadonlyMap<number, string>; readonly register: Register },
): Promise<void> {
  const { rows } = written
  const at = new Date(clock.now()).toISOString()
  const { register, table, columns } = mapping
  await imports.noteWritten(session.org.id, { id, register, table, rows, at })
  const answers = lastingAnswers(mapping.answers, shapeOf(written.register), session.pack)
  const remembered = { ...mapping, given: {}, answers }
  const headers = headersKey(columns)
  await imports.remember(session.org.id, { headers, mapping: remembered, at })
}

function refuseNothing(): never {
  return refuse('import.nothing-ready', {
    text: { zh: '没有可以写入的行。', en: 'No row is ready to be written.' },
    hint: {
      zh: '先答复待定的内容，或改正有误的单元格。',
      en: 'Answer what is asked, or mend the cells with faults first.',
    },
  })
}

function refuseOwn(): never {
  return refuse('import.own-sheet', {
    text: {
      zh: '这是从本系统导出的表，带有记录号。',
      en: 'This sheet was exported here and says which records its rows are.',
    },
    hint: {
      zh: '请在该台账的页面上导入，逐项核对更正。',
      en: 'Bring it on the page of its register, where corrections are shown field by field.',
    },
  })
}

function refuseNoReason(count: number): never {
  throw new Refusal([
    fault('sheet.reason.missing', {
      at: ['reason'],
      text: {
        zh: `有${count}行是更正，请写明更正原因`,
        en: `${count} rows correct records; say why`,
      },
      hint: { zh: '一句话即可，写入每一条更正。', en: 'One sentence, kept with each of them.' },
    }),
  ])
}
