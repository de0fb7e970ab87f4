import { extname } from 'node:path'
import type { Command } from 'commander'
import { doneLateIn } from '../../app/draft/done-late.ts'
import { writeReport } from '../../app/draft/write-report.ts'
import type { OfficeFiles } from '../../app/ports/file-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'
import { claimStateWords } from '../../report/claim-state-words.ts'
import type { ReportDocument } from '../../report/document.ts'
import { leftOutMark, leftOutText } from '../../report/left-out.ts'
import { redHeadOf } from '../../report/red-head.ts'
import { renderHtml } from '../../report/render/render-html.ts'
import { renderUnsignedText } from '../../report/render/render-text.ts'
import { organisationFor, readingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption, yearNumber } from '../options.ts'
import { terminalLang } from '../terminal-lang.ts'

interface ReportOptions {
  readonly year: number
  readonly out: string
  readonly template?: string
  readonly data: string
  readonly org?: string
  readonly redHead: boolean
  readonly date?: string
  readonly number?: string
  readonly issuer?: string
}

/** taizhang report --year Y --out F(.docx|.pdf|.html|.json|.txt) */
export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('写出一年的报告 / write the report of a year')
    .requiredOption('--year <year>', '年份 / year', yearNumber)
    .requiredOption('--out <file>', '.docx .pdf .html .json .txt')
    .option('--template <id>', '报告模板 / template of the pack')
    .option('--red-head', '红头文件格式 / with masthead and imprint', false)
    .option('--date <date>', '成文日期 / date, YYYY-MM-DD')
    .option('--number <number>', '发文字号 / document number')
    .option('--issuer <name>', '签发人 / approved for issue by')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (options: ReportOptions) => {
      const kind = extname(options.out).toLowerCase()
      if (!writers.has(kind)) refuseKind(options.out)
      const { document, files, doneLate } = await withInstallation(
        context,
        options.data,
        async (installation) => {
          const org = await organisationFor(context, installation, options.org)
          const book = await installation.ports.yearBooks.withWords(
            await readingSession(installation, org),
            options.year,
          )
          const report = options.template ?? [...book.pack.reports.keys()][0] ?? ''
          // Those of the installation know the fonts that the site keeps with its data.
          const { files } = installation.ports
          const document = writeReport(book, { report, organisation: org.name.zh })
          return { document, files, doneLate: doneLateIn(document, book) }
        },
      )
      const issued = { ...document, ...issueOf(options) }
      const written = await writers.get(kind)?.(issued, { redHead: options.redHead, files })
      await context.writeFile(options.out, written ?? '')
      context.tell(summaryOf(issued, { path: options.out, doneLate }))
    })
}

type Writer = (
  document: ReportDocument,
  options: { readonly redHead: boolean; readonly files: OfficeFiles },
) => Promise<Uint8Array | string>

const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  [
    '.docx',
    (document, { redHead, files }) =>
      files.renderDocx(document, redHead ? { head: redHeadOf(document) } : {}),
  ],
  [
    '.pdf',
    (document, { redHead, files }) =>
      files.renderPdf(document, redHead ? { head: redHeadOf(document) } : {}),
  ],
  ['.html', async (document) => renderHtml(document)],
  ['.txt', async (document) => renderUnsignedText(document)],
  ['.json', async (document) => `${JSON.stringify(document, null, 1)}\n`],
])

function issueOf({ date, number, issuer }: ReportOptions): Partial<ReportDocument> {
  if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    refuse('report.date', {
      at: ['--date'],
      text: { zh: `“${date}”不是日期`, en: `“${date}” is not a date` },
      hint: { zh: '写成 2026-01-05。', en: 'Write 2026-01-05.' },
    })
  }
  return {
    ...(date === undefined ? {} : { date }),
    ...(number === undefined ? {} : { number }),
    ...(issuer === undefined ? {} : { issuer }),
  }
}

function refuseKind(path: string): never {
  refuse('report.kind', {
    at: ['--out', path],
    text: { zh: `不能写成 ${path} 这种文件`, en: `A file such as ${path} cannot be written` },
    hint: {
      zh: '扩展名用 .docx、.pdf、.html、.txt 或 .json。',
      en: 'End the name in .docx, .pdf, .html, .txt or .json.',
    },
  })
}

/** How many claims stand in which way that any does; by name what the report leaves out. */
function summaryOf(
  { claims, notMentioned = [] }: ReportDocument,
  { path, doneLate }: { readonly path: string; readonly doneLate: readonly string[] },
): string {
  const lang = terminalLang()
  const counts = claimStateWords.flatMap(([state, words]): Label[] => {
    const count = claims.filter((claim) => claim.state === state).length
    return count === 0 ? [] : [{ zh: `${words.zh} ${count}`, en: `${words.en} ${count}` }]
  })
  const words: Label = {
    zh: [`${path}：${claims.length} 处表述`, ...counts.map(({ zh }) => zh)].join('，'),
    en: [`${path}: ${claims.length} claims`, ...counts.map(({ en }) => en)].join(', '),
  }
  const left: Label = {
    zh: `台账已有而未提及 ${notMentioned.length} 项：`,
    en: `In the ledger and not mentioned, ${notMentioned.length}:`,
  }
  const named = notMentioned.map((one) => {
    return `  ${say(leftOutMark(one, doneLate), lang)}  ${say(leftOutText(one), lang)}`
  })
  return [say(words, lang), ...(named.length === 0 ? [] : [say(left, lang), ...named])].join('\n')
}
