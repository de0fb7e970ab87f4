import type { Command } from 'commander'
import { admit } from '../../app/organisation/admit-first-person.ts'
import { enterFounded } from '../../app/organisation/subordinates.ts'
import { checkUnitName, checkZone } from '../../app/organisation/unit-name.ts'
import { checkPersonName } from '../../app/people/write-roster.ts'
import { linkDays } from '../../app/ports/account-ports.ts'
import type { Organisation } from '../../app/ports/store-ports.ts'
import { cliActor, organisationNamed } from '../cli-session.ts'
import type { CommandContext, Installation } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption } from '../options.ts'
import type { OrgImportOptions } from './org-import.ts'
import { importUnits } from './org-import.ts'

interface OrgOptions {
  readonly data: string
  readonly below?: string
  readonly zone: string
  readonly person: string
  readonly username: string
}

/** taizhang org add NAME --person P --username U · taizhang org import FILE · taizhang org list */
export function addOrg(program: Command, context: CommandContext): void {
  const org = program.command('org').description('单位 / organisations')
  org
    .command('add')
    .description('设立单位和它的管理员 / found an organisation with its administrator')
    .argument('<name>', '名称 / name')
    .requiredOption('--person <name>', '管理员姓名 / name of its administrator')
    .requiredOption('--username <name>', '管理员登录名 / sign-in name')
    .option('--below <org>', '上级单位 / the body above')
    .option('--zone <zone>', '时区 / time zone', 'Asia/Shanghai')
    .addOption(dataOption(context))
    .action(async (name: string, options: OrgOptions) => {
      await withInstallation({ open: context.openOrMake }, options.data, async (installation) => {
        const { organisation, link } = await found(installation, name, options)
        context.print(`${organisation.publicId} ${organisation.name.zh}`)
        context.tell(
          '管理员打开页面地址加下面一段，设定密码 / the address of the page, followed by:',
        )
        context.print(`/welcome#${link}`)
      })
    })
  org
    .command('import')
    .description(
      '从表格设立多个单位（不加 --write 只看结果）/ found the units of a sheet; without --write only look',
    )
    .argument('<file>', '.xlsx .csv .xls .et')
    .option('--below <org>', '没有写上级单位的，设在它下面 / the body above where a row names none')
    .option('--links <file>', '管理员的一次性链接写入此文件 / file for the links', '单位链接.csv')
    .option('--write', '设立 / found them', false)
    .addOption(dataOption(context))
    .action((path: string, options: OrgImportOptions) => importUnits(context, path, options))
  org
    .command('list')
    .description(
      '列出单位，下级缩进在上级之后 / list organisations, each indented behind the one above',
    )
    .addOption(dataOption(context))
    .action(async ({ data }: { data: string }) => {
      const open = context.openStored
      const all = await withInstallation({ open }, data, ({ ports }) => ports.organisations.all())
      for (const line of treeLines(all)) context.print(line)
    })
}

/** One a line: id, kind, name; the name stands in by two for each body above it. */
function treeLines(all: readonly Organisation[]): readonly string[] {
  // A path begins with that of the body above.
  const inTree = all.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  return inTree.map(({ publicId, kind, name, path }) => {
    const above = path.split('.').length - 2
    return `${publicId} ${kind} ${'  '.repeat(above)}${name.zh}`
  })
}

async function found(
  installation: Installation,
  given: string,
  options: OrgOptions,
): Promise<{ organisation: Organisation; link: string }> {
  const { ports } = installation
  const name = checkUnitName(given)
  const zone = checkZone(options.zone)
  const person = checkPersonName(options.person)
  const above =
    options.below === undefined ? null : await organisationNamed(installation, options.below)
  const { username } = options
  const account = await ports.accounts.create({ username, password: null, lang: 'zh' })
  try {
    const id = ports.random.uuid()
    const parent = above?.id ?? null
    const founding = { name, zone, kind: above?.kind ?? 'real', parent, actor: id } as const
    const organisation = await ports.organisations.found(founding)
    const roles = ['administrator', 'clerk']
    await admit(ports, organisation, { account, person, id, roles, kind: null })
    if (above !== null) {
      const said = new Map([[organisation.origin, { place: null, short: null }]])
      await enterFounded(ports, { above, said, actor: cliActor() })
    }
    const purpose = { purpose: 'invited', account, days: linkDays } as const
    return { organisation, link: await ports.accounts.makeLink(purpose) }
  } catch (error) {
    await ports.accounts.discard(account)
    throw error
  }
}
