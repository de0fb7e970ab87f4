import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { passwordHashing, standardCost } from '../../src/adapters/auth/password-hash.ts'
import type { HttpApp } from '../../src/api/http.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import { askApp } from '../api/ask-app.ts'
import { heldApp } from '../api/held-answers.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { goodPassword, invite, quickPasswords, serveTest, setUp } from '../api/serving.ts'
import { processorTime } from '../processor-time.ts'

const rounds = Number(process.env['TAIZHANG_SIGN_INS'] ?? 5)

let serving: Serving
let owner: Browser
let database: Client
let behindProxy: HttpApp

beforeAll(async () => {
  serving = await serveTest({ passwordCost: standardCost })
  ;({ browser: owner } = await setUp(serving))
  database = new Client(serving.connection)
  await database.connect()
  const serverAddress = { ...serving.service.serverAddress, trustedProxy: true }
  behindProxy = heldApp({ ...serving.service, serverAddress }, readPageFiles(serving.data))
})

afterAll(async () => {
  await database.end()
  await serving.close()
})

beforeEach(async () => {
  await database.query('TRUNCATE auth.failure, auth.bucket')
})

afterEach(() => void vi.useRealTimers())

/** A client at an address, without cookies of its own. */
async function tryFrom(
  address: string,
  attempt: { username: string; password: string; cookie?: string },
): Promise<{ status: number; code: string; cookies: readonly string[]; seconds: number }> {
  const { username, password, cookie = '' } = attempt
  const at = 'http://127.0.0.1:5280'
  const response = await askApp(
    behindProxy,
    new Request(`${at}/api/v1/session`, {
      method: 'POST',
      headers: {
        host: '127.0.0.1:5280',
        origin: at,
        'content-type': 'application/json',
        'x-forwarded-for': address,
        cookie,
      },
      body: JSON.stringify({ username, password }),
    }),
  )
  const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
  const seconds = Number(response.headers.get('retry-after'))
  return { status: response.status, code: (await response.json()).code, cookies, seconds }
}

const strangerAt = '203.0.113.66'

/** A stranger who never stops, one try after another; `stop` says how many were looked at. */
function guessing(address: string, names: readonly string[] = ['张三']) {
  let goesOn = true
  let seen = 0
  const done = (async () => {
    for (let nth = 0; goesOn; nth += 1) {
      const username = names[nth % names.length] ?? ''
      const told = await tryFrom(address, { username, password: `guess-${nth}` })
      if (told.code === 'sign-in.refused') seen += 1
      await wait(20)
    }
  })()
  return async () => {
    goesOn = false
    await done
    return seen
  }
}

const signIn = (username: string, password: string): Promise<Told> =>
  serving.browser().ask('POST', '/api/v1/session', { body: { username, password } })

// What the throttle counts is moved back, as if that much time had gone by.
async function letPass(minutes: number): Promise<void> {
  const back = `interval '${minutes} minutes'`
  await database.query(`UPDATE auth.failure SET wait_until = wait_until - ${back}`)
  await database.query(`UPDATE auth.bucket SET at = at - ${back}`)
}

/** Gives the owner another hash; answers the one before. */
async function keepPassword(hash: string): Promise<string> {
  const owners = `"userId" = (SELECT id FROM auth."user" WHERE username = '张三')`
  const { rows } = await database.query(`SELECT password FROM auth.account WHERE ${owners}`)
  await database.query(`UPDATE auth.account SET password = $1 WHERE ${owners}`, [hash])
  return rows[0].password
}

/** As if strangers had guessed at this name all night: every lane waits for an hour. */
async function guessedAllNight(username: string, address = 'unknown'): Promise<void> {
  await tryFrom(address, { username, password: 'guess' })
  await database.query(`UPDATE auth.failure SET count = 30, wait_until = now() + interval '1 hour'`)
}

test('of a thousand guesses few are looked at, and the owner gets in meanwhile', async () => {
  let evaluated = 0
  const guesses = Number(process.env['TAIZHANG_GUESSES'] ?? 1_000)
  for (let sent = 0; sent < guesses; sent += 200) {
    const told = await Promise.all(
      Array.from({ length: 200 }, (_, n) => signIn('张三', `guess-${sent + n}`)),
    )
    evaluated += told.filter(({ body }) => body.code === 'sign-in.refused').length
    expect(told.every(({ status }) => [401, 429, 503].includes(status))).toBe(true)
    // The owner has signed in with this browser before, and is at the same address.
    const body = { username: '张三', password: goodPassword }
    expect((await owner.ask('POST', '/api/v1/session', { body })).status).toBe(200)
    // A patient guesser: every two hundred guesses it is a minute later.
    await letPass(1)
  }
  expect(evaluated).toBeGreaterThan(0)
  expect(evaluated).toBeLessThanOrEqual(100)
}, 180_000)

