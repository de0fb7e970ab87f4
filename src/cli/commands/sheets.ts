import { writeFile } from 'node:fs/promises'
import { Option } from 'commander'
import type { Command } from 'commander'
import { undecided } from '../../app/records/ask-alike.ts'
import { exportSheet } from '../../app/records/export-sheet.ts'
import { importSheet } from '../../app/records/import-sheet.ts'
import type { Imported, ImportSheet } from '../../app/records/sheet-import.ts'
import type { Lang } from '../../ledger/label.ts'
import type { TableReading } from '../../ledger/sheet/read-table.ts'
import { findOrganisation, readingSession, recordingSession } from '../cli-session.ts'
import { withInstallation } from '../command-context.ts'
import type { CommandContext } from '../command-context.ts'
import { readGivenFile } from '../given-file.ts'
import { dataOption, orgOption, yearNumber } from '../options.ts'

interface SheetOptions {
  readonly data: string
  readonly org?: string
  readonly dryRun?: boolean
  readonly reason?: string
  readonly year?: number
  readonly keepText?: boolean
  readonly set?: readonly string[]
  readonly out?: string
  readonly addAlike?: boolean
  readonly skipAlike?: boolean
  readonly lang?: Lang
}

/** taizhang import REGISTER F.xlsx [--dry-run] · taizhang export REGISTER --out F.xlsx */
export function addSheets(program: Command, context: CommandContext): void {
  addImport(program, context)
  addExport(program, context)
}

function addImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('导入 Excel 或 CSV / import a sheet')
    .argument('<register>', '台账编号 / register')
    .argument('<file>', '.xlsx .csv .txt')
    .option('--dry-run', '只检查，不写入 / only say what would happen', false)
    .option('--reason <text>', '补录、更正原因 / why entries come late or are corrected')
    .option('--year <year>', '“6月底”等所指的年度 / year that words like 6月底 mean', yearNumber)
    .option('--keep-text', '认不出的科室、人员保留为文字 / keep unknown names as text', false)
    .option('--set <field=value...>', '表中没有的字段 / fields the sheet has no column for')
    .addOption(
      new Option('--add-alike', '相似的行另外新增 / add rows that are like a record').conflicts(
        'skipAlike',
      ),
    )
    .option('--skip-alike', '相似的行不导入 / leave rows out that are like a record')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (register: string, path: string, options: SheetOptions) => {
      const sheet = await context.outside.read('sheet', await readGivenFile(path), null)
      const imported = await withInstallation(context, options.data, async (installation) => {
        const session = await recordingSession(
          installation,
          await findOrganisation(installation, options.org ?? null),
        )
        const dryRun = options.dryRun === true
        const reason = options.reason ?? null
        const asked = {
          register,
          sheet,
          dryRun,
          reason,
          ...readingOf(options),
          ...alikeOf(options),
        }
        return importSheet(installation.ports, session, asked)
      })
      for (const line of toldLines(imported)) context.tell(line)
      context.print(options.dryRun === true ? wouldBe(imported) : wasDone(imported))
    })
}

function addExport(program: Command, context: CommandContext): void {
  program
    .command('export')
    .description('导出台账 / export a register')
    .argument('<register>', '台账编号 / register')
    .requiredOption('--out <file>', '.xlsx .csv')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .addOption(new Option('--lang <lang>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(async (register: string, options: SheetOptions) => {
      const table = await withInstallation(context, options.data, async (installation) => {
        const session = await readingSession(
          installation,
          await findOrganisation(installation, options.org ?? null),
        )
        const list = { register, where: {}, includeVoid: false }
        return exportSheet(installation.ports, session, { list, lang: options.lang ?? 'zh' })
      })
      const out = options.out ?? ''
      const { files } = context
      await writeFile(
        out,
        await (out.endsWith('.csv') ? files.writeCsv(table) : files.writeWorkbook(table)),
      )
      context.tell(`${out}：${table.rows.length} 条 / ${table.rows.length} records`)
    })
}

function alikeOf({ addAlike, skipAlike }: SheetOptions): Pick<ImportSheet, 'alike'> {
  if (addAlike === true) return { alike: 'add' }
  return skipAlike === true ? { alike: 'skip' } : {}
}

/** What is corrected cell by cell, what was taken in another way, and what must be decided. */
function toldLines({ corrections, notes, alike }: Imported): readonly string[] {
  return [
    ...corrections.flatMap(({ changes }) =>
      changes.map(
        ({ at, field, before, after }) =>
          `${at} ${field.zh}：${before.zh} → ${after.zh} / ${field.en}: ${before.en} → ${after.en}`,
      ),
    ),
    ...[...notes, ...alike.map(undecided)].map(
      ({ text, hint }) => `${text.zh}。${hint.zh} / ${text.en}`,
    ),
  ]
}

function wouldBe({ rows, fresh, corrected, unchanged, known, late, alike }: Imported): string {
  return (
    `${rows} 行：新增 ${fresh}（补录 ${late}），更正 ${corrected}，未变 ${unchanged}，` +
    `以前导入过 ${known}，待确认 ${alike.length} / ${rows} rows: ${fresh} new (${late} late), ` +
    `${corrected} corrected, ${unchanged} unchanged, ${known} known, ${alike.length} to decide`
  )
}

function wasDone({ added, corrected, unchanged, known, skipped }: Imported): string {
  return (
    `新增 ${added} 条，更正 ${corrected} 条，未变 ${unchanged} 条，以前导入过 ${known} 条，` +
    `跳过 ${skipped} 条；表中没有的记录保持不变 / ${added} added, ${corrected} corrected, ` +
    `${unchanged} unchanged, ${known} known, ${skipped} left out; records not in the sheet stay`
  )
}

function readingOf({ year, keepText, set }: SheetOptions): { reading?: TableReading } {
  if (year === undefined && keepText !== true && set === undefined) return {}
  const given = Object.fromEntries(
    (set ?? []).map((one) => {
      const [field = '', ...value] = one.split('=')
      return [field, value.join('=')]
    }),
  )
  return { reading: { year: year ?? null, keepText: keepText === true, given } }
}
