import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp } from '../api/serving.ts'

/** Stands in everything that an organisation wrote and that nobody else may ever see. */
export interface Victim {
  readonly name: string
  readonly canary: string
  /** Number in the database. */
  readonly org: number
  readonly publicId: string
  readonly administrator: Browser
  readonly clerk: Browser
  readonly leader: Browser
  /** An idempotency key that the clerk has used, with the body that went with it. */
  readonly key: { readonly key: string; readonly body: object }
  readonly ids: Readonly<Record<'record' | 'restricted' | 'person' | 'account' | 'token', string>>
  /** A cursor into its list of problems. */
  readonly cursor: string
}

/** Somebody who is no member of the victim's organisation. */
export interface Attacker {
  readonly name: string
  readonly browser: Browser
  readonly headers?: Readonly<Record<string, string>>
  /** Number of the attacker's own organisation; null: of none. */
  readonly org: number | null
}

const otherRoles = ['first-responsible', 'reviewer', 'auditor'] as const

/** Unit A, its subordinate C, and unit B beside them, each with people in every role. */
export interface TwoOrganisations {
  readonly serving: Serving
  readonly a: Victim
  readonly b: Victim
  readonly c: Victim
  attackersOf(victim: Victim): readonly Attacker[]
  close(): Promise<void>
}

export async function twoOrganisations(): Promise<TwoOrganisations> {
  const serving = await serveTest()
  const first = await setUp(serving)
  const a = await fill(serving, { name: 'A', administrator: first.browser })
  const b = await found(serving, first.browser, { name: 'B', below: false })
  const c = await found(serving, first.browser, { name: 'C', below: true })
  const people = new Map<Victim, readonly Attacker[]>()
  for (const one of [a.victim, b.victim, c.victim]) {
    people.set(one, await everyRole(serving, one))
  }
  const nobody = { name: 'nobody', browser: serving.browser(), org: null }
  return {
    serving,
    a: a.victim,
    b: b.victim,
    c: c.victim,
    attackersOf: (victim) => [
      ...[...people].flatMap(([one, attackers]) => (one === victim ? [] : attackers)),
      nobody,
    ],
    close: () => serving.close(),
  }
}

/** What an organisation is called that another one founds. */
export function unitName(name: string): string {
  return `CANARY-${name}-unit`
}

// Who founds an organisation stays its member: somebody else takes over and ends that.
async function found(
  serving: Serving,
  founder: Browser,
  { name, below }: { name: string; below: boolean },
): Promise<{ victim: Victim }> {
  const added = await founder.ask('POST', '/api/v1/organisations', {
    body: { name: unitName(name), zone: 'Asia/Shanghai', below },
  })
  const browser = serving.browser()
  await browser.ask('POST', '/api/v1/session', {
    body: { username: '张三', password: goodPassword },
  })
  await browser.ask('POST', '/api/v1/session/organisation', {
    body: { organisation: added.body.id },
  })
  const administrator = await invite(serving, browser, {
    username: `boss-${name}`.toLowerCase(),
    roles: ['administrator'],
  })
  const accounts = await administrator.ask('GET', '/api/v1/accounts')
  const founding = accounts.body.find((one: { username: string }) => one.username === '张三')
  const ended = await administrator.ask('DELETE', `/api/v1/accounts/${founding.id}`)
  if (ended.status !== 204) throw new Error(JSON.stringify(ended.body))
  // Ending the membership signed the founder out everywhere.
  await founder.ask('POST', '/api/v1/session', {
    body: { username: '张三', password: goodPassword },
  })
  return fill(serving, { name, administrator })
}

async function fill(
  serving: Serving,
  { name, administrator }: { name: string; administrator: Browser },
): Promise<{ victim: Victim }> {
  const canary = `CANARY-${name}`
  const post = async (browser: Browser, path: string, body: object, headers = {}) => {
    const told = await browser.ask('POST', `/api/v1${path}`, { body, headers })
    if (told.status !== 201) throw new Error(`${path} ${JSON.stringify(told.body)}`)
    return told.body
  }
  const person = await post(administrator, '/registers/person/records', {
    values: { name: `${canary}-人`, since: '2020-01-01' },
  })
  const username = `${canary}-clerk`.toLowerCase()
  const clerk = await invite(serving, administrator, { username, roles: ['clerk'] })
  const leader = await invite(serving, administrator, {
    username: `${canary}-leader`.toLowerCase(),
    roles: ['leader'],
  })
  const key = `key-of-${canary}`
  const body = { values: await problemOf(administrator, `${canary}-问题`, person.record.id) }
  const made = await post(clerk, '/registers/problem/records', body, { 'idempotency-key': key })
  await post(clerk, '/registers/problem/records', {
    ...body,
    reason: `${canary}-补录`,
  })
  const restricted = await post(leader, '/registers/leak-incident/records', {
    values: await leakOf(leader, canary),
  })
  const token = await post(administrator, '/tokens', {
    name: `${canary}-token`,
    scopes: ['read', 'record', 'witness'],
  })
  const accounts = await administrator.ask('GET', '/api/v1/accounts')
  const list = await clerk.ask('GET', '/api/v1/registers/problem/records?limit=1')
  const session = await administrator.ask('GET', '/api/v1/session')
  const publicId = session.body.organisation.id
  const org = await serving.opened.ports.organisations.byPublicId(publicId)
  if (!org) throw new Error('the organisation is not there')
  return {
    victim: {
      name,
      canary,
      org: org.id,
      publicId,
      administrator,
      clerk,
      leader,
      key: { key, body },
      ids: {
        record: made.record.id,
        restricted: restricted.record.id,
        person: person.record.id,
        account: accounts.body.find((one: { username: string }) => one.username === username).id,
        token: token.token.id,
      },
      cursor: list.body.next,
    },
  }
}

async function problemOf(browser: Browser, title: string, owner: string): Promise<object> {
  const { lists } = (await browser.ask('GET', '/api/v1/pack')).body
  const source = lists['problem-sources'][0].id
  return {
    title,
    source,
    foundOn: '2026-05-06',
    owner,
    cause: title,
    measures: [{ measure: title, owner }],
  }
}

async function leakOf(browser: Browser, text: string): Promise<object> {
  const { lists } = (await browser.ask('GET', '/api/v1/pack')).body
  return { happenedOn: '2026-05-06', kind: lists['leak-kinds'][0].id, found: text, handling: text }
}

async function everyRole(
  serving: Serving,
  { org, administrator, clerk, leader, name }: Victim,
): Promise<readonly Attacker[]> {
  const attackers: Attacker[] = [
    { name: `administrator of ${name}`, browser: administrator, org },
    { name: `clerk of ${name}`, browser: clerk, org },
    { name: `leader of ${name}`, browser: leader, org },
  ]
  // Passwords take their time to hash: the neighbour has everybody, the others who can write.
  for (const role of name === 'B' ? otherRoles : []) {
    const username = `${name}-${role}`.toLowerCase()
    const browser = await invite(serving, administrator, { username, roles: [role] })
    attackers.push({ name: `${role} of ${name}`, browser, org })
  }
  const made = await administrator.ask('POST', '/api/v1/tokens', {
    body: { name: 'machine', scopes: ['read', 'record', 'witness'] },
  })
  const headers = { authorization: `Bearer ${made.body.secret}` }
  attackers.push({ name: `machine of ${name}`, browser: serving.browser(), headers, org })
  return attackers
}
