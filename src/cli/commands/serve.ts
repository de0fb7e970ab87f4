import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { pino } from 'pino'
import { createApp } from '../../api/create-app.ts'
import { readPageFiles } from '../../api/page-files.ts'
import { allJobs } from '../../app/instances/all-jobs.ts'
import { lookForFiles } from '../../app/instances/look-for-files.ts'
import { jobWith } from '../../app/jobs/job.ts'
import { keepAdopted } from '../../app/organisation/adopt-pack.ts'
import { linkDays } from '../../app/ports/account-ports.ts'
import type { AppPorts } from '../../app/ports/app-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { say } from '../../ledger/label.ts'
import { boundHeap, clearAtRest } from '../bound-heap.ts'
import { checkHolds } from '../certificate.ts'
import { cliActor } from '../cli-session.ts'
import type { CommandContext, HeldPack } from '../command-context.ts'
import { followJobs } from '../follow-jobs.ts'
import type { FollowedPack } from '../follow-pack.ts'
import { followPack } from '../follow-pack.ts'
import { keepServing } from '../keep-serving.ts'
import { dataOption } from '../options.ts'
import type { ServeOptions } from '../serve.ts'
import { certificateOf, doorOf, listen } from '../serve.ts'
import { serverLog } from '../server-log.ts'
import { tellClock } from '../tell-clock.ts'
import { tellInstance } from '../tell-instance.ts'
import { placeOf, tellRefusal } from '../tell-refusal.ts'
import { terminalLang } from '../terminal-lang.ts'
import type { LineSink } from '../terminal-lines.ts'
import { terminalLines } from '../terminal-lines.ts'
import { untilSignal } from '../until-signal.ts'

/** The demo of this seed is the one that the documents speak of. */
const demoSeed = 1

/** taizhang serve */
export function addServe(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('启动服务 / serve')
    .option('--port <port>', '端口 / port', portNumber, 5280)
    .option('--host <host>', '监听地址 / address to listen on', '127.0.0.1')
    .addOption(dataOption(context))
    .option('--cert <file>', '证书 / certificate (PEM)')
    .option('--key <file>', '私钥 / private key (PEM)')
    .option('--public-url <url>', '对外地址 / the address people type')
    .option('--trusted-proxy', '前有可信代理 / a proxy stands before it', false)
    .action((given: Record<string, unknown>) =>
      serve(context, {
        port: Number(given['port']),
        host: String(given['host']),
        data: String(given['data']),
        cert: textOrNull(given['cert']),
        key: textOrNull(given['key']),
        publicUrl: textOrNull(given['publicUrl']),
        trustedProxy: given['trustedProxy'] === true,
      }),
    )
}

async function serve(
  context: CommandContext,
  options: ServeOptions & { readonly data: string },
): Promise<void> {
  boundHeap()
  const serverAddress = doorOf(options)
  const lines = pino({ base: null }, logSink())
  const { troubleOf } = context
  const log = serverLog(lines, { troubleOf, now: () => performance.now() })
  let followed: FollowedPack | null = null
  const installation = await context.openServing(options.data, {
    onProblem: (error) => log.behind('behind the scenes', error),
    onPack: (pack) => {
      tellMistakes(pack, lines)
      void followed?.look()
    },
  })
  const { ports, pack, notices, lacks } = installation
  const adoption = keepAdopted(ports, {
    actor: cliActor(),
    onProblem: (error) => log.behind('the pack is not adopted', error),
  })
  const app = createApp(
    {
      ports,
      serverAddress,
      version: context.version,
      log,
      troubleOf,
      adoption,
      openDemo: (seed) => installation.makeDemo({ seed: seed ?? demoSeed }, () => {}),
      packFaults: () => pack.faults,
    },
    readPageFiles(context.pageFolder),
  )
  const isReading = lacks.some(({ code }) => code === 'data.keys-missing')
  // Another server, which has the keys, does what this one could only fail to do.
  const adoptAll = () => void (isReading || adoption.all())
  const letFall = keepServing((error) => log.behind('nobody caught this', error))
  const leaveHeap = clearAtRest()
  try {
    const certificate = certificateOf(options)
    if (certificate) checkHolds(certificate, ports.clock.now())
    const { packsInForce } = ports
    const shared = (followed = await followPack(
      { packs: pack, packsInForce },
      { onChange: adoptAll, onProblem: (error) => log.behind('the pack in force', error) },
    ))
    let withoutFiles: readonly Fault[] = []
    const lacking = () => [...lacks, ...withoutFiles, ...(shared.notice ? [shared.notice] : [])]
    const serving = await listen(app, options)
    context.print(`台账 Taizhang  ${serving.address}`)
    for (const { zh, en } of notices) context.print(`${zh}\n${en}`)
    if (lacking().length > 0) tellRefusal(new Refusal(lacking()))
    // A bucket may take its time, and nobody waits for it.
    void lookForFiles(ports).then(
      (found) => {
        withoutFiles = found
        if (found.length > 0) tellRefusal(new Refusal(found))
      },
      (error: unknown) => log.behind('looking for the attachments', error),
    )
    adoptAll()
    await tellFirstLink(context, ports, serving.address)
    const due = isReading ? [] : allJobs.map((job) => jobWith(job, ports))
    const jobs = followJobs(ports, due, (error) => log.behind('a job', error))
    const { version, schema } = context
    const said = { version, schema, address: serving.address }
    const untell = tellInstance(
      ports,
      () => ({ ...said, lacks: [...new Set(lacking().map(({ code }) => code))] }),
      (error) => log.behind('telling the others', error),
    )
    const untellClock = tellClock(ports, log)
    await untilSignal()
    untellClock()
    await Promise.all([serving.stop(), jobs.stop(), shared.stop(), adoption.stop(), untell()])
  } finally {
    leaveHeap()
    letFall()
    await installation.close()
  }
}

/** Lines of JSON, for whatever gathers them; sentences where a person sits at the terminal. */
function logSink(): LineSink {
  if (!process.stderr.isTTY) return pino.destination(2)
  return terminalLines(terminalLang(), (text) => process.stderr.write(text))
}

function tellMistakes({ faults }: HeldPack, lines: pino.Logger): void {
  if (faults.length === 0) return
  const told = faults.map((fault) => {
    const { code, text } = fault
    return { code, at: placeOf(fault), text: say(text, terminalLang()) }
  })
  lines.warn({ faults: told }, 'the pack has mistakes; the last good one stays in force')
}

/** Until the first start is completed each start prints a link, and ends the one before. */
async function tellFirstLink(
  { print }: CommandContext,
  { accounts }: AppPorts,
  address: string,
): Promise<void> {
  const account = await accounts.shutOut()
  if (account === null && !(await accounts.none())) return
  const link = await accounts.makeLink({ purpose: 'first-start', account, days: linkDays })
  // Only its hash is kept, so none of before could be shown again.
  print(`首次使用，请打开下面的一次性链接（${linkDays} 天内有效；以前启动时给出的已作废）。`)
  print(
    `First use: open this one-time link (valid for ${linkDays} days; earlier ones hold no more).`,
  )
  print(`  ${address}/welcome#${link}`)
}

function portNumber(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('端口应为 0 至 65535 的整数 / a whole number from 0 to 65535')
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
