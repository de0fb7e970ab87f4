import type { Command } from 'commander'
import { fileCheckOf } from '../../app/audit/check-attachments.ts'
import type { FsckOptions, FsckReport } from '../../app/audit/fsck.ts'
import { fsck } from '../../app/audit/fsck.ts'
import { organisationNamed } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { nowAndThen } from '../now-and-then.ts'
import { dataOption, orgOption } from '../options.ts'

interface Options {
  readonly data: string
  readonly org?: string
  readonly full: boolean
  readonly json: boolean
}

/** taizhang fsck */
export function addFsck(program: Command, context: CommandContext): void {
  program
    .command('fsck')
    .description('由日志重算一切，逐处指出不同 / recompute everything from the log')
    .option('--full', '从头核对，不凭上次的核对 / everything, whatever was checked before', false)
    .addOption(dataOption(context))
    .addOption(orgOption())
    .option('--json', '输出 JSON / print JSON', false)
    .action(async ({ data, org, full, json }: Options) => {
      const checks = context.openChecks()
      try {
        const open = context.openStored
        const reports = await withInstallation({ open }, data, async (installation) => {
          const only = org === undefined ? null : await organisationNamed(installation, org)
          const { auditor, ports } = installation
          const { checkedPositions: positions, blobs, clock, crypto, newestSeals: newest } = ports
          const now = new Date(clock.now()).toISOString()
          const which = only ? { organisations: [only.id] } : {}
          const outside = { file: fileCheckOf(blobs), newest, positions, now }
          const onProgress = tellProgress(context)
          return fsck({ auditor, crypto, checks }, { ...which, ...outside, full, onProgress })
        })
        context.print(json ? JSON.stringify(reports, null, 1) : reports.map(reportText).join('\n'))
        if (reports.length === 0)
          context.tell('还没有单位，没有可核对的 / no unit yet, nothing to check')
        context.exitCode(reports.every(({ faults }) => faults.length === 0) ? 0 : 1)
      } finally {
        await checks.close()
      }
    })
}

/**
 * How far a long log is and how long its entries will still take, going by what they took so far;
 * then that what stands beside them is looked at, which no count tells.
 */
export function tellProgress(
  { tell }: Pick<CommandContext, 'tell'>,
  now = () => performance.now(),
): NonNullable<FsckOptions['onProgress']> {
  let began: { readonly log: string; readonly at: number; readonly entries: number } | null = null
  let isTime = nowAndThen(now)
  let isLong = false
  return ({ organisation: { name, publicId }, entries, of }) => {
    const at = now()
    if (began?.log !== publicId) {
      began = { log: publicId, at, entries }
      isTime = nowAndThen(now)
      isLong = false
    }
    if (entries >= of && isLong) {
      tell(
        `${name.zh}：条目已核对，正在核对索引和附件 / entries are done, indexes and files follow`,
      )
      isLong = false
    }
    if (entries >= of || entries === began.entries || !isTime()) return
    isLong = true
    const left = ((at - began.at) / (entries - began.entries)) * (of - entries)
    const seconds = Math.ceil(left / 1000)
    tell(`${name.zh}：${entries}/${of} 条，约剩 ${seconds} 秒 / about ${seconds} s of entries left`)
  }
}

/** What one log came to, in lines; the last says whether it holds, and how much was looked at. */
export function reportText(report: FsckReport): string {
  const { organisation, from, entries, records, checkpoints } = report
  const { erased, keyChanges, notices, faults } = report
  const { name, publicId } = organisation
  return [
    `${name.zh} ${publicId}`,
    `  条目 ${entries}，记录 ${records}，检查点 ${checkpoints}`,
    ...[...erased, ...keyChanges].map(({ text }) => `  ${text.zh}`),
    ...notices.map(({ code, at, text }) => `  · ${text.zh} [${at.join(' ')}] (${code})`),
    ...faults.map(({ code, at, text }) => `  ✗ ${text.zh} [${at.join(' ')}] (${code})`),
    faults.length === 0 ? `  ${holds(from)}` : `  ${faults.length} 处不同 / differences`,
  ].join('\n')
}

/** Whoever reads the last line alone is told there what it does not speak of. */
function holds(from: number): string {
  if (from === 0) return '全部核对，一致 / all was checked and holds'
  return (
    `自条目 ${from} 起核对，一致；此前的没有看 / ` +
    `holds from entry ${from} on; what came before was not looked at`
  )
}
