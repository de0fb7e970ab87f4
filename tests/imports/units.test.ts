import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportedUnit } from '../../src/app/organisation/import-units.ts'
import { foundPlanned, previewUnits } from '../../src/app/organisation/import-units.ts'
import type { UnitPlan } from '../../src/app/organisation/plan-units.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import type { Serving } from '../api/serving.ts'
import { serveTest } from '../api/serving.ts'

let serving: Serving

beforeAll(async () => {
  serving = await serveTest()
})

afterAll(() => serving.close())

const heads = '序号,单位名称,简称,上级单位,单位类别,台账起始日,管理员,登录名'
const county = [
  '海棠县各单位',
  heads,
  '1,中共海棠县委,县委,,,,冯雨桐,fengyt',
  '3,东门镇党委,东门镇,县委,,2026-01-01,沈一帆,shenyf',
  '2,双桥镇党委,双桥镇,县委,,,贺新凉,hexl',
  ',东门镇卫生院,,东门镇,,,沈一帆,shenyf',
]

const bytesOf = (lines: readonly string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
const preview = (lines: readonly string[]) =>
  previewUnits(serving.opened.ports, { bytes: bytesOf(lines), below: null })

/** What the register of a unit says of those below, in their order. */
async function registerOf(name: string): Promise<readonly unknown[][]> {
  const { ports } = serving.opened
  const org = (await ports.organisations.all()).find((one) => one.name.zh === name)
  const below = await ports.store.read(org?.id ?? 0, (reader) =>
    reader.recordsOf(['subordinate'], { from: '0001-01-01', to: '9999-12-31' }),
  )
  return below
    .map(({ values }) => [values['place'], values['name'], values['short'], values['log']])
    .toSorted((a, b) => Number(a[0]) - Number(b[0]))
}

const states = ({ planned }: UnitPlan) => planned.map(({ state }) => state)

async function found(plan: UnitPlan, atMost = Number.POSITIVE_INFINITY): Promise<ImportedUnit[]> {
  const done: ImportedUnit[] = []
  for await (const one of foundPlanned(serving.opened.ports, plan, 'cli:test')) {
    done.push(one)
    if (done.length === atMost) break
  }
  return done
}

test('a look at a sheet writes nothing, and says of each row and cell what is wrong', async () => {
  const { planned, wrong } = await preview([
    heads,
    '1,中共海棠县委,,,,,冯雨桐,fengyt',
    '2,东门镇党委,,海棠县委,,,沈一帆,shenyf',
    'x,双桥镇党委,,中共海棠县委,不知道,某日,贺新凉,张 三',
    '4,,,中共海棠县委,,,,',
  ])
  expect(planned.map(({ unit }) => unit.name.zh)).toEqual(['中共海棠县委'])
  const told = wrong.map(({ row, faults }) => [
    row,
    faults.map((one) => `${one.at.join('.')} ${one.code}`),
  ])
  expect(told).toEqual([
    [3, [' units.above-unknown']],
    [4, ['E4 units.choice', 'A4 units.order', 'F4 units.day']],
    [5, ['B5 unit.name', 'G5 person.name', 'H5 units.username']],
  ])
  expect(await serving.opened.ports.organisations.all()).toEqual([])
  await expect(preview(['甲,乙', '1,2'])).rejects.toThrow('units.heads')
})

test('an import goes on where it was interrupted, and doubles nothing', async () => {
  const { ports } = serving.opened
  const first = await found(await preview(county), 2)
  expect(first.map(({ unit }) => unit.name.zh)).toEqual(['中共海棠县委', '双桥镇党委'])
  const [above, bridge] = await ports.organisations.all()
  if (above === undefined || bridge === undefined) throw new Error('nothing was founded')

  // Ended between the entries of a unit and its membership, and right after founding another.
  const superuser = new Client(serving.connection)
  await superuser.connect()
  await superuser.query('DELETE FROM auth.membership WHERE org = $1', [bridge.id])
  await superuser.end()
  const gate = { zh: '东门镇党委', en: '东门镇党委' }
  const { zone, id: parent } = above
  await ports.organisations.found({ name: gate, zone, kind: 'real', parent, actor: 'p' })

  const plan = await preview(county)
  expect(states(plan)).toEqual(['there', 'unfinished', 'unfinished', 'new'])
  const second = await found(plan)
  const { state, unit } = second[0] ?? {}
  expect([state, unit?.name.zh]).toEqual(['founded', '双桥镇党委'])
  expect(second.map((one) => ('link' in one ? typeof one.link : 'failed'))).toEqual([
    ...['string', 'string'],
    // One person looks after both.
    'object',
  ])
  const again = await preview(county)
  expect(states(again)).toEqual(['there', 'there', 'there', 'there'])
  expect(await found(again)).toEqual([])

  const all = await ports.organisations.all()
  expect(all.map(({ name }) => name.zh).sort()).toEqual(
    ['中共海棠县委', '双桥镇党委', '东门镇党委', '东门镇卫生院'].sort(),
  )
  for (const { id } of all) {
    const { people, memberships } = await ports.rosters.of(id)
    expect([people.size, memberships.length]).toEqual([1, 1])
  }
  // What they say of themselves is alike, so what follows from it is there once.
  const [one, other] = await Promise.all([above, bridge].map((unit) => ports.unitPacks.of(unit)))
  expect(one?.duties).toBe(other?.duties)
  expect(one?.unit.key).not.toBe(other?.unit.key)
  const clinic = all.find(({ name }) => name.zh === '东门镇卫生院')
  expect(clinic?.parent).toBe(all.find(({ name }) => name.zh === '东门镇党委')?.id)
})

test('each body above has those below in its register, with short names, in the official order', async () => {
  const { ports } = serving.opened
  const all = await ports.organisations.all()
  const logOf = (name: string) => all.find((one) => one.name.zh === name)?.origin
  // Imported twice above, and entered once.
  expect(await registerOf('中共海棠县委')).toEqual([
    [2, '双桥镇党委', '双桥镇', logOf('双桥镇党委')],
    [3, '东门镇党委', '东门镇', logOf('东门镇党委')],
  ])
  expect(await registerOf('东门镇党委')).toEqual([
    [1, '东门镇卫生院', undefined, logOf('东门镇卫生院')],
  ])
})

test('a unit founded at the terminal stands in the register of the body above it, too', async () => {
  const open = async () => ({ ...serving.opened, close: async () => {} })
  const printed: string[] = []
  const context = {
    dataDefault: serving.data,
    version: 'test',
    openOrMake: open,
    openStored: open,
    print: (line: string) => printed.push(line),
    tell: () => {},
  }
  const asked = ['南堡镇党委', '--below', '中共海棠县委', '--person', '白露', '--username', 'bail']
  const words = ['org', 'add', ...asked]
  await program(context as unknown as CommandContext).parseAsync(words, { from: 'user' })
  const all = await serving.opened.ports.organisations.all()
  const made = all.find(({ name }) => name.zh === '南堡镇党委')
  expect(await registerOf('中共海棠县委')).toContainEqual([
    4,
    '南堡镇党委',
    undefined,
    made?.origin,
  ])
  // The list says who stands below whom, whenever each was founded.
  printed.length = 0
  const list = program(context as unknown as CommandContext)
  await list.parseAsync(['org', 'list'], { from: 'user' })
  expect(printed.map((line) => line.replace(/^[0-9a-f-]{36} real /, ''))).toEqual([
    ...['中共海棠县委', '  双桥镇党委', '  东门镇党委', '    东门镇卫生院', '  南堡镇党委'],
  ])
})

test('the link opens the account, and what the sheet said stands in the ledger', async () => {
  const lines = [heads, '1,西关镇党委,,中共海棠县委,,2026-02-01,陆知微,luzw']
  const [made] = await found(await preview(lines))
  if (made?.state !== 'founded') throw new Error('it was not founded')
  const browser = serving.browser()
  const body = { token: made.link }
  expect((await browser.ask('POST', '/api/v1/session/link', { body })).status).toBe(200)
  const session = await serving.opened.ports.accounts.openByLink(made.link ?? '')
  expect(session.signedIn.org).toBe(made.org.id)
  const pack = await serving.opened.ports.unitPacks.of(made.org)
  expect(pack.unit.start).toBe('2026-02-01')
})

test('whoever looks after three thousand units is told of one, and finds the others', async () => {
  const { ports } = serving.opened
  const lines = [heads, '1,海棠市委,,,,,贺新凉,hexl', '2,北河县委,,,,,贺新凉,hexl']
  await found(await preview(lines))
  const account = (await ports.accounts.judgeUsernames(['hexl'])).get('hexl')?.account ?? ''
  const superuser = new Client(serving.connection)
  await superuser.connect()
  await superuser.query(
    `INSERT INTO ledger.organisation
       (org_id, public_id, kind, name_zh, name_en, path, zone, origin, founded_at)
     SELECT n, 'many-' || n, 'real', '第' || n || '号村', 'Village ' || n, n || '.', 'UTC',
       'taizhang/many-' || n, now() FROM generate_series(100001, 103000) n`,
  )
  await superuser.query(
    `INSERT INTO auth.membership (account, org, roles, record)
     SELECT $1, n, '{administrator}', 'r' || n FROM generate_series(100001, 103000) n`,
    [account],
  )
  await superuser.query('UPDATE auth."user" SET "mustSetPassword" = false WHERE id = $1', [account])
  await superuser.end()
  const { secret, signedIn } = await ports.accounts.open(account, null)
  expect(signedIn.hasOthers).toBe(true)
  const browser = serving.browser()
  const headers = { cookie: `taizhang=${secret}` }
  const get = (path: string) => browser.ask('GET', `/api/v1${path}`, { headers })
  const session = await get('/session')
  expect([session.status, session.body.hasOthers]).toEqual([200, true])
  expect(session.bytes.length).toBeLessThan(2_000)

  const searched = await get('/organisations?q=%E5%8C%97%E6%B2%B3')
  expect(searched.body).toMatchObject({ items: [{ name: { zh: '北河县委' } }], next: null })
  expect((await get('/organisations?q=village%20102999')).body.items).toHaveLength(1)
  const seen = new Set<string>()
  for (let after = ''; ; ) {
    const { body } = await get(`/organisations?limit=200${after}`)
    for (const { id } of body.items) seen.add(id)
    if (body.next === null) break
    after = `&after=${body.next}`
  }
  expect(seen.size).toBe(3_003)
  expect((await get('/organisations?after=nobody')).status).toBe(422)
})

test('a unit whose people have gone is not taken over by a sheet', async () => {
  const { ports } = serving.opened
  const org = (await ports.organisations.all()).find(({ name }) => name.zh === '西关镇党委')
  const [member] = await ports.accounts.members(org?.id ?? 0)
  await ports.accounts.endMembership(member?.id ?? '', org?.id ?? 0)
  const lines = [heads, '1,西关镇党委,,中共海棠县委,,,别有用,bieyy']
  const [made] = await found(await preview(lines))
  expect(made).toMatchObject({ state: 'failed', faults: [{ code: 'units.left' }] })
})
