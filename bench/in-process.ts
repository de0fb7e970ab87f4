import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { nodeCrypto } from '../src/adapters/crypto/node-crypto.ts'
import { fsck } from '../src/app/audit/fsck.ts'
import type { AppPorts } from '../src/app/ports/app-ports.ts'
import type { Auditor } from '../src/app/ports/audit-ports.ts'
import { keepYearBooks } from '../src/app/year/keep-year-books.ts'
import { openChecks } from '../src/installation/open-checks.ts'
import { appendLeafHash, emptyRange, rangeRoot } from '../src/log/compact-range.ts'
import { leafHash } from '../src/log/leaf.ts'
import { sameBytes } from '../src/log/merkle-hash.ts'
import type { Sizes } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { rate, share, time, times } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import type { Fact } from './facts.ts'
import { copies } from './facts.ts'
import { inTurn, perSecond, timed } from './measure.ts'
import { openRawCommits } from './raw-commits.ts'
import { readPages, recount } from './recount.ts'

const clients = 8
const waiting = 256
const figuresMax = 60
const importPerSecondMin = 5_000
const fsckPerSecondMin = 6_000
const appendPerSecondMin = 4_000

/** What the steps inside one process are given. */
export interface Bench {
  readonly ports: AppPorts
  readonly auditor: Auditor
  /** The cluster, as its owner. */
  readonly connection: ClientConfig
  readonly sizes: Sizes
}

/** Imports of many rows, each one transaction, against COPY of the same rows as jsonb. */
export async function measureImport(bench: Bench, unit: BenchUnit, facts: readonly Fact[]) {
  const { ports, sizes, connection } = bench
  const copy = await openCopy(connection, facts.slice(0, sizes.imported))
  try {
    const { median, ratio } = await inTurn(sizes.rounds, {
      ours: async () => {
        const requests = await unit.appends(copies(facts, sizes.imported))
        const { ms } = await timed(() => ports.store.appendAll(unit.session.org.id, requests))
        return (sizes.imported * 1000) / ms
      },
      copy: () => copy.rate(),
    })
    return {
      step: `import of ${sizes.imported.toLocaleString('en')} records, one transaction`,
      taizhang: rate(median.ours),
      limit: `COPY as jsonb with key and index ${rate(median.copy)}`,
      ratio: share(ratio('ours', 'copy')),
      target: `≥ ${rate(importPerSecondMin)}`,
      met: median.ours >= importPerSecondMin,
    }
  } finally {
    await copy.close()
  }
}

async function openCopy(connection: ClientConfig, facts: readonly Fact[]) {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-copy-'))
  chmodSync(folder, 0o755)
  const file = join(folder, 'rows')
  const lines = facts.map(
    ({ id, values }) => `1\t${id}\t${JSON.stringify(values).replaceAll('\\', '\\\\')}\n`,
  )
  writeFileSync(file, lines.join(''), { mode: 0o644 })
  const client = new Client(connection)
  await client.connect()
  const rate = async () => {
    await client.query(`DROP TABLE IF EXISTS copied;
      CREATE TABLE copied (org_id bigint, id uuid, values jsonb, PRIMARY KEY (org_id, id));
      CREATE INDEX ON copied (org_id, (values ->> 'heldOn'), id)`)
    const { ms } = await timed(() => client.query(`COPY copied FROM '${file}'`))
    return (facts.length * 1000) / ms
  }
  const close = async () => {
    await client.query('DROP TABLE IF EXISTS copied')
    await client.end()
    rmSync(folder, { recursive: true })
  }
  return { rate, close }
}

/** `fsck` of one log against hashing the same leaves and nothing else. */
export async function measureFsck(bench: Bench, unit: BenchUnit): Promise<Line> {
  const { auditor, sizes } = bench
  const { id } = unit.session.org
  const leaves = await leavesOf(auditor, id)
  const checks = openChecks()
  const { median, ratio } = await inTurn(sizes.rounds, {
    ours: async () => {
      const { ms, value } = await timed(() =>
        fsck({ auditor, crypto: nodeCrypto, checks }, { organisations: [id] }),
      )
      const faults = value.flatMap((report) => report.faults)
      if (faults.length > 0) throw new Error(`fsck found ${JSON.stringify(faults[0])}`)
      return (leaves.texts.length * 1000) / ms
    },
    hashing: async () => {
      const { ms, value } = await timed(async () => rootOf(leaves.texts))
      if (!sameBytes(value, leaves.root)) throw new Error('the leaves have another root')
      return (leaves.texts.length * 1000) / ms
    },
  })
  await checks.close()
  return {
    step: `fsck of ${leaves.texts.length.toLocaleString('en')} entries`,
    taizhang: rate(median.ours),
    limit: `hashing the same leaves ${rate(median.hashing)}`,
    ratio: share(ratio('ours', 'hashing')),
    target: `≥ ${rate(fsckPerSecondMin)}`,
    met: median.ours >= fsckPerSecondMin,
  }
}

