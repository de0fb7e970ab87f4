import type { Command } from 'commander'
import { refuseNobody, sendingsOf } from '../../app/exchange/export-bundle.ts'
import type { ImportedBundle } from '../../app/exchange/import-bundle.ts'
import { importParcels } from '../../app/exchange/import-bundle.ts'
import { writeBundle } from '../../app/exchange/write-bundle.ts'
import { waitForCheckpoint } from '../../app/log/covering-checkpoint.ts'
import type { Organisation } from '../../app/ports/store-ports.ts'
import { organisationNamed, recordingSession } from '../cli-session.ts'
import type { CommandContext, Installation } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption } from '../options.ts'
import { faultLine } from '../tell-refusal.ts'

interface BundleOptions {
  readonly data: string
  readonly org?: string
}

/** taizhang bundle export|import: calls, answers and replies by hand, for one unit or for all. */
export function addBundle(program: Command, context: CommandContext): void {
  const bundle = program
    .command('bundle')
    .description('与网络不通的单位交换报送任务和答复 / calls and answers where no network reaches')
  bundle
    .command('export')
    .description(
      '导出交换包；不指明单位则为本服务器所有单位 / of one unit, or of all of this server',
    )
    .requiredOption('--out <file>', '.zip')
    .option('--to <log>', '只给这一日志（公钥“+”前的部分）/ for this log only, as its key begins')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action((options: BundleOptions & { out: string; to?: string }) => exportTo(context, options))
  bundle
    .command('import')
    .description('导入交换包，逐件核验 / bring one in, each item verified')
    .argument('<file>', '.zip')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action((path: string, options: BundleOptions) => importFrom(context, path, options))
}

async function exportTo(
  context: CommandContext,
  { data, org, out, to }: BundleOptions & { readonly out: string; readonly to?: string },
): Promise<void> {
  const written = await withInstallation(context, data, async (installation) => {
    const { ports } = installation
    const units = await unitsOf(installation, org)
    const sendings = await Promise.all(
      units.map((unit) => sendingsOf(ports, { org: unit }, to ?? null)),
    )
    if (sendings.flat().length === 0) refuseNobody(to ?? null)
    return waitForCheckpoint(() => writeBundle(ports, sendings.flat(), { byHand: true }))
  })
  const { bytes, parcels, items, left } = written
  await context.writeFile(out, bytes)
  context.print(
    `${out}：${parcels} 份，${items} 件，${bytes.length} 字节，余 ${left} 件待下次 / ` +
      `${parcels} parcels, ${items} items, ${left} left for the next one`,
  )
}

async function importFrom(
  context: CommandContext,
  path: string,
  { data, org }: BundleOptions,
): Promise<void> {
  const bytes = await context.readFile(path)
  const isWhole = await withInstallation(context, data, async (installation) => {
    const ports = { ...installation.ports, outside: context.outside }
    const read = await ports.outside.read('bundle', bytes, null)
    let whole = true
    let forUs = 0
    for (const unit of await unitsOf(installation, org)) {
      const session = await recordingSession(installation, unit)
      const imported = await importParcels(ports, session, read)
      if (imported.parcels === 0 && imported.faults.length === 0) continue
      tell(context, unit, imported)
      whole &&= imported.faults.length === 0
      forUs += 1
    }
    if (forUs === 0) {
      context.tell(
        '交换包里没有给这些单位的，什么也没有收 / nothing in it is for these units, nothing was taken',
      )
    }
    return whole && forUs > 0
  })
  if (!isWhole) context.exitCode(1)
}

function tell(context: CommandContext, { name }: Organisation, imported: ImportedBundle): void {
  const { parcels, kept, known, received, faults } = imported
  context.print(
    `${name.zh}：${parcels} 份，新收 ${kept} 件，早已收到 ${known} 件，接收答复 ${received} 份，` +
      `未收 ${faults.length} 处 / ${name.en}: ${parcels} parcels, ${kept} new, ${known} known, ` +
      `${received} answers received, ${faults.length} faults`,
  )
  for (const one of faults) {
    context.tell(`${one.at.join(' ')}  ${one.code}  ${faultLine(one)}`)
  }
}

/** The unit that is named, or every real one. */
async function unitsOf(
  installation: Installation,
  org: string | undefined,
): Promise<readonly Organisation[]> {
  if (org !== undefined) return [await organisationNamed(installation, org)]
  const all = await installation.ports.organisations.all()
  return all.filter(({ kind }) => kind === 'real')
}
