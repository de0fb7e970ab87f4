import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { exportLog } from '../../src/app/log/export-log.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import { openAll } from '../../src/installation/open-all.ts'
import type { Serving } from '../api/serving.ts'
import { servingOver, untilCovered } from '../api/serving.ts'
import { demoDay } from '../demo-day.ts'
import { archiveOf } from './data-archive.ts'
import type { Golden } from './kept-folder.ts'
import { keptNames, passphrase } from './kept-folder.ts'
import type { KeptUnit, KeptYear } from './kept-ledger.ts'
import { checkAll, closedYears, logOf, yearAt, yearNow } from './kept-ledger.ts'
import { exportedLog, repliesIn, verdictsIn } from './look-into.ts'
import type { Left } from './tell-story.ts'
import { signDemo, tellStory } from './tell-story.ts'

// Built into dist/, which lies as deep as src/.
const project = fileURLToPath(new URL('..', import.meta.url))

/** Makes tests/kept/v… with the code that is here now. Refuses where one of this day is there. */
async function makeKept(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const on = new Date().toISOString().slice(0, 10)
  const folder = join(project, `tests/kept/v${version}-${on}`)
  if (existsSync(folder)) throw new Error(`${folder} is there already; what is kept is kept`)
  const work = mkdtempSync(join(tmpdir(), 'taizhang-keep-'))
  chmodSync(work, 0o711)
  try {
    const made = { version, commit: git('rev-parse', '--short', 'HEAD'), on }
    const { files, golden } = await filled(work, made)
    mkdirSync(folder)
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
    writeFileSync(join(folder, keptNames.golden), written(golden))
    process.stdout.write(`${folder}\n`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: project, encoding: 'utf8' }).trim()
}

/** JSON with what is small on one line; a line break in it is never part of a text. */
function written(golden: Golden): string {
  const onOneLine = (text: string) => (text.length > 400 ? text : text.replace(/\n\s*/g, ' '))
  const wide = JSON.stringify(golden, null, 1)
  return `${wide.replace(/\[[^[\]{}]*\]/g, onOneLine).replace(/\{[^{}]*\}/g, onOneLine)}\n`
}

/** The clock and the folders of the story. */
interface Place {
  readonly work: string
  readonly data: string
  readonly packFolder: string
  readonly clock: { now(): number }
  on(moment: string): void
}

async function filled(
  work: string,
  made: Golden['made'],
): Promise<{ readonly files: Left; readonly golden: Golden }> {
  const packs = join(work, 'packs')
  cpSync(join(project, 'packs'), packs, { recursive: true })
  let now = 0
  const on = (moment: string) => {
    now = Date.parse(`${moment}+08:00`)
  }
  const folders = { data: join(work, 'data'), packFolder: join(packs, 'cn-party-governance') }
  const place = { work, ...folders, clock: { now: () => now }, on }
  const { left, ...seen } = await served(place, (serving) => told(serving, place))
  const postgres = await shrunk(place.data)
  const isKept = (path: string) => !leftBehind.test(path)
  left.set(keptNames.data, archiveOf(place.data, isKept))
  // The demo's report is large: it is not in the folder that is kept a second time.
  const demo = await served(place, async (serving) => {
    const org = await serving.opened.makeDemo({ seed: 1, today: demoDay }, () => {})
    return signDemo(serving, org)
  })
  left.set('demo-2025.docx', demo)
  const verdicts = await verdictsIn(left, seen.log)
  const replies = repliesIn(left, verdicts)
  return { files: left, golden: { made, postgres, ...seen, verdicts, replies } }
}

/** Where it lay, what it was started with, who held it: nothing that a copy elsewhere needs. */
const leftBehind = /^(run|postgres\.log|backups|[^/]*lock[^/]*|pg\/postmaster\.(opts|pid))(\/|$)/

