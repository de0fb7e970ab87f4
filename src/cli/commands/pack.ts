import type { Command } from 'commander'
import { followsEntries } from '../../ledger/figure/own-terms.ts'
import type { CommandContext } from '../command-context.ts'

/** taizhang pack check DIR · taizhang pack compile [DIR] */
export function addPack(program: Command, context: CommandContext): void {
  const pack = program.command('pack').description('业务包 / packs')
  pack
    .command('check')
    .description('检查业务包，逐条指出文件和行 / check a pack')
    .argument('<dir>', '含 pack.yaml 的文件夹 / folder with pack.yaml')
    .action(async (dir: string) => {
      const checked = await context.checkPack(dir)
      const { id, version, digest, registers, figures, duties, reports } = checked
      context.print(`${id} ${version} ${digest}`)
      context.print(
        `台账 ${registers.size}，数据项 ${figures.size}，责任事项 ${duties.size}，报告 ${reports.size}`,
      )
      // What hangs on the day or on other records costs more the more records a year has.
      const anew = [...figures.values()].filter((one) => !followsEntries(one)).map(({ id }) => id)
      const which = anew.length === 0 ? '' : `：${anew.join('、')}`
      context.print(
        `数据项随入账更新 ${figures.size - anew.length}，每次重算 ${anew.length}${which}`,
      )
    })
  pack
    .command('compile')
    .description('预先编译业务包，启动更快 / compile a pack beside the program, to start faster')
    .argument('[dir]', '含 pack.yaml 的文件夹 / folder with pack.yaml', context.packFolder)
    .action((dir: string) => context.compilePack(dir))
}
