import type { Command } from 'commander'
import { listJobs } from '../../app/instances/list-jobs.ts'
import type { JobRunRow } from '../../app/ports/job-ports.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption } from '../options.ts'
import { terminalMoments } from '../unit-zone.ts'

/** taizhang jobs: exit code 1 when the last run of one failed, so that a watcher can ask. */
export function addJobs(program: Command, context: CommandContext): void {
  program
    .command('jobs')
    .description('后台作业与最近一次的结果 / jobs and what came of them')
    .option('--json', '输出 JSON / print JSON', false)
    .addOption(dataOption(context))
    .action(async ({ data, json }: { data: string; json: boolean }) => {
      const open = context.openStored
      const { listed, moment } = await withInstallation({ open }, data, async ({ ports }) => ({
        listed: await listJobs(ports),
        moment: await terminalMoments(ports),
      }))
      const rows = listed.map(({ job, runs }) => ({
        id: job.id,
        label: job.label,
        last: runs[0] ?? null,
      }))
      if (json) context.print(JSON.stringify(rows, null, 2))
      else
        for (const { id, label, last } of rows) {
          context.print(`${id}  ${label.zh}  ${said(last, moment)}`)
        }
      if (rows.some(({ last }) => isBad(last))) context.exitCode(1)
    })
}

const outcomes = {
  done: '完成 done',
  failed: '失败 failed',
  'cut-off': '中断 cut off',
} as const

function said(last: JobRunRow | null, moment: (iso: string) => string): string {
  if (last === null) return '还没有运行过 not yet'
  const what = last.outcome === null ? '正在进行 running' : outcomes[last.outcome]
  return [moment(last.endedAt ?? last.startedAt), what, last.note?.zh ?? ''].join('  ').trimEnd()
}

function isBad(last: JobRunRow | null): boolean {
  return last?.outcome === 'failed' || last?.outcome === 'cut-off'
}
