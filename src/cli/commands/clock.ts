import type { Command } from 'commander'
import { confirmClock } from '../../app/log/confirm-clock.ts'
import type { HoldingServer } from '../../app/log/held-by-servers.ts'
import { heldByServers } from '../../app/log/held-by-servers.ts'
import type { LogState } from '../../app/log/log-state.ts'
import { readLogState } from '../../app/log/log-state.ts'
import type { OrgId } from '../../app/ports/store-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { cliActor, organisationFor } from '../cli-session.ts'
import type { CommandContext, StoredLedger } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption } from '../options.ts'

interface ClockOptions {
  readonly data: string
  readonly org?: string
}

/** taizhang clock show · taizhang clock confirm */
export function addClock(program: Command, context: CommandContext): void {
  const clock = program.command('clock').description('服务器时钟与日志 / clock and log')
  clock
    .command('show')
    .description('时钟、签署与条目时间 / clock, signing and dates of entries')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async ({ data, org }: ClockOptions) => {
      const open = context.openStored
      const lines = await withInstallation({ open }, data, async (installation) => {
        const id = await spokenFor(context, installation, org)
        const { ports } = installation
        const own =
          id === null
            ? heldLines(await ports.store.heldByClock(null))
            : linesOf(await readLogState(ports, id))
        return [...own, ...(await heldByServers(ports, id)).flatMap(serverLines)]
      })
      context.print(lines.length === 0 ? '正常 / all is well' : lines.join('\n'))
      if (lines.length > 0) context.exitCode(1)
    })
  clock
    .command('confirm')
    .description('确认服务器时钟无误，恢复写入 / the clock is right; writing goes on')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async ({ data, org }: ClockOptions) => {
      const open = context.openStored
      const now = await withInstallation({ open }, data, async (installation) => {
        const id = await spokenFor(context, installation, org)
        await confirmClock(installation.ports, { org: id, actor: cliActor() })
        return installation.ports.clock.now()
      })
      context.print(new Date(now).toISOString())
    })
}

/** Who is spoken for; null: the server, before any real unit is there that could be. */
async function spokenFor(
  context: CommandContext,
  installation: StoredLedger,
  org: string | undefined,
): Promise<OrgId | null> {
  const all = await installation.ports.organisations.all()
  if (org === undefined && all.every(({ kind }) => kind === 'demo')) return null
  return (await organisationFor(context, installation, org)).id
}

function heldLines(held: Fault | null): string[] {
  return held === null ? [] : [held.text.zh, held.text.en]
}

function serverLines({ address, held }: HoldingServer): string[] {
  return heldLines(held).map((line) => `${address}  ${line}`)
}

function linesOf({ held, datedAhead, isLate, unsignedSince }: LogState): string[] {
  return [
    ...heldLines(held),
    ...(datedAhead === null
      ? []
      : [`条目的时间已到 ${datedAhead} / entries are dated ahead, up to ${datedAhead}`]),
    ...(isLate ? [`自 ${unsignedSince} 起未签署 / unsigned since ${unsignedSince}`] : []),
  ]
}
