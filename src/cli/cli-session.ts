import { userInfo } from 'node:os'
import type { Organisation, Session } from '../app/ports/store-ports.ts'
import { refuse } from '../ledger/fault.ts'
import type { Installation } from './command-context.ts'

/** Who works at the terminal, as the log names it: whoever has the data folder has all of it. */
export function cliActor(): string {
  return `cli:${userInfo().username}`
}

/**
 * The organisation a command works for: by public id or by name; without `--org` the only one,
 * or the only real one. Refuses with `org.unknown` and `org.which`, naming what there is.
 */
export async function findOrganisation(
  installation: Installation,
  wanted: string | null,
): Promise<Organisation> {
  const all = await installation.ports.organisations.all()
  const names = all.map((one) => `${one.name.zh} (${one.publicId})`).join('、')
  if (wanted !== null) {
    const found = all.filter((one) => [one.publicId, one.name.zh, one.name.en].includes(wanted))
    if (found[0] && found.length === 1) return found[0]
    return refuse('org.unknown', {
      at: ['--org'],
      text: { zh: `没有单位“${wanted}”`, en: `There is no organisation “${wanted}”` },
      hint: { zh: `现有单位：${names || '无'}`, en: `There are: ${names || 'none'}` },
    })
  }
  const real = all.filter((one) => one.kind === 'real')
  const only = all.length === 1 ? all[0] : real.length === 1 ? real[0] : undefined
  if (only) return only
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
    hint: { zh: `用 --org 指明：${names}`, en: `Name one with --org: ${names}` },
  })
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
