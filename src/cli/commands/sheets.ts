import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { exportSheet } from '../../app/export-sheet.ts'
import { importSheet } from '../../app/import-sheet.ts'
import { findOrganisation, readingSession, recordingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { atDesk } from '../command-context.ts'
import { readGivenFile } from '../given-file.ts'
import { dataOption, orgOption } from '../options.ts'

interface SheetOptions {
  readonly data: string
  readonly org?: string
  readonly dryRun?: boolean
  readonly reason?: string
  readonly out?: string
}

/** taizhang import REGISTER F.xlsx [--dry-run] · taizhang export REGISTER --out F.xlsx */
export function addSheets(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('导入 Excel 或 CSV / import a sheet')
    .argument('<register>', '台账编号 / register')
    .argument('<file>', '.xlsx .csv')
    .option('--dry-run', '只检查，不写入 / only say what would happen', false)
    .option('--reason <text>', '补录原因 / why late entries come late')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (register: string, path: string, options: SheetOptions) => {
      const sheet = await context.files.readSheet(await readGivenFile(path))
      const { rows, added, late } = await atDesk(context, options.data, async (desk) => {
        const session = recordingSession(desk, await findOrganisation(desk, options.org ?? null))
        const dryRun = options.dryRun === true
        const reason = options.reason ?? null
        return importSheet(desk.ports, session, { register, sheet, dryRun, reason })
      })
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
