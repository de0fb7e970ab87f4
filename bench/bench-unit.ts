import { todayIn } from '../src/app/clock/wall-clock.ts'
import { setUpUnit } from '../src/app/organisation/set-up-unit.ts'
import { switchDuty } from '../src/app/organisation/write-unit.ts'
import { adoptRequest } from '../src/app/people/write-roster.ts'
import type { AccountId } from '../src/app/ports/account-ports.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import type { Organisation, Session } from '../src/app/ports/store-ports.ts'
import type { AppendRequest } from '../src/append/append-request.ts'
import type { Fact, Story } from './facts.ts'
import { appendsOf } from './facts.ts'

const zone = 'Asia/Shanghai'
/** Counts the meetings that are recorded; no instrument asks it, so of a new unit it is off. */
export const countedDuty = 'first-agenda-item'
/** Rows of one transaction while a unit is filled. */
const fillRowsMax = 10_000

/** A unit that is measured. */
export interface BenchUnit {
  readonly session: Session
  /** The unit's day. */
  readonly today: string
  /** Access token that reads and records. */
  readonly token: string
  /** The writes for facts of this unit. */
  appends(facts: readonly Fact[]): Promise<readonly AppendRequest[]>
  /** Puts facts into the log, in transactions of many. */
  fill(facts: readonly Fact[]): Promise<void>
}

/**
 * Sets up the first unit as its first person does, who takes up a duty; also answers the cookie of
 * that person.
 */
export async function setUpFirst(
  ports: AppPorts,
  story: Story,
): Promise<{ unit: BenchUnit; account: AccountId; cookie: string }> {
  const link = await ports.accounts.makeLink({ purpose: 'first-start', account: null, days: 1 })
  const { secret, signedIn } = await setUpUnit(ports, {
    link,
    unit: '海棠市档案馆',
    zone,
    kind: null,
    person: '冯雨桐',
    username: 'fengyt',
    password: '库房钥匙挂在东墙第三格',
    lang: 'zh',
  })
  const org = signedIn.org === null ? null : await ports.organisations.of(signedIn.org)
  if (org === null) throw new Error('the first unit was not founded')
  const unit = await unitOf(ports, { org, account: signedIn.account, story })
  await switchDuty(ports, unit.session, {
    duty: countedDuty,
    on: true,
    reason: '列入年度任务',
    from: unit.today,
  })
  return { unit, account: signedIn.account, cookie: secret }
}

/** Founds another unit beside the first. */
export async function foundUnit(
  ports: AppPorts,
  { name, account, story }: { name: string; account: AccountId; story: Story },
): Promise<BenchUnit> {
  const actor = 'cli:bench'
  const org = await ports.organisations.found({
    name: { zh: name, en: name },
    kind: 'real',
    parent: null,
    zone,
    actor,
  })
  const { current, files } = ports.packs
  const today = todayIn(zone, ports.clock)
  await ports.store.append(org.id, adoptRequest(current, { actor, today }))
  await ports.store.keepPack(org.id, { digest: current.digest, files })
  return unitOf(ports, { org, account, story })
}

async function unitOf(
  ports: AppPorts,
  { org, account, story }: { org: Organisation; account: AccountId; story: Story },
): Promise<BenchUnit> {
  const roles = ['administrator', 'clerk', 'first-responsible']
  const actor = { id: 'cli:bench', person: null, roles }
  const session: Session = { org, actor, pack: ports.packs.current }
  const today = todayIn(zone, ports.clock)
  const appends = async (facts: readonly Fact[]) => {
    const roster = await ports.rosters.of(org.id)
    return appendsOf(ports, session, { facts, roster, today })
  }
  const fill = async (facts: readonly Fact[]) => {
    for (let from = 0; from < facts.length; from += fillRowsMax) {
      const requests = await appends(facts.slice(from, from + fillRowsMax))
      await ports.store.appendAll(org.id, requests)
    }
  }
  await fill(story.roster)
  ports.rosters.forget(org.id)
  const scopes = ['read', 'record'] as const
  const { secret } = await ports.accounts.makeToken({
    org: org.id,
    name: 'bench',
    scopes,
    by: account,
    days: 1,
  })
  return { session, today, token: secret, appends, fill }
}
