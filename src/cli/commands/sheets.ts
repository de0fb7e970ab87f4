import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { exportSheet } from '../../app/export-sheet.ts'
import { importSheet } from '../../app/import-sheet.ts'
import type { TableReading } from '../../ledger/sheet/read-table.ts'
import { findOrganisation, readingSession, recordingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { atDesk } from '../command-context.ts'
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
}

/** taizhang import REGISTER F.xlsx [--dry-run] · taizhang export REGISTER --out F.xlsx */
export function addSheets(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('导入 Excel 或 CSV / import a sheet')
    .argument('<register>', '台账编号 / register')
    .argument('<file>', '.xlsx .csv .txt')
    .option('--dry-run', '只检查，不写入 / only say what would happen', false)
    .option('--reason <text>', '补录原因 / why late entries come late')
    .option('--year <year>', '“6月底”等所指的年度 / year that words like 6月底 mean', yearNumber)
    .option('--keep-text', '认不出的科室、人员保留为文字 / keep unknown names as text', false)
    .option('--set <field=value...>', '表中没有的字段 / fields the sheet has no column for')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (register: string, path: string, options: SheetOptions) => {
      const sheet = await context.files.readSheet(await readGivenFile(path))
      const { rows, added, late, notes } = await atDesk(context, options.data, async (desk) => {
        const session = recordingSession(desk, await findOrganisation(desk, options.org ?? null))
        const dryRun = options.dryRun === true
        const reason = options.reason ?? null
        const asked = { register, sheet, dryRun, reason, ...readingOf(options) }
        return importSheet(desk.ports, session, asked)
      })
      for (const { text, hint } of notes) context.tell(`${text.zh}。${hint.zh} / ${text.en}`)
      context.print(
        options.dryRun === true
          ? `${rows} 行可以导入，其中补录 ${late} 行 / ${rows} rows are fit, ${late} late`
          : `导入 ${added} 条，已有 ${rows - added} 条 / ${added} added, ${rows - added} known`,
      )
    })
  program
    .command('export')
    .description('导出台账 / export a register')
    .argument('<register>', '台账编号 / register')
    .requiredOption('--out <file>', '.xlsx .csv')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (register: string, options: SheetOptions) => {
      const table = await atDesk(context, options.data, async (desk) => {
        const session = readingSession(desk, await findOrganisation(desk, options.org ?? null))
        const list = { register, where: {}, includeVoid: false }
        return exportSheet(desk.ports, session, { list, lang: 'zh' })
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
