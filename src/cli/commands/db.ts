import type { Command } from 'commander'
import { Refusal } from '../../ledger/fault.ts'
import type { CommandContext } from '../command-context.ts'
import { tellRefusal } from '../tell-refusal.ts'

/** taizhang db distribute [--dry-run] */
export function addDb(program: Command, context: CommandContext): void {
  const db = program.command('db').description('数据库 / database')
  db.command('distribute')
    .description('把各单位的表分布到 Citus 的各节点 / spread organisations over the nodes of Citus')
    .option('--dry-run', '只列出要做的 / only say what would be done', false)
    .action(async ({ dryRun }: { dryRun: boolean }) => {
      const distributor = context.distributing()
      const { statements, faults } = await (dryRun ? distributor.plan() : distributor.run())
      if (faults.length > 0) {
        tellRefusal(new Refusal(faults))
        context.exitCode(1)
      }
      const isDone = !dryRun && faults.length === 0
      if (statements.length > 0) context.tell(isDone ? done : planned)
      for (const statement of statements) context.print(`${statement};`)
      if (statements.length === 0 && faults.length === 0) {
        context.tell('已全部分布 / everything is distributed')
      }
    })
}

const planned =
  '没有改动；将在一个事务中执行： / nothing was changed; to be done in one transaction:'
const done = '已完成，各表行数分布前后一致： / done, with as many rows in each table as before:'
