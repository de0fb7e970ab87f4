import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import { here } from '../../src/adapters/outside/readers.ts'
import { createApp } from '../../src/api/create-app.ts'
import { overNode } from '../../src/api/over-node.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import type { Parcel, ParcelContents } from '../../src/report/exchange/parcel.ts'
import { contentsDigest, parcelText, parseParcel } from '../../src/report/exchange/parcel.ts'
import { todayThere, untilCovered } from '../api/serving.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import { done, twoLevels } from './two-levels.ts'

/** A body above and a unit below, each on a server of its own that knows nothing of the other. */
export interface TwoServers {
  readonly city: TwoLevels
  readonly town: TwoLevels
  /** The body above, and the unit. */
  readonly above: Unit
  readonly below: Unit
  /** Throws what happened on either and nobody foresaw. */
  close(): Promise<void>
}

/** Opens both, and lets each learn the key of the other as people tell it by telephone. */
export async function twoServers(): Promise<TwoServers> {
  const [city, town] = [await twoLevels([]), await twoLevels(['云溪站'])]
  const [above, below] = [city.above, town.above]
  await acquaint(city, town, '云溪镇')
  return {
    ...{ city, town, above, below },
    close: async () => {
      try {
        await city.close()
      } finally {
        await town.close()
      }
    },
  }
}

/** Lets a server learn the key of a body below it, by this name, and that one the other's. */
export async function acquaint(over: TwoLevels, under: TwoLevels, name: string): Promise<void> {
  const { origin: log, clerk } = under.above
  await enterBelow(over.above, { place: 1, name, log, key: await keyOf(under) })
  const body = { name: over.above.name, vkey: await keyOf(over) }
  await done(clerk.ask('POST', '/api/v1/watched-logs', { body }))
}

/** Enters a body below. */
export async function enterBelow(
  above: Unit,
  given: { place: number; name: string; log: string; key: string },
): Promise<string> {
  const values = { ...given, from: todayThere() }
  const path = '/api/v1/registers/subordinate/records'
  return (await done(above.first.ask('POST', path, { body: { values } }))).record.id
}

/** The key of the log of a server's unit. */
export async function keyOf({ serving, above }: TwoLevels): Promise<string> {
  const bytes = await serving.opened.ports.store.logFile(above.org, 'vkey')
  return new TextDecoder().decode(bytes ?? new Uint8Array()).trim()
}

/** The bundle that a unit exports, for all or for one log, once all that it wrote is signed. */
export async function exported({ serving, above }: TwoLevels, to?: string): Promise<Uint8Array> {
  await untilCovered(serving, above.org)
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`
  const told = await above.clerk.ask('GET', `/api/v1/bundles${query}`)
  if (told.status !== 200) throw new Error(JSON.stringify(told.body))
  return told.bytes
}

/** What came of bringing a bundle in. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tests look into answers freely
export async function imported({ above }: TwoLevels, file: Uint8Array): Promise<any> {
  return done(above.clerk.ask('POST', '/api/v1/bundles', { file }))
}

/** Codes of what was not taken. */
export function codesOf({ faults }: { faults: readonly { code: string }[] }): readonly string[] {
  return faults.map(({ code }) => code)
}

/** The parts of a bundle, and the first parcel in it. */
export function opened(file: Uint8Array): {
  readonly parts: Record<string, Uint8Array>
  readonly parcel: Parcel
} {
  const parts = unzipSync(file)
  const parcel = parseParcel(strFromU8(parts['parcels/0001.json'] ?? new Uint8Array()))
  if (!parcel) throw new Error('there is no parcel')
  return { parts, parcel }
}

/** The bundle with other parts; undefined takes one away. */
export function rezipped(
  file: Uint8Array,
  change: Readonly<Record<string, Uint8Array | string | undefined>>,
): Uint8Array {
  const all = { ...unzipSync(file), ...change }
  const parts = Object.entries(all).flatMap(([name, part]): [string, Uint8Array][] =>
    part === undefined ? [] : [[name, typeof part === 'string' ? strToU8(part) : part]],
  )
  return zipSync(Object.fromEntries(parts))
}

/** A bundle that its sender made otherwise than the program does, and signed all the same. */
export async function resigned(
  { serving, above }: TwoLevels,
  file: Uint8Array,
  given: {
    readonly contents?: Partial<ParcelContents>
    readonly files?: Readonly<Record<string, Uint8Array>>
    readonly to?: string
    readonly madeAt?: string
  },
): Promise<Uint8Array> {
  const { parcel } = opened(file)
  const contents = { ...parcel.contents, ...given.contents }
  const [, , to = '', madeAt = ''] = parcel.note.split('\n')
  const note = await serving.opened.ports.exchange.signParcel(above.org, {
    to: given.to ?? to,
    madeAt: given.madeAt ?? madeAt,
    digest: contentsDigest(nodeCrypto, contents),
  })
  const files = Object.entries(given.files ?? {}).map(([name, bytes]) => [`files/${name}`, bytes])
  return rezipped(file, {
    ...Object.fromEntries(files),
    'parcels/0001.json': parcelText({ v: 1, note, contents }),
  })
}

/** Works at the terminal of a server. */
export async function taizhang({ serving }: TwoLevels, ...args: readonly string[]) {
  const printed: string[] = []
  const told: string[] = []
  let code = 0
  const context = {
    dataDefault: serving.data,
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    version: 'test',
    outside: here,
    open: () => Promise.resolve({ ...serving.opened, close: () => Promise.resolve() }),
    print: (line: string) => printed.push(line),
    tell: (line: string) => told.push(line),
    exitCode: (given: number) => {
      code = given
    },
  }
  await program(context as unknown as CommandContext).parseAsync([...args], { from: 'user' })
  return { printed: printed.join('\n'), told: told.join('\n'), code }
}

/** SHA-256 in hex. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(nodeCrypto.sha256(bytes)).toString('hex')
}

/** Serves over a socket, for another server to ask, or for a browser: its page lies in a folder. */
export async function overSocket(
  { serving }: Pick<TwoLevels, 'serving'>,
  page = serving.data,
): Promise<{
  readonly address: string
  close(): Promise<void>
}> {
  const server = createServer(overNode(createApp(serving.service, readPageFiles(page))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Writes down which servers one exchanges with. */
export function writePeers({ serving }: TwoLevels, lines: readonly string[]): void {
  mkdirSync(join(serving.data, 'outbound'), { recursive: true })
  writeFileSync(join(serving.data, 'outbound/peers.txt'), `${lines.join('\n')}\n`)
}
