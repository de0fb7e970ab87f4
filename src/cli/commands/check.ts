import type { Command } from 'commander'
import { checkReport } from '../../app/draft/check-report.ts'
import { refuse } from '../../ledger/fault.ts'
import type { CheckedClaim, CheckedReading } from '../../report/check/check-reading.ts'
import { unboundIn } from '../../report/check/check-reading.ts'
import { kindWords, unboundText } from '../../report/check/kind-words.ts'
import { reasonWithNote } from '../../report/check/reason-with-note.ts'
import { claimStateWord } from '../../report/claim-state-words.ts'
import type { ReadClaim, Reading } from '../../report/read/reading.ts'
import { organisationFor, readingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { orgOption, yearNumber } from '../options.ts'

interface CheckOptions {
  readonly json: boolean
  readonly data?: string
  readonly org?: string
  readonly year?: number
}

/** taizhang check REPORT [--data D --year Y] [--json] */
export function addCheck(program: Command, context: CommandContext): void {
  program
    .command('check')
    .description('读一份报告，与台账对照 / read a report and hold it against the ledger')
    .argument('<report>', '.docx .txt .md')
    .option('--year <year>', '报告所述年份 / the year it reports on', yearNumber)
    .option('--data <dir>', '数据目录；不给则只读不对照 / data folder; without it: read only')
    .addOption(orgOption())
    .option('--json', '输出 JSON / print JSON', false)
    .action(async (path: string, options: CheckOptions) => {
      const { data } = options
      const file = await context.outside.read('report', await context.readFile(path), null)
      if (data === undefined) {
        const asked = { text: file.text, wordings: [] }
        const { reading } = await context.outside.read('text', asked, null)
        context.print(options.json ? JSON.stringify(reading, null, 1) : readingText(reading))
        return
      }
      // A file of ours says itself which year it is about.
      const year = options.year ?? file.carried?.year
      if (year === undefined) return refuseYear()
      const checked = await withInstallation(context, data, async (installation) => {
        const org = await organisationFor(context, installation, options.org)
        const session = await readingSession(installation, org)
        const book = await installation.ports.yearBooks.withWords(session, year)
        return checkReport(context, session, { text: file.text, book, carried: file })
      })
      context.print(options.json ? JSON.stringify(checked, null, 1) : checkedText(checked))
      context.exitCode(checked.holds ? 0 : 1)
    })
}

function refuseYear(): never {
  refuse('check.year', {
    at: ['--year'],
    text: { zh: '与台账对照要指明年份', en: 'A check against the ledger needs the year' },
    hint: { zh: '例如 --year 2025。', en: 'For example --year 2025.' },
  })
}

function readingText({ title, outline, claims, unnamed, summary }: Reading): string {
  return [
    title,
    ...outline.map(({ level, marker, title: words }) => `${'  '.repeat(level)}${marker}${words}`),
    '',
    ...claims.map((claim) => `${claimStateWord(claim.state).zh}  ${claimWords(claim)}`),
    ...unnamed.map(unnamedLine),
    '',
    `共 ${claims.length} 处表述，留空 ${summary.blank} 处。`,
    `${claims.length} claims, ${summary.blank} blank.`,
  ].join('\n')
}

function checkedText({ claims, unnamed, summary }: CheckedReading): string {
  const bound = claims.filter((claim) => claim.state !== 'unbound')
  const unbound = unboundIn(claims)
  return [
    ...bound.map(checkedLine),
    ...unnamed.map(unnamedLine),
    ...(unbound.length === 0 ? [] : ['', ...unbound.map(unboundLine)]),
    '',
    ...summaryLines(summary),
  ].join('\n')
}

/** What is bound to nothing is said too: nothing was found against it, and nothing for it. */
function summaryLines({ contradicted, blank, changed, unbound }: CheckedReading['summary']) {
  const kinds = unboundText(unbound.byKind)
  const clean = contradicted === 0
  const [against, left] = [claimStateWord('contradicted').zh, claimStateWord('blank').zh]
  return [
    `${against} ${contradicted} 处，${left} ${blank} 处，与写成时不同 ${changed} 处。`,
    ...(unbound.all === 0
      ? []
      : [
          `${clean ? '没有发现与台账不符；但' : '另'}有 ${unbound.all} 处表述台账里没有可对照的：${kinds.zh}。`,
        ]),
    `${contradicted} contradicted, ${blank} blank, ${changed} changed.`,
    ...(unbound.all === 0
      ? []
      : [`${clean ? 'Nothing contradicts; ' : ''}bound to nothing: ${unbound.all} (${kinds.en}).`]),
  ]
}

/** A name that nobody wrote yet: 书记XX. */
function unnamedLine({ text }: Reading['unnamed'][number]): string {
  return `${claimStateWord('blank').zh}  ${text}`
}

function unboundLine(claim: CheckedClaim): string {
  return `${claimStateWord(claim.state).zh}  ${kindWords[claim.kind].zh}  ${claimWords(claim)}`
}

function checkedLine(claim: CheckedClaim): string {
  const figure = claim.figure ?? claim.duty ?? ''
  const ledger = claim.ledger === null ? '' : `  台账 ${claim.ledger}`
  const why = reasonWithNote(claim).zh
  return `${claimStateWord(claim.state).zh}  ${claimWords(claim)}${ledger}  ${figure}  ${why}`
}

function claimWords({ text }: Pick<ReadClaim, 'text'>): string {
  return text.replace(/\s+/g, ' ')
}
