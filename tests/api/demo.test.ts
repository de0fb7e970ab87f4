import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import type { Around, Route } from '../../src/api/route.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import { askedAnswers } from '../../src/app/calls/asked-answers.ts'
import { readAskedAnswer, readAskedFile } from '../../src/app/calls/read-asked-answer.ts'
import { readBelow } from '../../src/app/calls/read-below.ts'
import { clerkOf } from '../../src/app/demo/demo-people.ts'
import { addOrganisation } from '../../src/app/organisation/add-organisation.ts'
import { signIn, switchOrganisation } from '../../src/app/people/sign-in.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { allDays } from '../../src/app/roster/keep-rosters.ts'
import type { YearBooks } from '../../src/app/year/keep-year-books.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import { recordsOfFiles } from '../../src/report/verify/verify-files.ts'
import type { DemoUnit } from '../demo-unit.ts'
import { openDemo } from '../demo-unit.ts'
import { askApp } from './ask-app.ts'
import { heldApp } from './held-answers.ts'
import { servingOver } from './serving.ts'

let demo: DemoUnit

beforeAll(async () => {
  demo = await openDemo()
})

afterAll(() => demo.end())

test('the first start opens the demo unit, and whoever does it is signed in', async () => {
  const { opened, org, end } = demo
  const { service } = servingOver({ opened, data: '/nowhere', connection: {}, close: end })
  const app = heldApp(
    { ...service, openDemo: () => Promise.resolve(org.id) },
    readPageFiles('/nowhere'),
  )
  const { accounts } = opened.ports
  const link = await accounts.makeLink({ purpose: 'first-start', account: null, days: 1 })
  const headers = { host: '127.0.0.1:5280', origin, 'content-type': 'application/json' }
  const body = JSON.stringify({ link, seed: 1 })
  const open = () =>
    askApp(app, new Request(`${origin}/api/v1/setup/demo`, { method: 'POST', headers, body }))
  const told = await open()
  expect([told.status, await told.json()]).toEqual([
    201,
    { purpose: 'first-start', username: 'demo', mustSetPassword: true },
  ])
  expect(told.headers.getSetCookie().join()).toContain('taizhang=')
  expect((await open()).status).toBe(409)
  // The visitor walks into the body above, and into those beside the unit.
  const visitor = (await accounts.members(org.id)).find(({ username }) => username === 'demo')
  const all = await opened.ports.organisations.all()
  expect(all).toHaveLength(9)
  expect(new Set(await accounts.organisationsOf(visitor?.id ?? ''))).toEqual(
    new Set(all.map(({ id }) => id)),
  )
  // Where it began, though the body above has the lower number; then where the visitor went last.
  const { ports } = opened
  const account = visitor?.id ?? ''
  const cookie = told.headers.getSetCookie().join('; ')
  const chosen = await accounts.session(/taizhang=([^;]+)/.exec(cookie)?.[1] ?? '')
  if (!chosen) throw new Error('the visitor has no session')
  const password = '海棠花开在四月的院子里'
  await accounts.setPassword({ account, session: chosen.session, password, words: [] })
  const attempt = { address: '203.0.113.7', browser: null, turn: null, before: null }
  const signedIn = () => signIn(ports, { ...attempt, username: 'demo', password })
  const { secret, signedIn: first } = await signedIn()
  expect(first.org).toBe(org.id)
  const above = all.find(({ id }) => id < org.id)
  const organisation = above?.publicId ?? ''
  await switchOrganisation(ports, { secret, signedIn: first, organisation })
  expect((await signedIn()).signedIn.org).toBe(above?.id)
  // What ended is not gone back to.
  await accounts.endMembership(account, above?.id ?? 0)
  const left = all.map(({ id }) => id).filter((id) => id !== above?.id)
  expect((await signedIn()).signedIn.org).toBe(Math.min(...left))
})

test('the city opens what a county counted down to the records of a town', async () => {
  const { ports } = demo.opened
  const all = await ports.organisations.all()
  const named = (name: string) => all.find((one) => one.name.zh === name)
  const [city, county] = [named('中共海棠市委办公室'), named('中共临溪县委办公室')]
  if (!city || !county) throw new Error('the demo has three levels')
  expect(all.filter(({ parent }) => parent === county.id)).toHaveLength(2)
  const session = await clerkOf(ports, city)
  const [asked] = await ports.store.read(city.id, (reader) => askedAnswers(reader, {}))
  const { below } = await readBelow(ports, session, asked?.answer ?? '')
  expect(below?.bodies.map(({ name, answer }) => [name, answer !== null])).toEqual([
    ['临溪县柳塘镇', true],
    ['临溪县石桥镇', true],
  ])
  expect(below?.totals.map(({ sum }) => sum)).toEqual([3, 7, 3, 2.5, null])
  const { held } = await readAskedAnswer(ports, session, asked?.id ?? '')
  expect(held?.isSame).toBe(true)
  const { bytes } = await readAskedFile(ports, session, asked?.id ?? '')
  const given = { file: await readSealedFile(bytes), beside: null, key: null }
  const found = verifyGiven(nodeCrypto, given)
  expect(found.holds).toBe(true)
  const behind = recordsOfFiles(nodeCrypto, given, found)
  const rules = found.claims.find(({ figure }) => figure === 'ideology-rules')
  expect(behind.get(rules?.claim ?? '')?.records).toHaveLength(2)
})

