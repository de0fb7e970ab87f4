import { chmodSync, mkdirSync } from 'node:fs'
import { randomBytes, randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import type { ClientConfig } from 'pg'
import { pino } from 'pino'
import { openAccounts } from './adapters/auth/open-accounts.ts'
import { chineseCalendar } from './adapters/calendar/chinese-calendar.ts'
import { nodeCrypto } from './adapters/crypto/node-crypto.ts'
import { officeFiles } from './adapters/office-files.ts'
import { keepPack } from './adapters/packs/kept-pack.ts'
import type { KeptPack } from './adapters/packs/kept-pack.ts'
import { readPackFolder } from './adapters/packs/read-pack-folder.ts'
import { initials } from './adapters/pinyin/initials.ts'
import { findEmbedded, startEmbedded } from './adapters/postgres/embedded.ts'
import { openAuditor } from './adapters/postgres/open-auditor.ts'
import type { StoreOptions } from './adapters/postgres/open-store.ts'
import { openStore } from './adapters/postgres/open-store.ts'
import { connectionAs } from './adapters/postgres/roles.ts'
import type { Checkpointer } from './adapters/signing/checkpointer.ts'
import { runSigner } from './adapters/signing/signer-process.ts'
import { spawnSigner } from './adapters/signing/spawn-signer.ts'
import { makeCertificate } from './adapters/tls/self-signed.ts'
import { createApp } from './api/create-app.ts'
import { readPageFiles } from './api/page-files.ts'
import type { Log } from './api/service.ts'
import { adoptPack } from './app/adopt-pack.ts'
import type { AppPorts } from './app/app-ports.ts'
import { makeDemo } from './app/demo/make-demo.ts'
import { seededRandom } from './app/demo/seeded-random.ts'
import { keepRosters } from './app/keep-rosters.ts'
import { keepYearBooks } from './app/keep-year-books.ts'
import { keepOrganisations } from './app/organisations.ts'
import type { Clock, OrgId, Random } from './app/ports.ts'
import { allCommands } from './cli/all-commands.ts'
import { cliActor } from './cli/cli-session.ts'
import type { CommandContext, Desk } from './cli/command-context.ts'
import { keepServing } from './cli/last-resort.ts'
import { doorOf, listen } from './cli/serve.ts'
import type { ServeOptions } from './cli/serve.ts'
import { tellRefusal } from './cli/tell-refusal.ts'
import { fault, Refusal } from './ledger/fault.ts'
import { loadPack } from './pack/load-pack.ts'
import type { Pack } from './pack/pack.ts'

const version = '0.1.0'
// dist/main.mjs and src/main.ts both stand one folder below the project.
const project = fileURLToPath(new URL('..', import.meta.url))
const packDefault = join(project, 'packs/cn-party-governance')
const linkDays = 7
/** How the program is called when it is to keep the log keys and nothing else. */
const signerVerb = 'signer'
/** The demo of this seed is the one that the documents speak of. */
const demoSeed = 1

/** Everything of one data folder, open until `close`. */
export interface Opened extends Desk {
  readonly pack: KeptPack
}

/** Where the pieces are found and how they are told about trouble. */
export interface OpenOptions {
  /** Folder of database, keys and files. */
  readonly data: string
  /** DATABASE_URL; null starts the PostgreSQL from npm under the data folder. */
  readonly database: ClientConfig | null
  readonly packFolder?: string
  readonly clock?: Clock
  readonly random?: Random
  readonly onProblem?: (error: unknown) => void
  readonly onPack?: (pack: KeptPack) => void
  /** Script that keeps the log keys in a process of its own; in this process when absent. */
  readonly signer?: string
  /** For tests on a database without fsync. */
  readonly mayLoseOnPowerCut?: boolean
}

/** The one place that puts adapters behind ports. */
export async function openAll(options: OpenOptions): Promise<Opened> {
  const clock = options.clock ?? { now: () => Date.now() }
  const random = options.random ?? { bytes: (count) => randomBytes(count), uuid: randomUUID }
  const data = resolve(options.data)
  mkdirSync(data, { recursive: true })
  const pack = await keepPack(options.packFolder ?? packDefault, {
    crypto: nodeCrypto,
    onChange: (kept) => options.onPack?.(kept),
  })
  const closing: (() => Promise<unknown> | unknown)[] = [() => pack.close()]
  try {
    const connection = options.database ?? (await embedded(data, closing))
    const keysDir = join(data, 'keys')
    mkdirSync(keysDir, { recursive: true, mode: 0o700 })
    chmodSync(keysDir, 0o700)
    const opened = await openStore({
      connection,
      keysDir,
      clock,
      random,
      crypto: nodeCrypto,
      onProblem: options.onProblem ?? (() => {}),
      mayLoseOnPowerCut: options.mayLoseOnPowerCut ?? false,
      ...signerOf(options.signer, { connection, keysDir }),
    })
    closing.push(() => opened.close())
    const { accounts, close } = await openAccounts({ base: connection })
    closing.push(close)
    const auditor = openAuditor({ connection })
    closing.push(() => auditor.close())
    const { store } = opened
    const ports: AppPorts = {
      store,
      clock,
      random,
      accounts,
      crypto: nodeCrypto,
      files: officeFiles,
      calendar: chineseCalendar,
      packs: pack,
      rosters: keepRosters({ store, clock }),
      yearBooks: keepYearBooks({ store, clock, calendar: chineseCalendar }),
      organisations: keepOrganisations({ store, clock }),
      initials,
    }
    const demo = { connection, keysDir, mayLoseOnPowerCut: options.mayLoseOnPowerCut ?? false }
    return {
      ports,
      pack,
      auditor,
      makeDemo: (seed, onProgress) => openDemo({ ports, demo }, seed, onProgress),
      close: () => closeAll(closing),
    }
  } catch (error) {
    await closeAll(closing)
    throw error
  }
}

/**
 * The demo unit of this data folder, made from the seed when there is none yet. It is written
 * through a store of its own, whose clock follows the story and whose chance comes from the seed.
 */
async function openDemo(
  { ports, demo }: { ports: AppPorts; demo: DemoPlace },
  seed: number,
  onProgress: (done: { writes: number; of: number }) => void,
): Promise<OrgId> {
  const all = await ports.organisations.all()
  const known = all.find(({ kind, parent }) => kind === 'demo' && parent === null)
  if (known) return known.id
  let nowMs = 0
  const opened = await openStore({
    ...demo,
    clock: { now: () => nowMs },
    random: seededRandom(nodeCrypto, seed),
    crypto: nodeCrypto,
    checkpointAfterMs: null,
  })
  try {
    const { store } = opened
    const setClock = (instantMs: number) => {
      nowMs = instantMs
    }
    const { packs, calendar } = ports
    const org = await makeDemo({ store, packs, calendar, setClock, onProgress }, seed)
    await opened.checkpointNow(org)
    await ports.organisations.all()
    return org
  } finally {
    await opened.close()
  }
}

type DemoPlace = Pick<StoreOptions, 'connection' | 'keysDir' | 'mayLoseOnPowerCut'>

function signerOf(
  script: string | undefined,
  { connection, keysDir }: { connection: ClientConfig; keysDir: string },
): { checkpointer?: Checkpointer } {
  if (script === undefined) return {}
  const setUp = { connection: connectionAs(connection, 'signer'), keysDir }
  return { checkpointer: spawnSigner({ script, args: [signerVerb] }, setUp) }
}

async function embedded(data: string, closing: (() => unknown)[]): Promise<ClientConfig> {
  const database = await startEmbedded({ home: data })
  closing.push(() => database.stop())
  return database.connection
}

// What was opened last is closed first; one that fails does not keep the others open.
async function closeAll(closing: (() => Promise<unknown> | unknown)[]): Promise<void> {
  const faults: unknown[] = []
  for (const close of closing.toReversed()) {
    try {
      await close()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

async function checkPack(folder: string): Promise<Pack> {
  const loaded = loadPack(await readPackFolder(resolve(folder)), nodeCrypto)
  if (!loaded.pack) throw new Refusal(loaded.faults)
  return loaded.pack
}

/** A command works beside the server of its data folder, or starts the database itself. */
async function openDesk(data: string): Promise<Desk> {
  const running = databaseUrl() ?? (await findEmbedded({ home: resolve(data) }))
  return openAll({ data, database: running })
}

function databaseUrl(): ClientConfig | null {
  const url = process.env['DATABASE_URL']
  return url ? { connectionString: url } : null
}

async function serve(options: ServeOptions & { readonly data: string }): Promise<void> {
  const door = doorOf(options)
  const log = pino({ base: null }, pino.destination(2))
  const opened = await openAll({
    data: options.data,
    database: databaseUrl(),
    signer: fileURLToPath(import.meta.url),
    onProblem: (error) => log.error({ err: error }, 'behind the scenes'),
    onPack: (pack) => void packChanged(opened, pack, log),
  })
  const { ports, pack } = opened
  const app = createApp(
    {
      ports,
      door,
      version,
      log: logTo(log),
      openDemo: (seed) => opened.makeDemo(seed ?? demoSeed, () => {}),
      packFaults: () => pack.faults,
    },
    readPageFiles(join(project, 'dist/web')),
  )
  const letFall = keepServing((error) => log.error({ err: error }, 'nobody caught this'))
  try {
    await adoptPack(ports, cliActor())
    const serving = await listen(app, options)
    tell(`台账 Taizhang  ${serving.address}`)
    if (await ports.accounts.none()) await tellFirstLink(ports, serving.address)
    await untilSignal()
    await serving.stop()
  } finally {
    letFall()
    await opened.close()
  }
}

async function packChanged({ ports }: Opened, pack: KeptPack, log: pino.Logger): Promise<void> {
  if (pack.faults.length === 0) return adoptPack(ports, cliActor())
  const faults = pack.faults.map(({ code, at, text }) => ({ code, at, text: text.en }))
  log.warn({ faults }, 'the pack has mistakes; the last good one stays in force')
}

async function tellFirstLink(ports: AppPorts, address: string): Promise<void> {
  const purpose = { purpose: 'first-start', account: null, days: linkDays } as const
  const link = await ports.accounts.makeLink(purpose)
  tell(`首次使用，请打开下面的一次性链接（${linkDays} 天内有效）。`)
  tell(`First use: open this one-time link (valid for ${linkDays} days).`)
  tell(`  ${address}/welcome#${link}`)
}

function logTo(log: pino.Logger): Log {
  return {
    unforeseen: ({ trace, route, error }) => log.error({ trace, route, err: error }, 'unforeseen'),
    slow: (event) => log.warn(event, 'slow'),
  }
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The commands of `taizhang`. */
export function program(): Command {
  const taizhang = new Command('taizhang').version(version).showHelpAfterError()
  const data = join(project, '.data')
  taizhang
    .command('serve')
    .description('启动服务 / serve')
    .option('--port <port>', '端口 / port', portNumber, 5280)
    .option('--host <host>', '监听地址 / address to listen on', '127.0.0.1')
    .option('--data <dir>', '数据目录 / data folder', data)
    .option('--cert <file>', '证书 / certificate (PEM)')
    .option('--key <file>', '私钥 / private key (PEM)')
    .option('--public-url <url>', '对外地址 / the address people type')
    .option('--trusted-proxy', '前有可信代理 / a proxy stands before it', false)
    .action((given: Record<string, unknown>) =>
      serve({
        port: Number(given['port']),
        host: String(given['host']),
        data: String(given['data']),
        cert: textOrNull(given['cert']),
        key: textOrNull(given['key']),
        publicUrl: textOrNull(given['publicUrl']),
        trustedProxy: given['trustedProxy'] === true,
      }),
    )
  taizhang
    .command('cert')
    .description('生成自签名证书 / make a self-signed certificate')
    .option('--out <dir>', '输出目录 / folder', join(data, 'tls'))
    .option('--name <name...>', '更多域名或地址 / more names or addresses', [])
    .action(async ({ out, name }: { out: string; name: readonly string[] }) => {
      const made = await makeCertificate(resolve(out), name)
      tell(`--cert ${made.cert} --key ${made.key}`)
      tell(made.names.join(' '))
    })
  const context: CommandContext = {
    dataDefault: data,
    packFolder: packDefault,
    derivedFolder: join(project, 'docs/derived'),
    version,
    files: officeFiles,
    checkPack,
    open: openDesk,
    print: tell,
    tell: (line) => process.stderr.write(`${line}\n`),
    exitCode: (code) => {
      process.exitCode = code
    },
  }
  for (const addCommands of allCommands) addCommands(taizhang, context)
  return taizhang
}

function portNumber(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('端口应为 0 至 65535 的整数 / a whole number from 0 to 65535')
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

async function run(): Promise<void> {
  try {
    await program().parseAsync()
  } catch (error) {
    const refusal = error instanceof Refusal ? error : unreachable(error)
    if (!refusal) throw error
    tellRefusal(refusal)
    process.exitCode = 2
  }
}

/** A database server that does not answer, or does not let us in, is a matter for a sentence. */
function unreachable(error: unknown): Refusal | null {
  const { code = '' } = error as { code?: string }
  if (!/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|28\w{3}|3D000)$/.test(code)) {
    return null
  }
  return new Refusal([
    fault('database.unreachable', {
      at: [code],
      text: { zh: '连不上数据库服务器。', en: 'The database server cannot be reached.' },
      hint: {
        zh: '请检查 DATABASE_URL 的地址、用户和密码；不设它则使用自带的数据库。',
        en: 'Check address, user and password in DATABASE_URL; unset it to use the built-in one.',
      },
    }),
  ])
}

// A reader that has seen enough (`| head`) is no trouble of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// The bundle is the program; tests and benchmarks import the source and open what they need.
if (import.meta.url.endsWith('/main.mjs')) {
  if (process.argv[2] === signerVerb) runSigner()
  else await run()
}
