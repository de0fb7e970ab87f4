import type { Command } from 'commander'
import { todayIn } from '../../app/clock/wall-clock.ts'
import { renewLinkFor } from '../../app/people/change-account.ts'
import type { RosterPreview, RosterSheet } from '../../app/people/import-roster.ts'
import { enterRoster, previewRoster, readRosterFile } from '../../app/people/import-roster.ts'
import type { PlannedPerson, WhoIsRow } from '../../app/people/plan-roster.ts'
import { isDay } from '../../ledger/day/day.ts'
import { refuse } from '../../ledger/fault.ts'
import { organisationFor, recordingSession } from '../cli-session.ts'
import type { CommandContext } from '../command-context.ts'
import { withInstallation } from '../command-context.ts'
import { dataOption, orgOption } from '../options.ts'
import { faultLine } from '../tell-refusal.ts'

interface PeopleOptions {
  readonly data: string
  readonly org?: string
  readonly table?: string
  readonly day?: string
  readonly another?: readonly string[]
  readonly write: boolean
}

/**
 * taizhang people import FILE [--write]: what a roster comes to as people, offices and posts, and
 * with `--write` what of it is ready. Brought again it doubles nobody.
 */
export function addPeople(program: Command, context: CommandContext): void {
  const people = program.command('people').description('人员名单 / the list of people')
  addLink(people, context)
  people
    .command('import')
    .description(
      '从名册登记人员、科室、任职（不加 --write 只看结果）/ people from a roster; without --write only look',
    )
    .argument('<file>', '.xlsx .csv .docx .txt .xls .et .doc .wps')
    .option('--table <table>', '工作表或 Word 表格的名称 / sheet or table of the file')
    .option('--day <day>', '表中没有日期的，自此日起 / the day where the table says none')
    .option('--another <row...>', '这些行是另一位同名的人 / rows about another one of that name')
    .option('--write', '写入 / write what is ready', false)
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (path: string, options: PeopleOptions) => {
      const bytes = await context.readFile(path)
      const isWhole = await withInstallation(context, options.data, async (installation) => {
        const ports = { ...installation.ports, outside: context.outside }
        const unit = await organisationFor(context, installation, options.org)
        const session = await recordingSession(installation, unit)
        const file = await readRosterFile(ports, session, bytes)
        const sheet = sheetOf(file, options, todayIn(unit.zone, ports.clock))
        const preview = await previewRoster(ports, session, sheet)
        for (const line of linesOf(preview)) context.tell(line)
        if (!options.write) return isSettled(preview)
        const { people, offices, posts, known, left } = await enterRoster(ports, session, sheet)
        context.print(
          `人员 ${people}，科室 ${offices}，任职 ${posts}，原有 ${known}，未写入 ${left.length} 行 / ` +
            `${people} people, ${offices} offices, ${posts} posts, ${known} known, ${left.length} rows left`,
        )
        return left.length === 0
      })
      if (!isWhole) context.exitCode(1)
    })
}

/**
 * taizhang people link USERNAME: a new one-time link for somebody who forgot the password, where no
 * administrator can make it.
 */
function addLink(people: Command, context: CommandContext): void {
  people
    .command('link')
    .description(
      '给忘记密码的账号重发一次性链接，原密码作废 / a new one-time link; the password ends',
    )
    .argument('<username>')
    .addOption(dataOption(context))
    .addOption(orgOption())
    .action(async (username: string, { data, org }: Pick<PeopleOptions, 'data' | 'org'>) => {
      const link = await withInstallation(context, data, async (installation) => {
        const unit = await organisationFor(context, installation, org)
        const session = await recordingSession(installation, unit)
        return renewLinkFor(installation.ports, session, username)
      })
      context.tell('在浏览器中打开，接在服务地址之后 / open it behind the address of the server')
      context.print(`/welcome#${link}`)
    })
}

function sheetOf(
  { tables, proposals }: Awaited<ReturnType<typeof readRosterFile>>,
  { table: wanted, day, another = [] }: PeopleOptions,
  today: string,
): RosterSheet {
  const proposal = proposals.find(({ mapping }) => wanted === undefined || mapping.table === wanted)
  const table = tables.find(({ name }) => name === proposal?.mapping.table)
  if (!proposal || !table) return refuseTable(tables.map(({ name }) => name))
  if (day !== undefined && !isDay(day)) refuseDay()
  return {
    table,
    mapping: proposal.mapping,
    people: new Map(another.map((row) => [Number(row), 'new'])),
    offices: new Map(),
    day: day ?? `${today.slice(0, 4)}-01-01`,
    leftOut: new Set(),
  }
}

function isSettled({ people, open, faults }: RosterPreview): boolean {
  return open.length + faults.length === 0 && people.every(({ who }) => who !== null)
}

/** Row by row who it is, and what stands in the way. */
function linesOf({ people, offices, open, faults }: RosterPreview): readonly string[] {
  const fresh = offices.filter(({ office }) => office === null).map(({ name }) => name)
  return [
    ...(fresh.length === 0 ? [] : [`新设科室 / new offices：${fresh.join('、')}`]),
    ...people.map(personLine),
    ...open.map(({ row, cells, faults: own }) => {
      const told = [...own, ...cells.flatMap((cell) => cell.faults)]
      return `${row}：${told.map(({ text }) => `${text.zh} / ${text.en}`).join('；')}`
    }),
    ...faults.map(faultLine),
  ]
}

function personLine({ row, name, office, title, who, may }: PlannedPerson): string {
  const place = [office, title].filter((one) => one !== null).join(' · ')
  const others = may.map((one) => one.place).join('、')
  return `${row}：${name} ${place} — ${whoWords(who, others)}`
}

function whoWords(who: WhoIsRow | null, others: string): string {
  if (who === null) {
    return `有同名的人（${others}），请在页面上说明，或用 --another / a namesake: say who in the page, or --another`
  }
  if (who === 'new') return '新登记 / new'
  return 'person' in who ? '名单中已有 / here already' : `同第 ${who.row} 行 / as row ${who.row}`
}

function refuseTable(names: readonly string[]): never {
  return refuse('roster.table', {
    at: ['--table'],
    text: { zh: '文件里没有这个表。', en: 'The file has no such table.' },
    hint: { zh: `现有：${names.join('、')}`, en: `There are: ${names.join(', ')}` },
  })
}

function refuseDay(): never {
  return refuse('roster.day', {
    at: ['--day'],
    text: { zh: '日期无效。', en: 'The day is not valid.' },
    hint: { zh: '请写成 2025-03-01 的样子。', en: 'Write it as 2025-03-01.' },
  })
}
