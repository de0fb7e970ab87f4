import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WaitingList } from '../../src/api/contract/waiting.ts'
import type { Browser, Serving } from './serving.ts'
import { invite, midYear, serveTest, setUp, todayThere, untilCovered } from './serving.ts'

let serving: Serving
/** Administrator and clerk of the unit, who records problems. */
let clerk: Browser
let clerkPerson: string
let checker: Browser
let checkerPerson: string

beforeAll(async () => {
  serving = await serveTest({ clock: midYear })
  const made = await setUp(serving)
  clerk = made.browser
  clerkPerson = made.person
  checker = await invite(serving, clerk, { username: '李四', roles: ['clerk'] })
  checkerPerson = (await checker.ask('GET', '/api/v1/session')).body.person
})

afterAll(async () => {
  await serving.close()
})

const today = todayThere(midYear)
const year = today.slice(0, 4)
const dayBefore = (days: number) =>
  new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)

async function record(browser: Browser, register: string, values: object) {
  const path = `/api/v1/registers/${register}/records`
  return browser.ask('POST', path, { body: { values } })
}

async function correct(browser: Browser, id: string, change: object) {
  const { body } = await browser.ask('GET', `/api/v1/records/${id}`)
  return browser.ask('PUT', `/api/v1/records/${id}`, {
    headers: { 'if-match': `"${body.version}"` },
    body: { values: { ...body.values, ...change }, reason: '按进度更新' },
  })
}

async function stageOf(id: string) {
  const board = await clerk.ask('GET', `/api/v1/registers/problem/board?year=${year}`)
  expect(board.status).toBe(200)
  return board.body.items.find((one: { record: { id: string } }) => one.record.id === id)
}

function problem(title: string, more: object = {}) {
  return { title, source: 'self-check', foundOn: dayBefore(3), class: 'minutes', ...more }
}

describe('a problem', () => {
  it('goes from found to closed out, and comes back', async () => {
    const made = await record(clerk, 'problem', problem('会议记录不全'))
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body.record
    const steps: [object, string][] = [
      [{ cause: '记录人更换未交接' }, 'analysed'],
      [{ owner: clerkPerson, due: today, measures: [{ measure: '补齐记录' }] }, 'assigned'],
      [{ measures: [{ measure: '补齐记录', doneOn: dayBefore(1) }] }, 'assigned'],
      [{ proof: '会议记录第三至五页' }, 'rectified'],
      [{ checkedBy: checkerPerson, checkedOn: today, checkResult: '属实' }, 'checked'],
    ]
    expect((await stageOf(id)).stage).toBe('found')
    for (const [change, stage] of steps) {
      const done = await correct(clerk, id, change)
      expect(done.status, JSON.stringify(done.body)).toBe(200)
      expect((await stageOf(id)).stage).toBe(stage)
    }
    expect((await stageOf(id)).due).toEqual({ on: today, state: 'soon' })
    const own = await correct(clerk, id, { closedOn: today })
    expect([own.status, own.body.code]).toEqual([403, 'stage.not-yours'])
    const closed = await correct(checker, id, { closedOn: today, lookBackDue: dayBefore(-90) })
    expect(closed.status).toBe(200)
    expect((await stageOf(id)).stage).toBe('closed')
  })

  it('cannot be recorded as closed out by whoever did not check it', async () => {
    const values = problem('直接销号', {
      owner: checkerPerson,
      checkedBy: clerkPerson,
      closedOn: today,
    })
    expect((await record(checker, 'problem', values)).body.code).toBe('stage.not-yours')
    expect((await record(clerk, 'problem', values)).status).toBe(201)
  })

  it('is seen to return when its class comes back within a year, once somebody says so', async () => {
    const old = await record(clerk, 'problem', {
      ...problem('旧问题', { class: 'safety', foundOn: dayBefore(100) }),
      owner: checkerPerson,
      checkedBy: clerkPerson,
      closedOn: dayBefore(60),
    })
    expect(old.status, JSON.stringify(old.body)).toBe(201)
    const again = await record(clerk, 'problem', problem('又出现', { class: 'safety' }))
    const [oldId, newId] = [old.body.record.id, again.body.record.id]
    expect((await stageOf(newId)).mayReturn).toBe(true)
    expect((await stageOf(oldId)).stage).toBe('closed')
    const asked = await clerk.ask('GET', `/api/v1/records/${newId}/returns`)
    expect(asked.body.mayBe.map((one: { id: string }) => one.id)).toEqual([oldId])
    expect((await correct(clerk, newId, { returnOf: oldId })).status).toBe(200)
    expect((await stageOf(oldId)).stage).toBe('returned')
    expect((await stageOf(newId)).mayReturn).toBe(false)
    const back = await clerk.ask('GET', `/api/v1/records/${oldId}/returns`)
    expect(back.body.returnedAs.map((one: { id: string }) => one.id)).toEqual([newId])
  })

  it('always waits for somebody: the check for whoever is in charge until a checker is named', async () => {
    const waitsFor = async (title: string) => {
      const has = async (browser: Browser) => {
        const { items } = (await browser.ask('GET', '/api/v1/waiting')).body as WaitingList
        return items.some((one) => one.title.zh === title)
      }
      return { clerk: await has(clerk), checker: await has(checker) }
    }
    const unowned = { supervisor: checkerPerson, due: today }
    const made = await record(clerk, 'problem', problem('签字不全', unowned))
    const { id } = made.body.record
    expect(await waitsFor('签字不全')).toEqual({ clerk: false, checker: true })
    const owned = { cause: '未当场签字', owner: clerkPerson, measures: [{ measure: '当场签字' }] }
    await correct(clerk, id, owned)
    expect(await waitsFor('签字不全')).toEqual({ clerk: true, checker: false })
    const done = { measures: [{ measure: '当场签字', doneOn: today }], proof: '补签记录' }
    await correct(clerk, id, done)
    expect((await stageOf(id)).stage).toBe('rectified')
    expect(await waitsFor('签字不全')).toEqual({ clerk: false, checker: true })
    await correct(clerk, id, { checkedBy: checkerPerson, supervisor: null })
    expect(await waitsFor('签字不全')).toEqual({ clerk: false, checker: true })
    await correct(clerk, id, { checkedBy: null })
    expect(await waitsFor('签字不全')).toEqual({ clerk: true, checker: false })
  })

  it('has no board where a register has no stages', async () => {
    const board = await clerk.ask('GET', `/api/v1/registers/study/board?year=${year}`)
    expect([board.status, board.body.code]).toEqual([404, 'board.none'])
  })
})

