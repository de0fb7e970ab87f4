import { join } from 'node:path'
import type { Command } from 'commander'
import { exportLog } from '../../app/log/export-log.ts'
import { replaceKeys } from '../../app/log/replace-keys.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { KeyChangeKind } from '../../log/key-change.ts'
import { cliActor, organisationFor } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption } from '../options.ts'

/** taizhang log export --out DIR · taizhang log key rotate|renew */
export function addLog(program: Command, context: CommandContext): void {
  const log = program.command('log').description('日志 / the log')
  log
    .command('export')
    .description('导出日志（c2sp.org/tlog-tiles）/ export the log')
    .requiredOption('--out <dir>', '输出目录 / folder')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async ({ data, org, out }: { data: string; org?: string; out: string }) => {
      const open = context.openStored
      const exported = await withInstallation({ open }, data, async (installation) => {
        const { id } = await organisationFor(context, installation, org)
        return exportLog(installation.ports, id, {
          write: (path, bytes) => context.writeFile(join(out, path), bytes, { withFolder: true }),
        })
      })
      context.print(`${exported.origin} ${exported.size}`)
    })
  addKeys(log, context)
}

interface KeyOptions {
  readonly data: string
  readonly org?: string
  readonly reason: string
}

function addKeys(log: Command, context: CommandContext): void {
  const key = log.command('key').description('日志密钥 / the keys of the log')
  key
    .command('rotate')
    .description('更换密钥，旧公钥为新公钥作证 / a new key, which the old one vouches for')
    .requiredOption('--reason <text>', '理由，写入日志 / why; stands in the log')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action((options: KeyOptions) => replace(context, options, 'rotated'))
  key
    .command('renew')
    .description('原密钥丢失后换新，须另行告知各方 / a new key after the old one was lost')
    .requiredOption('--lost', '原密钥已丢失、无法恢复 / the old key is gone for good')
    .requiredOption('--reason <text>', '理由，写入日志 / why; stands in the log')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action((options: KeyOptions) => replace(context, options, 'lost'))
}

async function replace(
  context: CommandContext,
  { data, org, reason }: KeyOptions,
  how: KeyChangeKind,
): Promise<void> {
  const open = how === 'lost' ? context.openWithoutKeys : context.openStored
  const { index, vkey } = await withInstallation({ open }, data, async (installation) => {
    const organisation = await organisationFor(context, installation, org)
    const actor = { id: cliActor(), person: null, roles: [] }
    // A lost key must be replaced whatever became of the pack beside the program.
    const session = { org: organisation, actor, pack: null }
    const appended = await replaceKeys(installation.ports, session, { how, reason })
    const keys = await installation.ports.store.read(organisation.id, (reader) => reader.keys())
    return { index: appended.index, vkey: keysInForce(keys, appended.index + 1).log }
  })
  context.print(vkey)
  context.tell(how === 'lost' ? `条目 ${index}：${lostWords}` : `条目 ${index}：${rotatedWords}`)
}

const rotatedWords =
  '密钥已更换，旧公钥为上面的新公钥作证；登记过旧公钥的会自动跟上。请公布新公钥。 / ' +
  'Keys rotated. Whoever believes the old key follows by itself; publish the new one above.'
const lostWords =
  '已换新密钥。没有旧公钥作证：请当面把上面的新公钥告知上级单位和核验的人。 / ' +
  'New keys. Nothing vouches for them: tell the key above to whoever verifies, face to face.'
