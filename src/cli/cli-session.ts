import { userInfo } from 'node:os'
import type { Organisation, Session } from '../app/ports/store-ports.ts'
import { refuse } from '../ledger/fault.ts'
import type { CommandContext, Installation, StoredLedger } from './command-context.ts'

/** Who works at the terminal, as the log names it: whoever has the data folder has all of it. */
export function cliActor(): string {
  return `cli:${userInfo().username}`
}

/** The organisation of a public id or a name. Refuses with `org.unknown`, naming what there is. */
export async function organisationNamed(
  { ports }: Pick<StoredLedger, 'ports'>,
  wanted: string,
): Promise<Organisation> {
  const all = await ports.organisations.all()
  const found = all.filter((one) => [one.publicId, one.name.zh, one.name.en].includes(wanted))
  if (found[0] && found.length === 1) return found[0]
  return refuse('org.unknown', {
    at: ['--org'],
    text: { zh: `没有单位“${wanted}”`, en: `There is no organisation “${wanted}”` },
    hint: { zh: `现有单位：${namesOf(all) || '无'}`, en: `There are: ${namesOf(all) || 'none'}` },
  })
}

/**
 * The organisation a command works for: the one named, else the only one, the only real one, or
 * where all play in the demo the one that the demo is about. Which was taken of several is told.
 * Refuses with `org.unknown`, `org.none` and `org.which`, naming what there is.
 */
export async function organisationFor(
  { tell }: Pick<CommandContext, 'tell'>,
  installation: Pick<StoredLedger, 'ports' | 'demoUnit'>,
  wanted: string | undefined,
): Promise<Organisation> {
  if (wanted !== undefined) return organisationNamed(installation, wanted)
  const all = await installation.ports.organisations.all()
  const real = all.filter((one) => one.kind === 'real')
  const taken =
    all.length === 1 ? all[0] : real.length === 0 ? await installation.demoUnit() : undefined
  const only = taken ?? (real.length === 1 ? real[0] : undefined)
  if (only) {
    if (all.length > 1) tell(takenOf(only, all.length))
    return only
  }
  if (all.length === 0) {
    return refuse('org.none', {
      text: { zh: '这个数据目录里还没有单位', en: 'There is no organisation in this data folder' },
      hint: {
        zh: '先用 taizhang org add 或 taizhang demo，或在页面上设立本单位。',
        en: 'Use taizhang org add or taizhang demo, or set up a unit in the page.',
      },
    })
  }
  return refuse('org.which', {
    at: ['--org'],
    text: { zh: '有几个单位，不知道用哪一个', en: 'There are several organisations' },
    hint: { zh: `用 --org 指明：${namesOf(all)}`, en: `Name one with --org: ${namesOf(all)}` },
  })
}

function takenOf({ name }: Organisation, count: number): string {
  const zh = `单位：${name.zh}（共${count}个，用 --org 指定别的，taizhang org list 列出）`
  const en = `unit: ${name.en}, one of ${count}; --org takes another, taizhang org list lists them`
  return `${zh}\n${en}`
}

const namedMax = 12

function namesOf(all: readonly Organisation[]): string {
  const named = all.slice(0, namedMax).map((one) => `${one.name.zh} (${one.publicId})`)
  return [...named, ...(all.length > namedMax ? ['…'] : [])].join('、')
}

/** A session that reads everything, as an auditor does, and changes nothing. */
export async function readingSession(
  installation: Installation,
  org: Organisation,
): Promise<Session> {
  return sessionAs(installation, org, ['auditor'])
}

/** A session that records in every register: whoever has the data folder answers for all of it. */
export async function recordingSession(
  installation: Installation,
  org: Organisation,
): Promise<Session> {
  const roles = installation.ports.packs.current.roles.map(({ id }) => id)
  return sessionAs(
    installation,
    org,
    roles.filter((role) => role !== 'auditor'),
  )
}

async function sessionAs(
  installation: Installation,
  org: Organisation,
  roles: readonly string[],
): Promise<Session> {
  return {
    org,
    pack: await installation.ports.unitPacks.of(org),
    actor: { id: cliActor(), person: null, roles },
  }
}
