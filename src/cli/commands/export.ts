import type { Command } from 'commander'
import { Option } from 'commander'
import { exportSheet } from '../../app/records/export-sheet.ts'
import type { Lang } from '../../ledger/label.ts'
import { organisationFor, readingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption } from '../options.ts'

interface ExportOptions {
  readonly data: string
  readonly org?: string
  readonly out?: string
  readonly lang?: Lang
  readonly items?: string
}

/** taizhang export REGISTER --out F.xlsx */
export function addExport(program: Command, context: CommandContext): void {
  program
    .command('export')
    .description('导出台账 / export a register')
    .argument('<register>', '台账编号 / register')
    .requiredOption('--out <file>', '.xlsx .csv')
    .option('--items <field>', '明细字段，逐项分行 / a field of rows, one row an item')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .addOption(new Option('--lang <lang>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(async (register: string, options: ExportOptions) => {
      const table = await withInstallation(context, options.data, async (installation) => {
        const session = await readingSession(
          installation,
          await organisationFor(context, installation, options.org),
        )
        const list = { register, where: {}, includeVoid: false }
        const items = options.items === undefined ? {} : { items: options.items }
        const how = { list, lang: options.lang ?? 'zh', ...items }
        return exportSheet(installation.ports, session, how)
      })
      const out = options.out ?? ''
      const { files } = context
      await context.writeFile(
        out,
        await (out.endsWith('.csv') ? files.writeCsv(table) : files.writeWorkbook(table)),
      )
      context.tell(`${out}：${table.rows.length} 行 / ${table.rows.length} rows`)
    })
}