describe('an inspection', () => {
  const draw = (values: object, more: object = {}) =>
    clerk.ask('POST', '/api/v1/registers/inspection/draws', {
      body: {
        values: { subject: 'measures', inspectedOn: today, sample: 1, ...values },
        from: 'problem',
        period: year,
        count: 3,
        ...more,
      },
    })

  it('draws at the newest checkpoint what a few lines draw again', async () => {
    for (let nth = 0; nth < 8; nth++) await record(clerk, 'problem', problem(`问题${nth}`))
    const voided = await record(clerk, 'problem', problem('作废的问题'))
    await clerk.ask('POST', `/api/v1/records/${voided.body.record.id}/void`, {
      headers: { 'if-match': '"1"' },
      body: { reason: '重复' },
    })
    await untilCovered(serving)
    const made = await draw({})
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { body } = await clerk.ask('GET', `/api/v1/records/${made.body.record.id}/draw`)
    const { root, register, period } = body.sample
    // The rule of docs/draw.md, with nothing of this program.
    const key = (id: string) =>
      createHash('sha256')
        .update(`taizhang-draw/1\n${root}\n${register}\n${period}\n${id}\n`)
        .digest('hex')
    const again = body.candidates.toSorted((a: string, b: string) => (key(a) < key(b) ? -1 : 1))
    expect(body.sample.drawn).toEqual(again.slice(0, 3))
    expect(body.sample.drawn).toHaveLength(3)
    expect(body.candidates).not.toContain(voided.body.record.id)
    expect(body.checkpoint.size).toBeGreaterThanOrEqual(body.sample.size)
  })

  it('draws once at a checkpoint; a draw at another one is seen beside it', async () => {
    // A draw is an entry, and a checkpoint may follow it at any moment: ask between two of them.
    const size = () => serving.opened.ports.store.read(1, (reader) => reader.checkpoint())
    for (let isSame = false; !isSame; ) {
      await untilCovered(serving)
      const before = await size()
      await draw({})
      const second = await draw({})
      isSame = (await size())?.size === before?.size
      if (isSame) expect([second.status, second.body.code]).toEqual([409, 'draw.exists'])
    }
    await record(clerk, 'problem', problem('又一个问题'))
    await untilCovered(serving)
    const another = await draw({})
    expect(another.status, JSON.stringify(another.body)).toBe(201)
    const { body } = await clerk.ask('GET', `/api/v1/records/${another.body.record.id}/draw`)
    expect(body.draws.length).toBeGreaterThanOrEqual(2)
    expect(new Set(body.draws.map((one: { size: number }) => one.size)).size).toBe(
      body.draws.length,
    )
  })

  it('lets nobody type in or change what was drawn, and everybody say what was found', async () => {
    const { body } = await clerk.ask('GET', '/api/v1/registers/inspection/records?columns=*')
    const [drawn] = body.items
    const rows = drawn.values.drawn
    const other = [{ ...rows[0], record: rows[1].record }, ...rows.slice(1)]
    for (const change of [
      { drawn: other },
      { drawn: rows.slice(1) },
      { drawn: rows.toReversed() },
      { drawnRoot: otherRoot(drawn.values.drawnRoot) },
      { drawnPeriod: '2020' },
      { sample: 9 },
    ]) {
      const refused = await correct(clerk, drawn.id, change)
      expect([refused.status, refused.body.code], JSON.stringify(change)).toEqual([
        403,
        'draw.own-way',
      ])
    }
    const typed = await record(clerk, 'inspection', { ...drawn.values })
    expect(typed.body.code).toBe('draw.own-way')
    const found = rows.map((row: object) => ({ ...row, finding: 'in-order' }))
    const said = await correct(clerk, drawn.id, { drawn: found, result: '均符合要求。' })
    expect(said.status, JSON.stringify(said.body)).toBe(200)
  })

  it('says what cannot be drawn', async () => {
    const codes = [
      (await draw({}, { period: '1999' })).body.code,
      (await draw({}, { from: 'no-such' })).body.code,
      (await draw({}, { count: 0 })).body.code,
      (await draw({ subject: null })).body.code,
    ]
    expect(codes).toEqual([
      'draw.nothing',
      'register.unknown',
      'request.invalid',
      expect.stringMatching(/^(record\.field\.required|draw\.exists)$/),
    ])
    const none = await clerk.ask('POST', '/api/v1/registers/problem/draws', {
      body: { values: {}, from: 'problem', period: year, count: 1 },
    })
    expect(none.body.code).toBe('draw.none')
  })
})

