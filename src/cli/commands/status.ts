import type { Command } from 'commander'
import { instancesState } from '../../app/instances/read-instances.ts'
import type { SeenInstance } from '../../app/ports/instance-ports.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption } from '../options.ts'
import { tellRefusal } from '../tell-refusal.ts'
import { terminalMoments } from '../unit-zone.ts'

/** taizhang status: exit code 1 when the servers do not agree. */
export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('共用数据库的各台服务器 / the servers of this installation')
    .option('--json', '输出 JSON / print JSON', false)
    .addOption(dataOption(context))
    .action(async ({ data, json }: { data: string; json: boolean }) => {
      const open = context.openStored
      const { state, moment } = await withInstallation({ open }, data, async ({ ports }) => ({
        state: await instancesState(ports),
        moment: await terminalMoments(ports),
      }))
      if (json) context.print(JSON.stringify(state, null, 2))
      else for (const one of state.instances) context.print(lineOf(one, moment))
      if (!json && state.notices.length > 0) tellRefusal(new Refusal([...state.notices]))
      if (state.notices.length > 0) context.exitCode(1)
    })
}

function lineOf(one: SeenInstance, moment: (iso: string) => string): string {
  const { address, version, schema, pack, seenAt, isHere, lacks } = one
  const state = isHere ? '在 here' : '不在 gone'
  const shown = [address, state, version, `schema ${schema}`, pack.slice(0, 12), moment(seenAt)]
  return [...shown, lacks.join(' ')].join('  ').trimEnd()
}