test('a thousand guesses from a thousand addresses over a day are no more', async () => {
  // They are counted, and how long looking at one takes is no matter: a hash says its own cost.
  const dear = await keepPassword(await passwordHashing(quickPasswords).hash(goodPassword))
  let evaluated = 0
  for (let hour = 0; hour < 24; hour += 1) {
    for (let nth = 0; nth < 42; nth += 1) {
      const address = `198.51.${hour}.${nth}`
      const told = await tryFrom(address, { username: '张三', password: `guess-${hour}-${nth}` })
      if (told.code === 'sign-in.refused') evaluated += 1
    }
    await letPass(60)
  }
  await keepPassword(dear)
  expect(evaluated).toBeGreaterThanOrEqual(40)
  expect(evaluated).toBeLessThanOrEqual(49)
}, 180_000)

test('five wrong guesses of a stranger hold up no one at another address', async () => {
  for (let nth = 0; nth < 6; nth += 1) {
    await tryFrom(strangerAt, { username: '张三', password: `guess-${nth}` })
  }
  const held = await tryFrom(strangerAt, { username: '张三', password: 'guess' })
  expect([held.status, held.code]).toEqual([429, 'sign-in.wait'])
  const told = await tryFrom('203.0.113.9', { username: '张三', password: goodPassword })
  expect(told.status).toBe(200)
})