it('a problem that points to a record of a closed register does not tell what that is called', async () => {
  const leader = await invite(serving, clerk, { username: '王五', roles: ['leader'] })
  const { lists } = (await leader.ask('GET', '/api/v1/pack')).body
  const [kind] = lists['leak-kinds'] as { id: string; label: { zh: string } }[]
  if (kind === undefined) throw new Error('no kind of incident')
  const leak = { kind: kind.id, happenedOn: dayBefore(4), found: '清点时发现' }
  const incident = await record(leader, 'leak-incident', leak)
  expect(incident.status, JSON.stringify(incident.body)).toBe(201)
  const about = { about: incident.body.record.id }
  const made = await record(leader, 'problem', problem('文件管理不严', about))
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const found = async (browser: Browser, words: string) => {
    const path = `/api/v1/registers/problem/records?search=${encodeURIComponent(words)}`
    return (await browser.ask('GET', path)).body.items.length
  }
  expect([await found(clerk, '文件管理不严'), await found(clerk, kind.label.zh)]).toEqual([1, 0])
  // Whoever may not read that record keeps the link as it stands.
  const corrected = await correct(clerk, made.body.record.id, { cause: '制度未落实' })
  expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
  expect(corrected.body.record.values).toMatchObject(about)
  expect(await found(leader, kind.label.zh)).toBe(0)
})

it('nothing happened that nobody foresaw', () => {
  expect(serving.unforeseen).toEqual([])
})

/** A root in its form and not this one; one in 64 begins with an A of its own. */
function otherRoot(root: string): string {
  return `${root.startsWith('A') ? 'B' : 'A'}${root.slice(1)}`
}
