import type { Command } from 'commander'
import { withInstallation } from '../command-context.ts'
import type { CommandContext } from '../command-context.ts'
import { dataOption, wholeNumber } from '../options.ts'

const seedDefault = 1

/** taizhang demo [--seed N] */
export function addDemo(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('建一个演示单位 / make the demo unit')
    .option('--seed <n>', '种子：相同则日志相同 / same seed, same log', wholeNumber, seedDefault)
    .addOption(dataOption(context))
    .action(async ({ seed, data }: { seed: number; data: string }) => {
      await withInstallation(context, data, async (installation) => {
        const org = await installation.makeDemo(seed, ({ writes, of }) => {
          context.tell(`${Math.floor((writes * 100) / of)}%`)
        })
        const { publicId, name } = (await installation.ports.organisations.of(org)) ?? {}
        const { size, root } = await installation.ports.store.read(org, (reader) =>
          reader.position(),
        )
        context.print(`${name?.zh} ${publicId}\n${size} ${root}`)
      })
    })
}
