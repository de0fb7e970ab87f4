import type { Command } from 'commander'
import type { Organisation, Session } from '../../app/ports/store-ports.ts'
import { writeYearPack } from '../../app/report/write-year-pack.ts'
import { organisationFor, readingSession } from '../cli-session.ts'
import type { CommandContext, Installation } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption, yearNumber } from '../options.ts'

interface YearPackOptions {
  readonly year: number
  readonly out: string
  readonly report?: string
  readonly attachments: boolean
  readonly data: string
  readonly org?: string
}

/** taizhang year-pack --year Y --out F.zip */
export function addYearPack(program: Command, context: CommandContext): void {
  program
    .command('year-pack')
    .description('导出年度证据包 / export the year pack of a signed report')
    .requiredOption('--year <year>', '报告所述年份 / the year it reports on', yearNumber)
    .requiredOption('--out <file>', '.zip')
    .option('--report <id>', '报告记录的编号；不给则取最新一份 / id of its record')
    .option('--attachments', '连同附件 / with the attachments', false)
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async ({ data, org, out, year, report, attachments }: YearPackOptions) => {
      const { title, bytes } = await withInstallation(context, data, async (installation) => {
        const unit = await organisationFor(context, installation, org)
        return writeYearPack(installation.ports, await strangerSession(installation, unit), {
          of: report === undefined ? { year } : { report },
          withAttachments: attachments,
        })
      })
      await context.writeFile(out, bytes)
      context.print(`${title}  ${out}  ${bytes.length}`)
    })
}

/** A pack leaves the house: it shows what everybody may read who may read anything here. */
async function strangerSession(installation: Installation, unit: Organisation): Promise<Session> {
  const session = await readingSession(installation, unit)
  return { ...session, actor: { ...session.actor, roles: [] } }
}
