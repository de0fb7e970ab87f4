import { basename } from 'node:path'
import type { Command } from 'commander'
import { Option } from 'commander'
import { bringFile } from '../../app/imports/bring-file.ts'
import { changeMapping, mendRows } from '../../app/imports/change-import.ts'
import type { ShownRow } from '../../app/imports/list-rows.ts'
import { listPassed, listRows } from '../../app/imports/list-rows.ts'
import { chooseFromFile, mappingFile } from '../../app/imports/mapping-file.ts'
import { removeImport } from '../../app/imports/remove-import.ts'
import type { ShownImport } from '../../app/imports/show-import.ts'
import { showImport } from '../../app/imports/show-import.ts'
import { writeImport } from '../../app/imports/write-import.ts'
import type { AppPorts } from '../../app/ports/app-ports.ts'
import type { Session } from '../../app/ports/store-ports.ts'
import { undecided } from '../../app/records/ask-alike.ts'
import { importSheet } from '../../app/records/import-sheet.ts'
import type { Imported, Keep } from '../../app/records/sheet-import.ts'
import type { ColumnProposal, PassedRow, Question } from '../../ledger/sheet/mapping.ts'
import { organisationFor, recordingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption, yearNumber } from '../options.ts'
import { faultLine } from '../tell-refusal.ts'

interface ImportOptions {
  readonly data: string
  readonly org?: string
  readonly register?: string
  readonly table?: string
  readonly mapping?: string
  readonly saveMapping?: string
  readonly write: boolean
  readonly reason?: string
  readonly year?: number
  readonly set?: readonly string[]
  readonly alike?: 'add' | 'skip'
  readonly conflict?: Keep
}

/**
 * taizhang import FILE [--register R] [--table T] [--mapping M.yaml] [--write]: what the file comes
 * to, and with `--write` its ready rows as records. What stays open is brought again with a better
 * mapping: a row becomes a record once.
 */
export function addImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description(
      '导入旧台账（不加 --write 只看结果）/ bring an old ledger; without --write only look',
    )
    .argument('<file>', '.xlsx .csv .docx .txt .xls .et .doc .wps')
    .option('--register <register>', '台账编号；不写则推断 / register; the best fit when absent')
    .option('--table <table>', '工作表或 Word 表格的名称 / sheet or table of the file')
    .option('--mapping <file>', '对应关系文件（YAML）/ mapping file')
    .option('--save-mapping <file>', '保存对应关系 / save the mapping')
    .option('--write', '写入已就绪的行 / write the rows that are ready', false)
    .option('--reason <text>', '补录、更正原因 / why entries come late or are corrected')
    .option('--year <year>', '“6月底”等所指的年度 / year that words like 6月底 mean', yearNumber)
    .option('--set <field=value...>', '表中没有的字段 / fields the table has no column for')
    .addOption(
      new Option('--alike <what>', '与已有记录相似的行 / rows that are like a record').choices([
        'add',
        'skip',
      ]),
    )
    .addOption(
      new Option(
        '--conflict <whose>',
        '导出后他人也改过的格：mine 用表中的，theirs 留现在的 / cells changed by others meanwhile',
      ).choices(['mine', 'theirs']),
    )
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (path: string, options: ImportOptions) => {
      const bytes = await context.readFile(path)
      const isWhole = await withInstallation(context, options.data, async (installation) => {
        const ports = { ...installation.ports, outside: context.outside }
        const unit = await organisationFor(context, installation, options.org)
        const session = await recordingSession(installation, unit)
        const { register, table } = options
        const { id, work } = await bringFile(ports, session, {
          readFile: async () => bytes,
          fileName: basename(path),
          ...(register === undefined ? {} : { register }),
          ...(table === undefined ? {} : { table }),
        })
        const given = { ports, session, options, id, bytes }
        try {
          return work.isOwn
            ? await bringOwn(context, given, work.mapping.register)
            : await bringOld(context, given)
        } finally {
          await removeImport(ports, session, id)
        }
      })
      if (!isWhole) context.exitCode(1)
    })
}

interface Brought {
  readonly ports: AppPorts
  readonly session: Session
  readonly options: ImportOptions
  readonly id: string
  readonly bytes: Uint8Array
}

