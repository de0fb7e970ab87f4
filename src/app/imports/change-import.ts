import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { Answer, MappedColumn, Mapping } from '../../ledger/sheet/mapping.ts'
import type { Shape } from '../../ledger/sheet/shape.ts'
import { shapeOf } from '../../ledger/sheet/shape.ts'
import { writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ImportDecision, ImportWork, StoredImport, TableWork } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseTable } from './bring-file.ts'
import { findImport } from './find-import.ts'
import { proposeFor } from './propose-mapping.ts'
import { workOf } from './read-import.ts'

type Needs = Pick<AppPorts, 'store' | 'imports' | 'importReadings' | 'rosters' | 'clock'>

/** An import and the version that whoever changes it has seen. */
export interface SeenImport {
  readonly id: string
  readonly expected: number
}

/** How a table becomes records; what is left out is proposed. */
export interface ChosenMapping {
  readonly register: string
  readonly table: string
  readonly header?: Mapping['header'] | undefined
  readonly columns?: readonly MappedColumn[] | undefined
  readonly year?: number | null | undefined
  readonly given?: Mapping['given'] | undefined
  readonly answers?: Mapping['answers'] | undefined
}

/**
 * Says how a table of the file becomes records of a register. Of what is not said the answers stay
 * while register and table do; the rest is proposed. Refuses with `import.unknown`,
 * `import.stale`, `import.writing`, `import.table-unknown`, `import.mapping` with every fault, and
 * as `writableRegister`.
 */
export async function changeMapping(
  ports: Needs,
  session: Session,
  seen: SeenImport,
  chosen: ChosenMapping,
): Promise<number> {
  const stored = await findImport(ports, session, seen.id)
  const register = writableRegister(session, chosen.register)
  const before = stored.work.mapping
  const isSame = before.register === register.id && before.table === chosen.table
  const work =
    isSame && chosen.header === undefined
      ? stored.work
      : await proposedWork(ports, session, stored, chosen)
  const kept = isSame ? before : work.mapping
  const mapping: Mapping = {
    ...work.mapping,
    columns: chosen.columns ?? work.mapping.columns,
    year: chosen.year === undefined ? kept.year : chosen.year,
    given: chosen.given ?? kept.given,
    answers: chosen.answers ?? kept.answers,
  }
  refuseFaulty(mapping, shapeOf(register))
  return change(ports, session, stored, { ...seen, work: { ...work, mapping } })
}

async function proposedWork(
  ports: Needs,
  session: Session,
  stored: StoredImport,
  { register, table: name, header }: ChosenMapping,
): Promise<ImportWork> {
  const table = await ports.imports.table(session.org.id, stored.id, name)
  if (table === null) refuseTable()
  const { proposal } = await proposeFor(ports, session, {
    tables: [table],
    registers: [writableRegister(session, register)],
    ...(header === undefined ? {} : { header }),
  })
  const { mapping, columns, isOwn } = proposal
  if (header && (header.first !== mapping.header.first || header.last !== mapping.header.last)) {
    throw new Refusal([mappingFault(['header'], noSuchHeader)])
  }
  return { ...stored.work, mapping, columns, isOwn }
}

/** What a text of a column means, once for all its rows; null asks again. */
export interface AnswerGiven {
  readonly field: string
  readonly text: string
  readonly answer: Answer | null
}

/** Answers questions. Refuses as `changeMapping`. */
export async function answerQuestions(
  ports: Needs,
  session: Session,
  seen: SeenImport,
  given: readonly AnswerGiven[],
): Promise<number> {
  const stored = await findImport(ports, session, seen.id)
  const { mapping } = stored.work
  const answers = new Map(
    Object.entries(mapping.answers).map(([field, texts]) => [
      field,
      new Map(Object.entries(texts)),
    ]),
  )
  for (const { field, text, answer } of given) {
    const texts = answers.get(field) ?? new Map<string, Answer>()
    if (answer === null) texts.delete(text)
    else texts.set(text, answer)
    answers.set(field, texts)
  }
  const said = Object.fromEntries(
    [...answers].map(([field, texts]) => [field, Object.fromEntries(texts)]),
  )
  const changed = { ...mapping, answers: said }
  refuseFaulty(changed, shapeOf(writableRegister(session, mapping.register)))
  return change(ports, session, stored, { ...seen, work: { ...stored.work, mapping: changed } })
}

/** New texts of cells, and what becomes of rows, in the table that is mapped. */
export interface MendedRows {
  /** Null: as it stands in the file. */
  readonly cells: readonly { readonly at: string; readonly text: string | null }[]
  readonly rows: readonly {
    readonly row: number
    /** `take` takes back what was decided about it. */
    readonly decision: 'leave-out' | 'take' | ImportDecision
  }[]
}

/** Cells mended and rows decided about in one table; more is a file to be mended elsewhere. */
const mendedMax = 20_000

