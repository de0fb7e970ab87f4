import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { adoptRequest } from '../../src/app/people/write-roster.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { usesOfRecord } from '../../src/app/records/uses-of-record.ts'
import { correctRecord, recordEntry } from '../../src/app/records/write-record.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'

const figure = 'democratic-life-meetings'
const duty = 'democratic-life-yearly'

let serving: Serving
let session: Session
let home: string
let now = Date.parse('2025-12-22T02:00:00Z')

/** The pack as it was before a meeting could be for another year than that of its day. */
function withoutYears(): string {
  home = mkdtempSync(join(tmpdir(), 'taizhang-packs-'))
  cpSync('packs', home, { recursive: true })
  const folder = join(home, 'cn-party-governance')
  const change = (path: string, made: (text: string) => string) => {
    const before = readFileSync(join(folder, path), 'utf8')
    const after = made(before)
    expect(after).not.toBe(before)
    writeFileSync(join(folder, path), after)
  }
  change('registers/meeting.yaml', (text) =>
    text.replace(/^yearOf:\n(?: .*\n)+/m, '').replace(/^ {2}- \{ id: forYear,.*\n/m, ''),
  )
  change('duties/principal-responsibility.yaml', (text) =>
    text.replace(/in: \d\d-01 to 02-29/g, 'in: Q4').replace(/, until: \d\d-\d\d/g, ''),
  )
  return folder
}

beforeAll(async () => {
  serving = await serveTest({ packFolder: withoutYears(), clock: { now: () => now } })
  const { person } = await setUp(serving)
  const { ports } = serving.opened
  const [org] = await ports.store.organisations()
  if (!org) throw new Error('no organisation')
  session = { org, actor: { id: 'cli:test', person, roles: ['clerk'] }, pack: ports.packs.current }
})

afterAll(async () => {
  await serving?.close()
  rmSync(home, { recursive: true, force: true })
})

async function meeting(heldOn: string) {
  const { person } = session.actor
  const values = {
    kind: 'democratic-life',
    heldOn,
    chair: person,
    present: [person],
    agenda: [{ topic: '对照检查' }],
  }
  const request = { register: 'meeting', values, reason: null, idempotency: null }
  const { record } = await recordEntry(serving.opened.ports, session, request)
  if (!record) throw new Error('nothing was recorded')
  return record
}

async function counted() {
  const { yearBooks } = serving.opened.ports
  const books = await Promise.all([2025, 2026].map((year) => yearBooks.of(session, year)))
  return books.map((book) => book.figure(figure)?.value)
}

test('a year that ended under a pack without years keeps its figures', async () => {
  const { ports } = serving.opened
  await meeting('2025-12-19')
  expect(await counted()).toEqual([1, 0])

  now = Date.parse('2026-01-06T02:00:00Z')
  const files = await readPackFolder('packs/cn-party-governance')
  const { pack } = loadPack(files, nodeCrypto)
  if (!pack) throw new Error('the pack does not load')
  const adopted = adoptRequest(pack, { actor: 'cli:test', today: '2026-01-06' })
  await ports.store.append(session.org.id, adopted)
  await ports.store.keepPack(session.org.id, { digest: pack.digest, files })
  session = { ...session, pack }

  now = Date.parse('2026-01-20T02:00:00Z')
  const later = await meeting('2026-01-15')
  expect(later.values['forYear']).toBe(2025)
  const book = await ports.yearBooks.of(session, 2025)
  expect(book.isCurrentPack).toBe(false)
  expect(book.standing(duty)).toMatchObject({ state: 'met', windows: [{ to: '2025-12-31' }] })
  // It is for 2025, which goes by days: it counts nowhere, and whoever looks at it is told so.
  expect(await counted()).toEqual([1, 0])
  expect(await usesOfRecord(ports, session, later.id)).toMatchObject({ duties: [], figures: [] })

  // Said to be for its own year, it counts there. The closed year never moves.
  await correctRecord(ports, session, {
    record: later.id,
    expected: 1,
    values: { ...later.values, forYear: 2026 },
    reason: '上年度已召开',
  })
  expect(await counted()).toEqual([1, 1])
  expect((await usesOfRecord(ports, session, later.id)).figures).toContain(figure)
})
