import { isOwnWay } from '../../ledger/core/own-way.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Proposal } from '../../ledger/sheet/mapping.ts'
import { importRowsMax } from '../../ledger/sheet/read-table.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import { deny, mayWrite, writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredImport } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { ownerOf } from './find-import.ts'
import { proposeFor } from './propose-mapping.ts'

type Needs = Pick<AppPorts, 'store' | 'imports' | 'rosters' | 'outside' | 'clock' | 'random'>

/** Imports that one account may have open at a time. */
const openImportsMax = 20

/**
 * A table that fits no register better than this is of none: a day alone comes to 0.29, and of 60
 * ledgers of offices the first fits its register by 0.54.
 */
const fitMin = 0.35

/** A file, or a range from the clipboard, to be recorded. */
export interface BringFile {
  /** Asked for once it is known that the caller may write what is meant. */
  readonly readFile: () => Promise<Uint8Array>
  readonly fileName: string
  /** Absent: whatever register fits best. */
  readonly register?: string
  /** The sheet or Word table that is meant; absent: whichever fits best. */
  readonly table?: string
}

/**
 * Keeps a file with what is proposed for it; nothing is written to the log. Refuses with `file.…`,
 * `import.too-many`, `import.table-unknown`, `import.too-many-rows`, `import.no-columns`,
 * `import.no-register`, and as `writableRegister`.
 */
export async function bringFile(
  ports: Needs,
  session: Session,
  { readFile, fileName, register, table }: BringFile,
): Promise<StoredImport> {
  // Who may not write learns nothing from a file, and no file of theirs is opened.
  const registers = registersFor(session, register)
  const tables = await ports.outside.read('tables', await readFile(), session.org.id)
  refuseTooLong(tables)
  if (!tables.some(hasColumns)) refuseProse()
  const meant = table === undefined ? tables : tables.filter(({ name }) => name === table)
  if (meant.length === 0) refuseTable()
  const { proposal, fits } = await proposeFor(ports, session, { tables: meant, registers })
  if (register === undefined && !proposal.isOwn && proposal.score < fitMin) refuseStrange(proposal)
  const at = new Date(ports.clock.now()).toISOString()
  const brought: StoredImport = {
    id: ports.random.uuid(),
    owner: ownerOf(session),
    fileName,
    version: 1,
    state: 'open',
    tables: tables.map(({ name, rows }) => ({ name, rows: rows.length })),
    work: {
      mapping: proposal.mapping,
      columns: proposal.columns,
      isOwn: proposal.isOwn,
      registers: fits,
      tables: {},
    },
    counts: null,
    broughtAt: at,
    touchedAt: at,
  }
  const openMax = openImportsMax
  if (!(await ports.imports.add(session.org.id, { brought, tables, openMax }))) refuseTooMany()
  return brought
}

/** The registers that a file may go into. */
function registersFor(session: Session, register: string | undefined): readonly Register[] {
  if (register !== undefined) return [writableRegister(session, register)]
  const all = [...session.pack.registers.values()].filter(
    (one) => !isOwnWay(one.id) && mayWrite(session, one),
  )
  return all.length > 0 ? all : deny()
}

function refuseTooLong(tables: readonly SheetTable[]): void {
  const long = tables.find(({ rows }) => rows.length > importRowsMax)
  if (!long) return
  refuse('import.too-many-rows', {
    at: [long.name],
    text: {
      zh: `“${long.name}”有${long.rows.length}行，一次最多${importRowsMax}行`,
      en: `“${long.name}” has ${long.rows.length} rows; at most ${importRowsMax} at a time`,
    },
    hint: { zh: '分成几个文件导入。', en: 'Split it into several files.' },
  })
}

/** A paragraph that was pasted is a table of one column. */
function hasColumns({ rows }: SheetTable): boolean {
  return rows.some((cells) => cells.filter(({ text }) => text.trim() !== '').length > 1)
}

function refuseProse(): never {
  return refuse('import.no-columns', {
    text: {
      zh: '这里没有表格，每行只有一段文字',
      en: 'There is no table here: each line is one piece of text',
    },
    hint: {
      zh: '台账请拖入整个文件，或在 Excel 里选中几列再复制；正文可以到“报告”页面读取。',
      en: 'Drop the whole file, or copy several columns; running text is read on the page of reports.',
    },
  })
}

/** Columns that are named to whoever brought them. */
const namedMax = 6

function refuseStrange({ columns }: Proposal): never {
  const heads = columns.flatMap(({ header }) => (header === '' ? [] : [header]))
  const named = heads.slice(0, namedMax)
  const seen =
    named.length === 0
      ? { zh: '没有找到表头', en: 'it has no header that is known' }
      : {
          zh: `表头是“${named.join('、')}”，和哪一种都对不上`,
          en: `its columns are “${named.join(', ')}”`,
        }
  refuse('import.no-register', {
    text: {
      zh: `看不出这是哪种台账：${seen.zh}`,
      en: `This looks like no register: ${seen.en}`,
    },
    hint: {
      zh: '先打开要记入的台账，在那一页带入这个文件，再逐列说明。',
      en: 'Open the register it is for and bring the file there, then say what each column is.',
    },
  })
}

/** Refuses with `import.table-unknown`. */
export function refuseTable(): never {
  return refuse('import.table-unknown', {
    at: ['table'],
    text: { zh: '文件里没有这张表。', en: 'The file has no such table.' },
    hint: { zh: '请从文件的工作表中选择。', en: 'Choose one of the tables of the file.' },
  })
}

function refuseTooMany(): never {
  return refuse('import.too-many', {
    text: {
      zh: `您已有${openImportsMax}个没有办完的导入`,
      en: `You have ${openImportsMax} imports open already`,
    },
    hint: {
      zh: '先把其中几个办完，或删除不要的，再导入新的。',
      en: 'Finish some of them or throw them away, then bring another.',
    },
  })
}