/** Mends cells and decides about rows. Refuses as `changeMapping`, and with `import.too-mended`. */
export async function mendRows(
  ports: Needs,
  session: Session,
  seen: SeenImport,
  { cells, rows }: MendedRows,
): Promise<number> {
  const stored = await findImport(ports, session, seen.id)
  const before = workOf(stored)
  const mended = new Map(Object.entries(before.mended))
  for (const { at, text } of cells) {
    if (text === null) mended.delete(at)
    else mended.set(at, text)
  }
  const leftOut = new Set(before.leftOut)
  const decisions = new Map(Object.entries(before.decisions))
  for (const { row, decision } of rows) {
    leftOut.delete(row)
    decisions.delete(String(row))
    if (decision === 'leave-out') leftOut.add(row)
    else if (decision !== 'take') decisions.set(String(row), decision)
  }
  if (mended.size > mendedMax || decisions.size > mendedMax) refuseMended()
  const work: TableWork = {
    mended: Object.fromEntries(mended),
    leftOut: [...leftOut].sort((a, b) => a - b),
    decisions: Object.fromEntries(decisions),
  }
  const tables = { ...stored.work.tables, [stored.work.mapping.table]: work }
  return change(ports, session, stored, { ...seen, work: { ...stored.work, tables } })
}

/** Stops what is being read; the next change goes on. Refuses as `changeMapping`. */
export async function stopImport(ports: Needs, session: Session, id: string): Promise<void> {
  const stored = await findImport(ports, session, id)
  refuseWriting(ports, id)
  ports.importReadings.forget(id)
  const { version: expected, work } = stored
  const at = new Date(ports.clock.now()).toISOString()
  await ports.imports.change(session.org.id, { id, expected, state: 'stopped', work, at })
}

async function change(
  ports: Pick<Needs, 'imports' | 'importReadings' | 'clock'>,
  session: Session,
  { id }: StoredImport,
  { expected, work }: { readonly expected: number; readonly work: ImportWork },
): Promise<number> {
  refuseWriting(ports, id)
  const at = new Date(ports.clock.now()).toISOString()
  const changed = { id, expected, state: 'open', work, at } as const
  const version = await ports.imports.change(session.org.id, changed)
  return version ?? refuseStale()
}

/** Refuses with `import.writing` while rows of it go to the log. */
export function refuseWriting({ importReadings }: Pick<Needs, 'importReadings'>, id: string): void {
  if (importReadings.isWriting(id)) refuseInWriting()
}

/** Refuses with `import.writing`. */
export function refuseInWriting(): never {
  return refuse('import.writing', {
    text: { zh: '这次导入正在写入。', en: 'This import is being written.' },
    hint: { zh: '请等写入完成后再改。', en: 'Change it once it has been written.' },
  })
}

/** Refuses with `import.stale`. */
export function refuseStale(): never {
  return refuse('import.stale', {
    text: {
      zh: '这次导入在您打开之后已有改动。',
      en: 'The import has changed since you opened it.',
    },
    hint: { zh: '请取得最新内容，再改一次。', en: 'Read it again and repeat the change.' },
  })
}

/** Answers of one import; each is a text of the file. */
const answersMax = 5_000

function refuseFaulty(mapping: Mapping, shape: Shape): void {
  const faults = mappingFaults(mapping, shape)
  if (faults.length > 0) throw new Refusal(faults.slice(0, 50))
}

/** Everything that is wrong with a mapping to a register. */
function mappingFaults(mapping: Mapping, shape: Shape): readonly Fault[] {
  const fields = new Set(shape.fields.map(({ id }) => id))
  const places = new Set<number>()
  const faults: Fault[] = []
  for (const [nth, { at, header, use }] of mapping.columns.entries()) {
    if (places.has(at)) faults.push(mappingFault(['columns', nth, 'at'], twice(header)))
    places.add(at)
    if (use === 'text' && shape.keptIn === null) {
      faults.push(mappingFault(['columns', nth, 'use'], noPlace(shape)))
    }
    if (typeof use === 'string') continue
    if (!fields.has(use.field)) {
      faults.push(mappingFault(['columns', nth, 'use', 'field'], unknownField(use.field, shape)))
    }
  }
  for (const part of ['given', 'answers'] as const) {
    for (const field of Object.keys(mapping[part])) {
      if (!fields.has(field)) faults.push(mappingFault([part, field], unknownField(field, shape)))
    }
  }
  const answers = Object.values(mapping.answers).reduce((n, one) => n + Object.keys(one).length, 0)
  if (answers > answersMax) {
    faults.push(
      mappingFault(['answers'], {
        zh: `答复超过${answersMax}条`,
        en: `More than ${answersMax} answers`,
      }),
    )
  }
  return faults
}

function mappingFault(at: Fault['at'], text: Fault['text']): Fault {
  return fault('import.mapping', {
    at,
    text,
    hint: { zh: '请改正对应关系后再保存。', en: 'Put the mapping right and save it again.' },
  })
}

const noSuchHeader: Fault['text'] = {
  zh: '这些行不在表里，或是空行，不能作表头',
  en: 'These rows are not in the table, or are empty, and cannot be its header',
}

function twice(what: string): Fault['text'] {
  return { zh: `“${what}”用了两次`, en: `“${what}” is used twice` }
}

function noPlace({ label }: Shape): Fault['text'] {
  return {
    zh: `“${label.zh}”没有可以保留文字的字段`,
    en: `“${label.en}” has no field that keeps other text`,
  }
}

function unknownField(field: string, { label }: Shape): Fault['text'] {
  return {
    zh: `“${label.zh}”没有“${field}”这个字段`,
    en: `“${label.en}” has no field “${field}”`,
  }
}

function refuseMended(): never {
  return refuse('import.too-mended', {
    text: {
      zh: `在这里最多改${mendedMax}处`,
      en: `At most ${mendedMax} changes are kept here`,
    },
    hint: {
      zh: '改动这样多，请在原文件中改好，再导入。',
      en: 'With so many, change the file itself and bring it again.',
    },
  })
}