/** A table made elsewhere; whether all of it is written, or would be. */
async function bringOld(context: CommandContext, given: Brought): Promise<boolean> {
  const { ports, session, options, id } = given
  await choose(context, given)
  const before = await read(context, given)
  if (options.alike !== undefined) await decideAlike(given, before.version, options.alike)
  const shown = await read(context, given)
  for (const line of columnLines(shown)) context.tell(line)
  const rows = await openRows(given)
  const { items: passed } = await listPassed(ports, session, id, { after: 0, limit: linesMax })
  for (const line of openLines(shown, { rows, passed })) context.tell(line)
  if (options.saveMapping !== undefined) {
    const { text } = await mappingFile(ports, session, id)
    await context.writeFile(options.saveMapping, text)
    context.tell(`${options.saveMapping}：已保存对应关系 / mapping saved`)
  }
  const counts = shown.found?.counts
  if (!counts) return false
  context.print(
    `${counts.ready} 行就绪（补录 ${counts.late}），${counts.open} 行待办，${counts.alike} 行待确认，` +
      `${counts.written} 行以前写入，${counts.leftOut} 行不导入，跳过 ${counts.passed} 行 / ` +
      `${counts.ready} ready (${counts.late} late), ${counts.open} open, ` +
      `${counts.alike} to decide, ${counts.written} written before, ${counts.leftOut} left out, ` +
      `${counts.passed} passed over`,
  )
  const isWhole = counts.open + counts.alike === 0
  if (!options.write || counts.ready === 0) return isWhole
  const seen = { id, expected: shown.version }
  const done = await writeImport(ports, session, seen, { reason: options.reason ?? null })
  context.print(
    `新增 ${done.added} 条，更正 ${done.corrected} 条，已有 ${done.known} 条 / ` +
      `${done.added} added, ${done.corrected} corrected, ${done.known} there already`,
  )
  return isWhole
}

/** What the command line says of the mapping. */
async function choose(
  context: CommandContext,
  { ports, session, options, id }: Brought,
): Promise<void> {
  const { mapping: path, year, set } = options
  let expected = 1
  if (path !== undefined) {
    const file = await context.readFile(path)
    expected = await chooseFromFile(ports, session, { id, expected }, file)
  }
  if (year === undefined && set === undefined) return
  const { mapping } = await showImport(ports, session, id)
  const given = Object.fromEntries(
    (set ?? []).map((one) => {
      const [field = '', ...value] = one.split('=')
      return [field, value.join('=')]
    }),
  )
  await changeMapping(
    ports,
    session,
    { id, expected },
    {
      register: mapping.register,
      table: mapping.table,
      given: { ...mapping.given, ...given },
      ...(year === undefined ? {} : { year }),
    },
  )
}

/** The import once it has been read; of a large one how far that is, every second or so. */
async function read(context: CommandContext, { ports, session, id }: Brought) {
  for (let told = 0; ; ) {
    const shown = await showImport(ports, session, id)
    if (shown.state !== 'reading') return shown
    const { done, of } = shown.progress
    const percent = of === 0 ? 0 : Math.floor((done * 100) / of)
    if (percent > told) context.tell(`读取 ${percent}% / ${percent}% read`)
    told = percent
  }
}

async function decideAlike(
  { ports, session, id }: Brought,
  expected: number,
  alike: 'add' | 'skip',
): Promise<void> {
  const rows = await rowsIn({ ports, session, id }, 'alike', Infinity)
  if (rows.length === 0) return
  const decision = alike === 'add' ? 'add' : 'leave-out'
  const decided = rows.map(({ row }) => ({ row, decision }) as const)
  await mendRows(ports, session, { id, expected }, { cells: [], rows: decided })
}

async function rowsIn(
  { ports, session, id }: Pick<Brought, 'ports' | 'session' | 'id'>,
  state: 'open' | 'alike',
  max: number,
): Promise<readonly ShownRow[]> {
  const rows: ShownRow[] = []
  for (let after: number | null = 0; after !== null && rows.length < max; ) {
    const page: Awaited<ReturnType<typeof listRows>> = await listRows(ports, session, id, {
      state,
      after,
      limit: linesMax,
    })
    for (const row of page.items) rows.push(row)
    after = page.next
  }
  return rows
}

/** Lines of one kind at a terminal; more say nothing new. */
const linesMax = 200

async function openRows(given: Brought): Promise<readonly ShownRow[]> {
  return [...(await rowsIn(given, 'open', linesMax)), ...(await rowsIn(given, 'alike', linesMax))]
}

function columnLines({ mapping, columns, registers, missing }: ShownImport): readonly string[] {
  const chosen = registers.find(({ id }) => id === mapping.register)
  const proposals = new Map(columns.map((one) => [one.at, one]))
  return [
    `${mapping.table} → ${mapping.register}${chosen ? ` ${chosen.label.zh} / ${chosen.label.en}` : ''}`,
    ...mapping.columns.map(({ at, header, use }) => {
      const to = typeof use === 'string' ? useWords[use] : use.field
      const unsure = isUnsure(proposals.get(at), use) ? '（请核对 / look at this）' : ''
      return `  ${header || '（无表头 / no header）'} → ${to}${unsure}`
    }),
    ...missing.map((field) => `  （缺 / missing）→ ${field}`),
  ]
}

