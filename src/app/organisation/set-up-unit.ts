import { refuse } from '../../ledger/fault.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { checkPersonName } from '../people/write-roster.ts'
import type { NewSession } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { admit } from './admit-first-person.ts'
import { checkUnitName, checkZone } from './unit-name.ts'
import { checkStart, profileLists } from './write-unit.ts'

/** What the first page asks for. */
export interface SetUpUnit {
  /** The one-time link printed at first start. */
  readonly link: string
  readonly unit: Label | string
  readonly zone: string
  /** What kind of body it is; null: not said yet. */
  readonly kind: string | null
  /** The first day of the ledger; absent: today. */
  readonly start?: string
  readonly person: string
  readonly username: string
  readonly password: string
  readonly lang: Lang
}

// Who sets a unit up records its first facts too; others get their own roles by invitation.
const firstRoles = ['administrator', 'clerk'] as const

/**
 * Founds the first unit with its first person and account, and signs that person in. Refuses with
 * `setup.done`, `link.*`, and the faults of what was typed; then nothing has been written.
 */
export async function setUpUnit(ports: AppPorts, request: SetUpUnit): Promise<NewSession> {
  const name = checkUnitName(request.unit)
  const zone = checkZone(request.zone)
  const person = checkPersonName(request.person)
  const kind = checkBodyKind(ports, request.kind)
  const { start } = request
  if (start !== undefined)
    checkStart(start, { today: todayIn(zone, ports.clock), at: ['body', 'start'] })
  await checkFirstStart(ports, request.link)
  const { username, password, lang } = request
  const account = await ports.accounts.create({
    username,
    password,
    lang,
    words: [name.zh, name.en],
  })
  let isUsed = false
  try {
    await ports.accounts.useLink(request.link)
    isUsed = true
    const actor = ports.random.uuid()
    const founded = { name, zone, kind: 'real', parent: null, actor } as const
    const org = await ports.organisations.found(founded)
    await admit(ports, org, {
      account,
      person,
      id: actor,
      roles: firstRoles,
      kind,
      ...(start === undefined ? {} : { start }),
    })
    return await ports.accounts.open(account, org.id)
  } catch (error) {
    await ports.accounts.discard(account)
    if (isUsed && (await ports.accounts.none())) await ports.accounts.giveLinkBack(request.link)
    throw error
  }
}

/** Refuses with `unit.kind`. */
function checkBodyKind({ packs }: Pick<AppPorts, 'packs'>, kind: string | null): string | null {
  const kinds = packs.current.lists.get(profileLists.kinds) ?? []
  if (kind === null || kinds.some(({ id }) => id === kind)) return kind
  return refuse('unit.kind', {
    at: ['body', 'kind'],
    text: { zh: '没有这个单位类别。', en: 'There is no such kind of body.' },
    hint: { zh: '请从清单中选择，或暂不选择。', en: 'Choose one of the list, or none yet.' },
  })
}

/** Refuses unless the first start is still to be completed and this is its link. */
export async function checkFirstStart(ports: AppPorts, link: string): Promise<void> {
  if (!(await ports.accounts.none())) {
    refuse('setup.done', {
      text: { zh: '本系统已经设立过单位。', en: 'This system has been set up already.' },
      hint: {
        zh: '请登录；其他单位由管理员添加。',
        en: 'Sign in; others are added by an administrator.',
      },
    })
  }
  const { purpose } = await ports.accounts.link(link)
  if (purpose !== 'first-start') throw new Error('a link of another purpose before any account')
}
