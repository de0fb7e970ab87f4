import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { ImportedUnit } from '../../app/organisation/import-units.ts'
import { foundPlanned, previewUnits } from '../../app/organisation/import-units.ts'
import type { PlannedUnit, UnitPlan } from '../../app/organisation/plan-units.ts'
import type { Fault } from '../../ledger/fault.ts'
import { csvText } from '../../ledger/sheet/csv-text.ts'
import { cliActor, organisationNamed } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { faultLine } from '../tell-refusal.ts'

/** What the command line says about a sheet of units. */
export interface OrgImportOptions {
  readonly data: string
  readonly below?: string
  readonly links: string
  readonly write: boolean
}

const toldEvery = 100

/**
 * Tells of each row of a sheet of units what it comes to, and with `write` founds those that are
 * not there, each with its first administrator.
 */
export async function importUnits(
  context: CommandContext,
  path: string,
  options: OrgImportOptions,
): Promise<void> {
  const bytes = await context.readFile(path)
  const isWhole = await withInstallation(
    { open: context.openOrMake },
    options.data,
    async (installation) => {
      const ports = { ...installation.ports, outside: context.outside }
      const { below: wanted } = options
      const below = wanted === undefined ? null : await organisationNamed(installation, wanted)
      const plan = await previewUnits(ports, { bytes, below })
      for (const line of linesOf(plan, options)) context.tell(line)
      if (!options.write) return plan.wrong.length === 0
      const failed = await write(context, foundPlanned(ports, plan, cliActor()), options.links)
      return failed + plan.wrong.length === 0
    },
  )
  if (!isWhole) context.exitCode(1)
}

/** Tells each row as it is founded or not; links go into a file that its owner alone can read. */
async function write(
  context: CommandContext,
  units: AsyncGenerator<ImportedUnit, void>,
  path: string,
): Promise<number> {
  let founded = 0
  let failed = 0
  let links: FileHandle | null = null
  try {
    for await (const one of units) {
      if (one.state === 'failed') {
        failed += 1
        for (const line of faultLines(one.unit.row, one.unit.name.zh, one.faults)) {
          context.tell(line)
        }
        continue
      }
      founded += 1
      if (one.link !== null) {
        links ??= await openLinks(path)
        await links.appendFile(linkLine(one.unit, one.link))
      }
      if (founded % toldEvery === 0) context.tell(`${founded} …`)
    }
  } finally {
    await links?.close()
  }
  context.print(`设立 ${founded} 个，未成 ${failed} 个 / ${founded} founded, ${failed} failed`)
  if (links !== null) context.print(`链接在 ${path}，请分别转交 / links in ${path}, hand them out`)
  return failed
}

const linkTable = { name: '链接', header: ['单位', '管理员', '登录名', '链接（接在页面地址后）'] }

async function openLinks(path: string): Promise<FileHandle> {
  const file = await open(path, 'a', 0o600)
  const { size } = await file.stat()
  if (size === 0) await file.appendFile(csvText({ ...linkTable, rows: [] }))
  return file
}

function linkLine({ name, person, username }: PlannedUnit['unit'], link: string): string {
  const rows = [[name.zh, person, username, `/welcome#${link}`]]
  const [, line = ''] = csvText({ ...linkTable, rows }).split('\r\n')
  return `${line}\r\n`
}

const stateWords = {
  new: '将设立 / to be founded',
  unfinished: '上次中断，将补完 / interrupted, to be completed',
  there: '已有，不动 / here already',
} as const

function linesOf(
  { planned, wrong }: UnitPlan,
  { write: isWritten }: Pick<OrgImportOptions, 'write'>,
): readonly string[] {
  const count = (state: PlannedUnit['state']) => planned.filter((one) => one.state === state).length
  const rows = planned.toSorted((one, other) => one.unit.row - other.unit.row)
  return [
    ...(isWritten
      ? []
      : rows.map(({ unit, state }) => `${unit.row}：${unit.name.zh} — ${stateWords[state]}`)),
    ...wrong.flatMap(({ row, name, faults }) => faultLines(row, name, faults)),
    `新设 ${count('new')}，补完 ${count('unfinished')}，已有 ${count('there')}，有误 ${wrong.length} / ` +
      `${count('new')} new, ${count('unfinished')} to complete, ${count('there')} here, ${wrong.length} wrong`,
  ]
}

function faultLines(row: number, name: string, faults: readonly Fault[]): readonly string[] {
  return faults.map((one) => {
    const place = one.at.length === 0 ? `${row}` : one.at.join('.')
    return `${place}：${name} — ${faultLine(one)}`
  })
}