const useWords = { text: '保留为文字 / kept as text', 'left-out': '不导入 / left out' }

function isUnsure(proposal: ColumnProposal | undefined, use: ColumnProposal['use']): boolean {
  return (
    proposal !== undefined && !proposal.sure && JSON.stringify(proposal.use) === JSON.stringify(use)
  )
}

function openLines(
  { found }: ShownImport,
  { rows, passed }: { rows: readonly ShownRow[]; passed: readonly PassedRow[] },
): readonly string[] {
  const faults = rows.flatMap((row) => [
    ...row.faults,
    ...row.cells.flatMap((cell) => cell.faults),
    ...(row.state === 'alike' && row.like ? [alikeFault(row, row.like)] : []),
  ])
  return [
    ...passed
      .filter(({ kind }) => kind !== 'empty')
      .map(({ row, kind, text }) => `第${row}行跳过 / row ${row} passed over: ${kind} ${text}`),
    ...(found?.questions.map(questionLine) ?? []),
    ...[...(found?.faults ?? []), ...faults, ...(found?.notes ?? [])]
      .slice(0, linesMax)
      .map((one) => `${one.at[0] ?? ''} ${faultLine(one)}`),
  ]
}

function alikeFault({ row, at }: ShownRow, like: NonNullable<ShownRow['like']>) {
  return undecided({ row, at, title: like.title, day: like.day, like })
}

function questionLine({ field, text, count, options, why }: Question): string {
  const named = options.slice(0, 8).map(({ id, label }) => `${label.zh}（${id}）`)
  const more = options.length > named.length ? ' …' : ''
  return (
    `待定 / to answer: ${field} “${text}” × ${count}：${why.zh} / ${why.en}` +
    (named.length === 0 ? '' : `；可选 / may be: ${named.join('、')}${more}`)
  )
}

/** A sheet that was exported here: new rows and corrections, all or none. */
async function bringOwn(
  context: CommandContext,
  { ports, session, options, bytes }: Brought,
  register: string,
): Promise<boolean> {
  const { reason = null, alike, conflict } = options
  const imported = await importSheet(ports, session, {
    register,
    sheet: await ports.outside.read('sheet', bytes, null),
    dryRun: !options.write,
    reason,
    ...(alike === undefined ? {} : { alike }),
    ...(conflict === undefined ? {} : { conflict }),
  })
  for (const line of ownLines(imported)) context.tell(line)
  context.print(options.write ? wasDone(imported) : wouldBe(imported))
  return imported.alike.length + imported.conflicts.length === 0
}

/** What is corrected cell by cell, what was taken in another way, and what must be decided. */
function ownLines({ corrections, conflicts, notes, alike }: Imported): readonly string[] {
  return [
    ...corrections.flatMap(({ changes }) =>
      changes.map(
        ({ at, field, before, after }) =>
          `${at} ${field.zh}：${before.zh} → ${after.zh} / ${field.en}: ${before.en} → ${after.en}`,
      ),
    ),
    ...conflicts.map(
      ({ at, field, base, theirs, mine }) =>
        `${at} ${field.zh}：导出时“${base.zh}”，现在“${theirs.zh}”，表中“${mine.zh}” / ` +
        `${field.en}: was “${base.en}”, is “${theirs.en}”, the sheet says “${mine.en}”`,
    ),
    ...[...notes, ...alike.map(undecided)].map(faultLine),
  ]
}

function wouldBe(told: Imported): string {
  const { rows, fresh, corrected, unchanged, known, late } = told
  const open = told.alike.length + told.conflicts.length
  return (
    `${rows} 行：新增 ${fresh}（补录 ${late}），更正 ${corrected}，未变 ${unchanged}，` +
    `以前导入过 ${known}，待确认 ${open} / ${rows} rows: ${fresh} new (${late} late), ` +
    `${corrected} corrected, ${unchanged} unchanged, ${known} known, ${open} to decide`
  )
}

function wasDone({ added, corrected, unchanged, known, skipped }: Imported): string {
  return (
    `新增 ${added} 条，更正 ${corrected} 条，未变 ${unchanged} 条，以前导入过 ${known} 条，` +
    `跳过 ${skipped} 条；表中没有的记录保持不变 / ${added} added, ${corrected} corrected, ` +
    `${unchanged} unchanged, ${known} known, ${skipped} left out; records not in the sheet stay`
  )
}
