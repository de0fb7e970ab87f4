import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { dataOption } from '../options.ts'
import { untilSignal } from '../until-signal.ts'

/** taizhang signer --listen ADDRESS */
export function addSigner(program: Command, context: CommandContext): void {
  program
    .command('signer')
    .description('签署服务：为同一数据库的各台服务器掌管密钥 / holds the keys for several servers')
    .requiredOption(
      '--listen <address>',
      'unix:/路径 或 tls://主机:端口 / unix:/path or tls://host:port',
    )
    .addOption(dataOption(context))
    .action(async ({ data, listen }: { data: string; listen: string }) => {
      const service = await context.serveKeys(data, listen)
      context.print(`签署服务 Signer  ${service.url}`)
      await untilSignal()
      await service.stop()
    })
}
