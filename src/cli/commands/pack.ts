import { resolve } from 'node:path'
import type { Command } from 'commander'
import { nodeCrypto } from '../../adapters/crypto/node-crypto.ts'
import { readPackFolder } from '../../adapters/packs/read-pack-folder.ts'
import { Refusal } from '../../ledger/fault.ts'
import { loadPack } from '../../pack/load-pack.ts'
import type { CommandContext } from '../command-context.ts'

/** taizhang pack check DIR */
export function addPack(program: Command, context: CommandContext): void {
  const pack = program.command('pack').description('业务包 / packs')
  pack
    .command('check')
    .description('检查业务包，逐条指出文件和行 / check a pack')
    .argument('<dir>', '含 pack.yaml 的文件夹 / folder with pack.yaml')
    .action(async (dir: string) => {
      const loaded = loadPack(await readPackFolder(resolve(dir)), nodeCrypto)
      if (!loaded.pack) throw new Refusal(loaded.faults)
      const { id, version, digest, registers, figures, duties, reports } = loaded.pack
      context.print(`${id} ${version} ${digest}`)
      context.print(
        `台账 ${registers.size}，数据项 ${figures.size}，责任事项 ${duties.size}，报告 ${reports.size}`,
      )
    })
}