test('a turn that comes while a try is looked at is not lost', async () => {
  await guessedAllNight('张三', strangerAt)
  vi.useFakeTimers({ toFake: ['Date'] })
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
  const attempt = { username: '张三', password: goodPassword }
  const [cookie = ''] = (await tryFrom(strangerAt, attempt)).cookies
  later(9_990)
  await database.query('BEGIN; LOCK TABLE auth.failure IN ACCESS EXCLUSIVE MODE')
  const looked = tryFrom(strangerAt, { ...attempt, cookie })
  // Sessions of other databases wait for locks too: this one waits for that of this session.
  const waiting = `SELECT FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
  // Not by vi.waitFor: that moves the clock on.
  while ((await database.query(waiting)).rows.length === 0) await wait(10)
  later(20)
  await database.query('ROLLBACK')
  const early = await looked
  expect([early.code, early.cookies]).toEqual(['sign-in.wait', [cookie]])
  expect((await tryFrom(strangerAt, { ...attempt, cookie })).status).toBe(200)
}, 60_000)

test('behind the address of a stranger who guessed all night one waits ten seconds', async () => {
  await guessedAllNight('张三', strangerAt)
  // A turn is counted by the clock of the server, which stands still meanwhile.
  vi.useFakeTimers({ toFake: ['Date'] })
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
  const first = await tryFrom(strangerAt, { username: '张三', password: goodPassword })
  expect([first.code, first.seconds]).toEqual(['sign-in.wait', 10])
  const [cookie = ''] = first.cookies
  expect(cookie).toMatch(/^taizhang-turn=/)
  // Asking again does not put the turn off, and it is good for no other name and no second try.
  later(2_000)
  const early = await tryFrom(strangerAt, { username: '张三', password: goodPassword, cookie })
  expect([early.code, early.cookies]).toEqual(['sign-in.wait', [cookie]])
  expect(early.seconds).toBe(8)
  later(8_000)
  const wrong = await tryFrom(strangerAt, { username: '张三', password: 'mistyped', cookie })
  expect(wrong.code).toBe('sign-in.refused')
  const spent = await tryFrom(strangerAt, { username: '张三', password: goodPassword, cookie })
  expect(spent.code).toBe('sign-in.wait')
  later(10_000)
  const [second = ''] = spent.cookies
  const told = await tryFrom(strangerAt, {
    username: '张三',
    password: goodPassword,
    cookie: second,
  })
  expect(told.status).toBe(200)
}, 180_000)

test('confirming in an open session is counted for this session alone', async () => {
  await guessedAllNight('张三')
  const confirm = (browser: Browser, old: string) =>
    browser.ask('POST', '/api/v1/session/password', { body: { old, password: goodPassword } })
  expect((await signIn('张三', goodPassword)).status).toBe(429)
  expect((await confirm(owner, goodPassword)).status).toBe(204)
  const codes: string[] = []
  // On a busy machine a hash may outlast the first waits; they double, so it cannot for long.
  while (codes.length < 12 && codes.at(-1) !== 'sign-in.wait') {
    codes.push((await confirm(owner, 'wrong')).body.code)
  }
  expect(codes.slice(0, 5)).toEqual(Array(5).fill('sign-in.again'))
  expect(codes.at(-1)).toBe('sign-in.wait')
  // The same owner in another session of the same browser: not held up.
  const body = { username: '张三', password: goodPassword }
  expect((await owner.ask('POST', '/api/v1/session', { body })).status).toBe(200)
  expect((await confirm(owner, goodPassword)).status).toBe(204)
}, 180_000)

test('a new password, and a new link, clear what was counted', async () => {
  await invite(serving, owner, { username: 'forgetful', roles: ['clerk'] })
  await guessedAllNight('forgetful')
  expect((await signIn('forgetful', goodPassword)).status).toBe(429)
  const { body: accounts } = await owner.ask('GET', '/api/v1/accounts')
  const { id } = accounts.find((one: { username: string }) => one.username === 'forgetful')
  const { body } = await owner.ask('POST', `/api/v1/accounts/${id}/link`)
  expect((await signIn('forgetful', goodPassword)).status).toBe(401)
  await guessedAllNight('forgetful')
  const again = serving.browser()
  await again.ask('POST', '/api/v1/session/link', { body: { token: body.link } })
  const password = '海棠花开在四月的院子里'
  await again.ask('POST', '/api/v1/session/password', { body: { password } })
  expect((await signIn('forgetful', password)).status).toBe(200)
}, 180_000)

test('eight people behind the address of a stranger all get in within two turns', async () => {
  const names = Array.from({ length: 8 }, (_, nth) => `person-${nth}`)
  for (const username of names) {
    const body = { newPerson: username, username, roles: ['clerk'] }
    expect((await owner.ask('POST', '/api/v1/accounts', { body })).status).toBe(201)
  }
  // All have the owner's password: choosing one takes as long as signing in.
  await database.query(`UPDATE auth."user" SET "mustSetPassword" = false;
    UPDATE auth.account SET password = (SELECT a.password FROM auth.account a
      JOIN auth."user" u ON u.id = a."userId" WHERE u.username = '张三')`)
  await database.query('TRUNCATE auth.failure, auth.bucket, auth.browser')
  // One who guesses at one name, and one who sprays names that may not even exist.
  const began = performance.now()
  const stop = guessing(strangerAt)
  const stopSpray = guessing(
    strangerAt,
    Array.from({ length: 500 }, (_, nth) => `nobody-${nth}`),
  )
  // As if they had guessed as fast as on any machine: their address has no token for an hour.
  const spend = async () =>
    (
      await database.query(`UPDATE auth.bucket SET tokens = 0, at = now() + interval '1 hour'
        WHERE name = 'address ${strangerAt}'`)
    ).rowCount
  await expect.poll(spend).toBe(1)
  const waits = await Promise.all(names.map(waitsUntilIn))
  const seen = (await Promise.all([stop(), stopSpray()])).reduce((sum, one) => sum + one, 0)
  const sums = waits.map((told) => told.reduce((sum, one) => sum + one, 0))
  // A turn takes ten seconds, rounded up where it is told. One that comes between a try and its
  // answer is given anew.
  expect(Math.max(...sums)).toBeLessThanOrEqual(22)
  expect(Math.max(...sums)).toBeGreaterThan(0)
  // Whoever's turn it is shares the hashing with no more guesses than an address has tokens for.
  expect(seen).toBeLessThanOrEqual(61 + (performance.now() - began) / 1000)
}, 180_000)

/** The seconds that somebody is told to wait, each time, until signed in. */
async function waitsUntilIn(username: string): Promise<readonly number[]> {
  const waits: number[] = []
  let cookie = ''
  for (;;) {
    const told = await tryFrom(strangerAt, { username, password: goodPassword, cookie })
    if (told.status === 200) return waits
    expect(told.code).toBe('sign-in.wait')
    cookie = told.cookies[0] ?? cookie
    waits.push(told.seconds)
    await wait(told.seconds * 1000)
  }
}

test('a try that was refused takes no token from anybody', async () => {
  const tokens = async () => {
    const { rows } = await database.query<{ name: string; tokens: number }>(
      `SELECT name, tokens FROM auth.bucket WHERE name NOT LIKE 'strangers %' ORDER BY name`,
    )
    return rows
  }
  await guessedAllNight('张三', strangerAt)
  const before = await tokens()
  for (let nth = 0; nth < 50; nth += 1) {
    const told = await tryFrom(strangerAt, { username: '张三', password: `more-${nth}` })
    expect(told.code).toBe('sign-in.wait')
  }
  expect(await tokens()).toEqual(before)
})

test('a name that exists is refused in the same words and time as one that does not', async () => {
  // Of the processor, which this process alone takes: what is left of a name is in the shortest.
  const times = { known: [] as number[], unknown: [] as number[] }
  const words = new Set<string>()
  for (let series = 0; series < 3 && apart(times) >= 0.2; series += 1) {
    for (let round = 0; round < rounds; round += 1) {
      for (const [kind, name] of [['known', '张三'] as const, ['unknown', '李四'] as const]) {
        await letPass(60)
        const spentMs = processorTime()
        const told = await signIn(name, 'wrong-password')
        times[kind].push(spentMs())
        words.add(JSON.stringify([told.status, told.body]))
      }
    }
  }
  expect(words.size).toBe(1)
  expect(apart(times)).toBeLessThan(0.2)
}, 180_000)

/** How far apart the shortest refusals are, as a share. */
function apart(times: { readonly known: number[]; readonly unknown: number[] }): number {
  const [known, unknown] = [Math.min(...times.known), Math.min(...times.unknown)]
  return known < Infinity ? Math.abs(known - unknown) / known : 1
}
