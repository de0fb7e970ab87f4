import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'

/** taizhang cert [--out DIR] [--name N …] */
export function addCert(program: Command, context: CommandContext): void {
  program
    .command('cert')
    .description('生成自签名证书 / make a self-signed certificate')
    .option('--out <dir>', '输出目录 / folder', join(context.dataDefault, 'tls'))
    .option('--name <name...>', '更多域名或地址 / more names or addresses', [])
    .action(async ({ out, name }: { out: string; name: readonly string[] }) => {
      const made = await context.makeCertificate(resolve(out), name)
      context.print(`--cert ${made.cert} --key ${made.key}`)
      context.print(made.names.join(' '))
    })
}