async function leavesOf(auditor: Auditor, org: number) {
  return auditor.audit(org, async (evidence) => {
    const texts: string[] = []
    for (;;) {
      const entries = await evidence.entries(texts.length, 1_000)
      texts.push(...entries.map(({ leafText }) => leafText))
      if (entries.length === 0) break
    }
    const head = await evidence.head()
    if (head === null) throw new Error('the log has no head')
    return { texts, root: new Uint8Array(Buffer.from(head.root, 'base64')) }
  })
}

function rootOf(texts: readonly string[]): Uint8Array {
  let range = emptyRange
  for (const text of texts) {
    range = appendLeafHash(nodeCrypto, range, leafHash(nodeCrypto, text))
  }
  return rangeRoot(nodeCrypto, range)
}

/** The append API with many waiting against one-row commits of the same bytes. */
export async function measureAppend(bench: Bench, unit: BenchUnit, facts: readonly Fact[]) {
  const { ports, connection, sizes } = bench
  const requests = await unit.appends(copies(facts, 1_000))
  const bodies = requests.map(({ values }) => JSON.stringify(values))
  const raw = await openRawCommits(connection, { clients, bodies })
  let turn = 0
  try {
    const { seconds } = sizes
    const { median, ratio } = await inTurn(sizes.rounds, {
      ours: () =>
        perSecond({ clients: waiting, seconds }, () => {
          const request = requests[turn++ % requests.length]
          if (request === undefined) throw new Error('nothing to append')
          return ports.store.append(unit.session.org.id, { ...request, record: null })
        }),
      raw: () => raw.rate({ clients, seconds }),
    })
    return {
      step: `append in process, ${waiting} waiting`,
      taizhang: rate(median.ours),
      limit: `one-row commits, ${clients} clients ${rate(median.raw)}`,
      ratio: times(ratio('ours', 'raw')),
      target: `≥ ${rate(appendPerSecondMin)}`,
      met: median.ours >= appendPerSecondMin,
    }
  } finally {
    await raw.close()
  }
}

/** The figures of a year of one unit, from nothing and again, equal to a plain recount. */
export async function measureFigures(bench: Bench, unit: BenchUnit): Promise<Line> {
  const { ports, sizes } = bench
  const { session, today } = unit
  const { registers } = session.pack
  const year = Number(today.slice(0, 4))
  const { id: org } = session.org
  const seen = await ports.yearBooks.of(session, year)
  const ids = seen.figures().map(({ figure }) => figure)
  const chosen = ids.slice(0, figuresMax)
  const records = await ports.store.read(org, (reader) => readPages(reader, [...registers.keys()]))
  const recountAll = async () =>
    chosen.map((id) => {
      const definition = session.pack.figures.get(id)
      return definition ? recount(definition, records, { year, today, registers }) : null
    })
  let books = keepYearBooks(ports)
  const ask = async () => {
    const book = await books.of(session, year)
    return chosen.map((id) => book.figure(id)?.value)
  }
  const { median, ratio } = await inTurn(sizes.rounds, {
    cold: async () => {
      books = keepYearBooks(ports)
      return (await timed(ask)).ms
    },
    warm: async () => (await timed(ask)).ms,
    recount: async () => (await timed(recountAll)).ms,
  })
  const counted = await recountAll()
  for (const [at, value] of (await ask()).entries()) {
    const [told, plain] = [JSON.stringify(value), JSON.stringify(counted[at])]
    if (told !== plain) throw new Error(`${chosen[at]} is ${told}, a recount says ${plain}`)
  }
  return {
    step: `${chosen.length} figures over ${sizes.yearly.toLocaleString('en')} records, cold`,
    taizhang: `${time(median.cold)}; warm ${time(median.warm)}`,
    limit: `plain recount, records at hand ${time(median.recount)}; equal`,
    ratio: times(ratio('cold', 'recount')),
    target: 'equal to a recount',
    met: true,
  }
}
