import type { Command } from 'commander'
import type { BackupManifest, BackupProgress } from '../../app/ports/backup-ports.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { nowAndThen } from '../now-and-then.ts'
import { dataOption } from '../options.ts'
import { passphraseOption, readPassphrase } from '../passphrase-file.ts'

interface BackupOptions {
  readonly data: string
  readonly passphraseFile?: string
}

/** taizhang backup F */
export function addBackup(program: Command, context: CommandContext): void {
  program
    .command('backup')
    .description('备份全部数据，不停服务 / back up everything while serving')
    .argument('<file>', '备份文件，不得已存在 / the backup; nothing may be there yet')
    .addOption(dataOption(context))
    .addOption(passphraseOption())
    .action(async (path: string, options: BackupOptions) => {
      const passphrase = await readPassphrase(context, options.passphraseFile)
      const stopping = new AbortController()
      const stop = () => stopping.abort()
      process.once('SIGINT', stop)
      try {
        const open = context.openStored
        const { manifest, bytes } = await withInstallation({ open }, options.data, ({ ports }) =>
          ports.backups.make({
            path,
            passphrase,
            signal: stopping.signal,
            onProgress: tellProgress(context),
          }),
        )
        context.print(`${path} ${bytes}`)
        tellManifest(context, manifest)
        context.exitCode(manifest.files.missing.length === 0 ? 0 : 1)
      } finally {
        process.off('SIGINT', stop)
      }
    })
}

/** Says what a backup holds. */
export function tellManifest({ tell }: CommandContext, manifest: BackupManifest): void {
  const { logs, files, keys } = manifest
  for (const { name, size, root } of logs) {
    tell(`  ${name.zh}：${size} 条，根 ${root} / ${size} entries, root ${root}`)
  }
  tell(`  附件 ${files.count} 个 / ${files.count} attachments`)
  for (const sha256 of files.missing) tell(`  ✗ 附件缺失 / attachment missing: ${sha256}`)
  if (keys === 'left-out') {
    tell('  日志密钥不在其中，请另行保管 keys 目录，或用 --passphrase-file 一并封存。')
    tell(
      '  The log keys are not in it: keep the folder keys apart, or seal them with --passphrase-file.',
    )
  }
}

/** Tells from time to time how far it is. */
export function tellProgress({ tell }: CommandContext): BackupProgress {
  const isTime = nowAndThen()
  return ({ rows, bytes, of }) => {
    if (!isTime()) return
    const part = of === null ? '' : ` ${Math.floor((100 * bytes) / of)}%`
    tell(`  ${rows > 0 ? `${rows} 行 / rows, ` : ''}${Math.round(bytes / 1024)} KiB${part}`)
  }
}
