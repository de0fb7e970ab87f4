import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { fileCheckOf } from '../../app/audit/check-attachments.ts'
import { exportLog } from '../../app/export-log.ts'
import { fsck } from '../../app/fsck.ts'
import type { FsckReport } from '../../app/fsck.ts'
import { findOrganisation } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { atDesk } from '../command-context.ts'
import { dataOption, orgOption } from '../options.ts'

/** taizhang fsck · taizhang log export --out DIR */
export function addLog(program: Command, context: CommandContext): void {
  program
    .command('fsck')
    .description('由日志重算一切，逐处指出不同 / recompute everything from the log')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .option('--json', '输出 JSON / print JSON', false)
    .action(async ({ data, org, json }: { data: string; org?: string; json: boolean }) => {
      const reports = await atDesk(context, data, async (desk) => {
        const only = org === undefined ? null : await findOrganisation(desk, org)
        const { auditor, ports } = desk
        const file = fileCheckOf(ports.blobs)
        const which = only ? { organisations: [only.id] } : {}
        return fsck({ auditor, crypto: ports.crypto }, { ...which, file })
      })
      context.print(json ? JSON.stringify(reports, null, 1) : reports.map(reportText).join('\n'))
      context.exitCode(reports.every(({ faults }) => faults.length === 0) ? 0 : 1)
    })
  const log = program.command('log').description('日志 / the log')
  log
    .command('export')
    .description('导出日志（c2sp.org/tlog-tiles）/ export the log')
    .requiredOption('--out <dir>', '输出目录 / folder')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async ({ data, org, out }: { data: string; org?: string; out: string }) => {
      const exported = await atDesk(context, data, async (desk) => {
        const { id } = await findOrganisation(desk, org ?? null)
        return exportLog(desk.ports, id, { write: (path, bytes) => writeUnder(out, path, bytes) })
      })
      context.print(`${exported.origin} ${exported.size}`)
    })
}

async function writeUnder(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const full = join(folder, path)
  await mkdir(dirname(full), { recursive: true })
  await writeFile(full, bytes)
}

function reportText({ organisation, entries, records, checkpoints, erased, faults }: FsckReport) {
  const { name, publicId } = organisation
  return [
    `${name.zh} ${publicId}`,
    `  条目 ${entries}，记录 ${records}，检查点 ${checkpoints}`,
    ...erased.map(({ text }) => `  ${text.zh}`),
    ...faults.map(({ code, at, text }) => `  ✗ ${text.zh} [${at.join(' ')}] (${code})`),
    faults.length === 0 ? '  一致 / holds' : `  ${faults.length} 处不同 / differences`,
  ].join('\n')
}