async function served<T>(
  { data, packFolder, clock }: Place,
  work: (serving: Serving) => Promise<T>,
): Promise<T> {
  const opened = await openAll({ data, database: null, packFolder, clock })
  try {
    const close = () => opened.close()
    const serving = servingOver({ opened, data, connection: {}, close })
    const done = await work(serving)
    if (serving.unforeseen.length > 0) throw new Error(String(serving.unforeseen[0]))
    return done
  } finally {
    await opened.close()
  }
}

type Seen = Pick<Golden, 'units' | 'log' | 'clock' | 'backup'>

async function told(serving: Serving, place: Place): Promise<Seen & { readonly left: Left }> {
  const { opened } = serving
  const { ports } = opened
  const { left, below } = await tellStory({ serving, on: place.on }, place.packFolder)
  for (const { id } of await ports.organisations.all()) await untilCovered(serving, id)
  const path = join(place.work, keptNames.backup)
  const signal = new AbortController().signal
  const { manifest } = await ports.backups.make({ path, passphrase, signal })
  left.set(keptNames.backup, readFileSync(path))
  place.on('2026-02-02T09:00')
  await untilCovered(serving, await opened.makeDemo({ seed: 1, today: demoDay }, () => {}))
  left.set(keptNames.log, await exported(opened, { work: place.work, below }))
  const log = exportedLog(left.get(keptNames.log) ?? new Uint8Array())
  const clock = new Date(place.clock.now()).toISOString()
  const backup = manifest.logs.map(({ size, root }) => ({ size, root }))
  return { left, units: await unitsOf(opened), log, clock, backup }
}

async function exported(
  { ports }: Opened,
  { work, below }: { readonly work: string; readonly below: string },
): Promise<Buffer> {
  const org = await ports.organisations.byPublicId(below)
  const folder = join(work, 'log')
  await exportLog(ports, org?.id ?? 0, {
    write: async (name, bytes) => {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    },
  })
  return archiveOf(folder, () => true)
}

async function unitsOf(opened: Opened): Promise<readonly KeptUnit[]> {
  const units: KeptUnit[] = []
  for (const report of await checkAll(opened)) {
    const { id, name, publicId, origin } = report.organisation
    const log = await logOf(opened, report)
    if (log.faults.length > 0) throw new Error(`${name.zh} is not whole: ${log.faults.join(' ')}`)
    const years = await yearsOf(opened, { id, size: log.entries })
    const closed: KeptYear[] = []
    for (const year of closedYears) closed.push(await yearNow(opened, id, year))
    units.push({ name: name.zh, publicId, origin, log, years, closed })
  }
  return units
}

/** The closed years half-way through the log, where a checkpoint was, and at its end. */
async function yearsOf(
  opened: Opened,
  { id, size }: { readonly id: number; readonly size: number },
): Promise<readonly KeptYear[]> {
  const half = await opened.ports.store.read(id, (reader) =>
    reader.checkpointsAround(Math.ceil(size / 2)),
  )
  const places = new Set([half.after?.size ?? size, size])
  const years: KeptYear[] = []
  for (const year of closedYears) {
    for (const at of places) years.push(await yearAt(opened, id, { year, at }))
  }
  return years
}

/**
 * Lets go of what of the database nobody needs: old segments of its write-ahead log, and what lies
 * in the one that is begun. Answers the major version of the PostgreSQL.
 */
async function shrunk(data: string): Promise<number> {
  const settings = { wal_recycle: 'off', min_wal_size: '32MB', wal_init_zero: 'on' }
  const database = await startEmbedded({ home: data, settings })
  try {
    const client = new Client(database.connection)
    await client.connect()
    await client.query('VACUUM FULL')
    await client.query('SELECT pg_switch_wal()')
    await client.query('CHECKPOINT')
    const { rows } = await client.query('SHOW server_version_num')
    await client.end()
    return Math.floor(Number(rows[0]?.server_version_num) / 10_000)
  } finally {
    await database.stop()
  }
}

await makeKept()
