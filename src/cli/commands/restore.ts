import type { Command } from 'commander'
import { acknowledgeOlder } from '../../app/backup/acknowledge-older.ts'
import type { Restored } from '../../app/backup/restore-backup.ts'
import { restoreBackup } from '../../app/backup/restore-backup.ts'
import { refuse } from '../../ledger/fault.ts'
import { cliActor } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { dataOption } from '../options.ts'
import { passphraseOption, readPassphrase } from '../passphrase-file.ts'
import { tellManifest, tellProgress } from './backup.ts'

interface RestoreOptions {
  readonly data: string
  readonly expect?: string
  readonly keys?: string
  readonly passphraseFile?: string
  readonly replace: boolean
  readonly acknowledge: boolean
  readonly reason?: string
}

/** taizhang restore F --data NEW · taizhang restore --acknowledge --reason R --data NEW */
export function addRestore(program: Command, context: CommandContext): void {
  program
    .command('restore')
    .description('把备份恢复到新的数据目录并核验 / put a backup back and verify it')
    .argument('[file]', '备份文件 / the backup')
    .addOption(dataOption(context))
    .option(
      '--expect <position>',
      '已知的检查点：条数:根，或检查点文件 / a known size:root or checkpoint',
    )
    .option('--keys <dir>', '另存的日志密钥目录 / folder of log keys kept apart')
    .addOption(passphraseOption())
    .option('--replace', '原目录改名保留 / keep what is there under another name', false)
    .option('--acknowledge', '确认使用较旧的备份 / go on from an older copy', false)
    .option('--reason <text>', '理由，写入日志 / why, for the log')
    .action(async (path: string | undefined, options: RestoreOptions) => {
      if (options.acknowledge) await acknowledge(context, options)
      else await restore(context, path ?? noFile(), options)
    })
}

async function restore(
  context: CommandContext,
  path: string,
  options: RestoreOptions,
): Promise<void> {
  const { data, expect = null, keys = null, replace } = options
  const passphrase = await readPassphrase(context, options.passphraseFile)
  const checks = context.openChecks()
  try {
    const restored = await restoreBackup(
      { ...context.restoring(data), checks },
      { path, expect, keys, passphrase, replace, onProgress: tellProgress(context) },
    )
    tellRestored(context, data, restored)
  } finally {
    await checks.close()
  }
}

function tellRestored(context: CommandContext, data: string, restored: Restored): void {
  const { print, tell, exitCode } = context
  const { backup, reports, faults, older, withoutKeys } = restored
  tellManifest({ ...context, tell: () => {} }, backup.manifest)
  for (const { name, size, root } of backup.manifest.logs) {
    print(`${name.zh} ${size} ${root}`)
  }
  for (const { code, at, text } of faults) {
    tell(`  ✗ ${text.zh} / ${text.en} [${at.join(' ')}] (${code})`)
  }
  if (faults.length > 0) {
    tell('恢复的内容与日志不符，目录仍标为未完成，不能启动。')
    tell('What was restored differs from its log; the folder stays marked and is not served.')
    return exitCode(1)
  }
  const entries = reports.reduce((sum, report) => sum + report.entries, 0)
  tell(`已恢复并逐条核验：${entries} 条，与日志的根一致。`)
  tell(`Restored and verified: ${entries} entries, as the root of the log says.`)
  if (withoutKeys.length > 0) {
    tell(`日志密钥不在其中：请把原 keys 目录放入 ${data}，否则只能查看，不能登记。`)
    tell(`Without log keys nothing can be recorded: put the old folder keys into ${data}.`)
    tell(
      '确已丢失的，用 taizhang log key renew --lost / lost for good: taizhang log key renew --lost',
    )
  }
  for (const { name, size, seenSize } of older) {
    tell(`  ✗ ${name.zh}：这是较旧的备份，现 ${size} 条，此前见到过 ${seenSize} 条。`)
    tell(`    ${name.en}: an older copy, ${size} entries here, ${seenSize} were seen before.`)
  }
  if (older.length > 0) {
    tell('启动前须说明理由 / to serve it, say why:')
    tell(`  taizhang restore --acknowledge --reason "…" --data ${data}`)
  }
  exitCode(older.length === 0 ? 0 : 1)
}

async function acknowledge(context: CommandContext, options: RestoreOptions): Promise<void> {
  const { restorer } = context.restoring(options.data)
  const older = await restorer.older()
  if (older === null) return nothingToAcknowledge()
  const installation = await context.openOlder(options.data)
  try {
    const reason = options.reason ?? ''
    await acknowledgeOlder(installation.ports, { older, reason, actor: cliActor() })
    await restorer.acknowledged()
  } finally {
    await installation.close()
  }
  context.tell('已写入日志，可以启动 / written to the log; it can be served now')
}

function noFile(): never {
  return refuse('restore.file', {
    text: { zh: '请给出备份文件。', en: 'Name the backup.' },
    hint: { zh: 'taizhang restore 备份文件 --data 新目录', en: 'taizhang restore FILE --data NEW' },
  })
}

function nothingToAcknowledge(): never {
  return refuse('restore.nothing', {
    text: {
      zh: '这个数据目录没有待确认的较旧备份。',
      en: 'This data folder has no older copy to acknowledge.',
    },
    hint: { zh: '请核对 --data。', en: 'Check --data.' },
  })
}
