import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { nowAndThen } from '../now-and-then.ts'
import { dataOption, dayText, wholeNumber } from '../options.ts'

const seedDefault = 1

/** taizhang demo [--seed N] [--day YYYY-MM-DD] */
export function addDemo(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('建一个演示单位 / make the demo unit')
    .option('--seed <n>', '种子 / same seed and day, same log', wholeNumber, seedDefault)
    .option('--day <day>', '视为当天打开，默认今天 / as opened on this day, default today', dayText)
    .addOption(dataOption(context))
    .action(async ({ seed, day, data }: { seed: number; day?: string; data: string }) => {
      await withInstallation({ open: context.openOrMake }, data, async (installation) => {
        const isTime = nowAndThen()
        const org = await installation.makeDemo({ seed, ...(day && { today: day }) }, (done) => {
          if (isTime()) context.tell(done === 'waiting' ? waiting : percentOf(done))
        })
        const { publicId, name } = (await installation.ports.organisations.of(org)) ?? {}
        const { size, root } = await installation.ports.store.read(org, (reader) =>
          reader.position(),
        )
        context.print(`${name?.zh} ${publicId}\n${size} ${root}`)
        context.tell(nextStep(data))
      })
    })
}

const waiting = [
  '另一个进程正在建立演示，或刚被中断：请稍候，中断的一分钟内重新建立。',
  'Another process is making the demo, or was cut off just now: wait; then it is made anew.',
].join('\n')

function percentOf({ writes, of }: { writes: number; of: number }): string {
  return `${Math.floor((writes * 100) / of)}%`
}

function nextStep(data: string): string {
  const command = `taizhang serve --data ${data}`
  const zh = `在页面上看：${command}，打开它显示的链接，选“打开演示”。`
  return `${zh}\nTo see it: ${command}, open the link it prints and choose “Open the demo”.`
}