test('no real unit is founded below a demo unit', async () => {
  const { opened, org } = demo
  const [first] = await opened.ports.accounts.members(org.id)
  const person = first?.membership.person ?? null
  const actor = { id: person ?? '', person, roles: ['administrator'] }
  const session = { org, pack: opened.ports.packs.current, actor }
  const asked = { name: '真实单位', zone: 'Asia/Shanghai', account: first?.id ?? '' }
  await expect(
    addOrganisation(opened.ports, session, { ...asked, below: true }),
  ).rejects.toMatchObject({ faults: [{ code: 'unit.below-demo' }] })
})

const origin = 'http://127.0.0.1:5280'

/** Addresses that answer from a year book, and what may stand in each. */
const ids: Readonly<Record<string, (pack: Pack) => Iterable<string>>> = {
  '/duties/': ({ duties }) => duties.keys(),
  '/figures/': ({ figures }) => figures.keys(),
  '/years/': () => ['2024', '2025'],
}
const queries: Readonly<Record<string, object>> = {
  'figures.list': { period: '2025' },
  'figure.read': { period: '2025' },
  'duty.wanted': { period: '2025-Q2' },
  'attestation.weigh': { period: '2025' },
  'calendar.list': { from: '2025-01-01', to: '2025-12-31' },
  'lateness.export': { format: 'csv' },
}
const ofYear = new Set(['registers.count', 'plan.read', 'plan.propose', 'mine.year', 'mine.file'])

test('no read asks a year for words that it was read without', async () => {
  const { opened, org, end } = demo
  const { ports } = opened
  const { service } = servingOver({ opened, data: '/nowhere', connection: {}, close: end })
  const pack = await ports.unitPacks.of(org)
  const [person = ''] = (await ports.rosters.of(org.id)).people.keys()
  const roles = pack.roles.map(({ id }) => id)
  const session: Session = { org, pack, actor: { id: person, person, roles } }
  const records = await ports.store.read(org.id, (reader) =>
    reader.recordsOf([...pack.registers.keys()], allDays),
  )
  const oneOfEach = new Map(records.map(({ register, id }) => [register, id]))
  const lean = keepYearBooks(ports)
  const whole: YearBooks = { ...ports.yearBooks, of: ports.yearBooks.withWords }
  const asked = new Set<string>()
  const answerOf = async (route: Route, params: object, books: YearBooks) => {
    const of: YearBooks['of'] = (...year) => {
      asked.add(route.id)
      return books.of(...year)
    }
    const yearBooks = { ...books, of, withWords: ports.yearBooks.withWords }
    const query = ofYear.has(route.id) ? { year: '2025' } : (queries[route.id] ?? {})
    const nobody = { take: () => null, put: () => {} }
    const around = { session, lang: 'zh', header: () => null, kept: nobody, address: '' } as const
    const caller: Around['caller'] = { kind: 'nobody' }
    const body = () => Promise.reject(new Error('a read takes no body'))
    try {
      const answered = await route.answerTo(
        { params, query, body, file: body },
        { ...around, caller, service: { ...service, ports: { ...ports, yearBooks } } },
      )
      return answered.body
    } catch (error) {
      if (error instanceof Refusal) return error.faults
      // What wants somebody who is signed in asks no year before it has looked.
      if (!asked.has(route.id)) return null
      throw error
    }
  }
  const idsIn = (path: string): Iterable<string> => {
    if (path.startsWith('/records/')) return oneOfEach.values()
    return Object.entries(ids).find(([start]) => path.startsWith(start))?.[1](pack) ?? []
  }
  for (const route of allRoutes) {
    if (route.method !== 'GET' || route.access.who !== 'member') continue
    const [, name] = /\{(\w+)\}/.exec(route.path) ?? []
    const given = name === undefined ? [{}] : [...idsIn(route.path)].map((id) => ({ [name]: id }))
    for (const params of given) {
      const answer = await answerOf(route, params, lean)
      // What asks no book at all says nothing about books.
      if (!asked.has(route.id)) break
      const label = `${route.id} ${JSON.stringify(params)}`
      expect(await answerOf(route, params, whole), label).toEqual(answer)
    }
  }
  expect([...asked].toSorted()).toEqual(askingBooks)
})

/** Every read that asks for a year without its words; a new one is added here. */
const askingBooks: readonly string[] = [
  ...['calendar.list', 'duty.wanted', 'figure.read', 'figures.list', 'lateness.export'],
  ...['lateness.read', 'mine.file', 'mine.year', 'plan.propose', 'plan.read', 'record.uses'],
  ...['registers.count', 'unit.checklist', 'waiting.list', 'year.read'],
]
