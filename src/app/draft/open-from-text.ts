import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { openTree } from '../../report/draft/open-tree.ts'
import { bodyOfPaper } from '../../report/draft/paper-body.ts'
import { treeOfText } from '../../report/draft/tree-of-text.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseSecretText } from '../records/refuse-secret-text.ts'
import { keepNewDraft } from './open-draft.ts'
import { reportSources } from './report-sources.ts'
import { plainText } from './save-draft.ts'
import { templateOf } from './written-draft.ts'

/** A report that begins with the words of another one. */
export interface OpenFromText {
  readonly report: string
  readonly year: number
  readonly text: string
  /**
   * Figure by the id of a claim that reading the text gives. Claims that are left out, or have none
   * (`''`, null), stay text.
   */
  readonly bindings: Readonly<Record<string, string | null>>
}

/**
 * Begins the report of a year from a text, last year's as a rule: the counts that were bound come
 * from the ledger from then on. Refuses with `reading.binding` what binds a claim that is no count,
 * to a figure that is not there, or to one counted per person; with `draft.exists` and `report.unknown` as `openDraft`.
 */
export async function openFromText(
  ports: Pick<AppPorts, 'drafts' | 'clock' | 'random' | 'yearBooks' | 'outside'>,
  session: Session,
  { report, year, text: given, bindings }: OpenFromText,
): Promise<StoredDraft> {
  const template = templateOf(session, report)
  refuseSecretText(given, ['body', 'text'])
  const { text } = bodyOfPaper(given)
  const asked = { text, wordings: [] }
  const { reading } = await ports.outside.read('text', asked, session.org.id)
  const chosen = Object.entries(bindings).flatMap(([claim, figure]): [string, string][] =>
    figure ? [[claim, figure]] : [],
  )
  const faults = chosen.flatMap(([claim, figure]) => {
    const read = reading.claims.find(({ id, quantity }) => id === claim && quantity !== null)
    const definition = session.pack.figures.get(figure)
    if (!read) return [notACount(claim)]
    if (definition && isPerPerson(definition)) return [ofEachPerson(claim, definition.label)]
    if (definition && mayReadFigure(session, definition)) return []
    return [noSuchFigure(claim, { words: read.text, figure })]
  })
  if (faults.length > 0) throw new Refusal(faults)
  const tree = treeOfText(
    { text, reading, bindings: new Map(chosen) },
    { signature: session.org.name.zh, title: ofYear(reading.title, year) },
  )
  // A text cut out of a paper has no head: that of the template is better than none.
  const book = await ports.yearBooks.withWords(session, year)
  const head = openTree(template, reportSources(book, session.org.name.zh))
  const [title, addressee] = [tree.title || head.title, tree.addressee || head.addressee]
  return keepNewDraft(ports, session, {
    report,
    year,
    replaces: null,
    tree: { ...tree, title, addressee },
  })
}

/** A report that begins with what a signed one carries: see `renewSigned`. */
export interface OpenFromSigned {
  readonly report: string
  readonly year: number
  readonly tree: DraftTree
}

/**
 * Begins the report of a year from last year's signed one, as it was read. Refuses as `openDraft`.
 */
export async function openFromSigned(
  ports: Pick<AppPorts, 'drafts' | 'clock' | 'random'>,
  session: Session,
  { report, year, tree }: OpenFromSigned,
): Promise<StoredDraft> {
  templateOf(session, report)
  refuseSecretText(plainText(tree), ['body', 'tree'])
  return keepNewDraft(ports, session, { report, year, replaces: null, tree })
}

/** The title of last year's report speaks of last year. */
function ofYear(title: string, year: number): string {
  return title.replace(/\d{4}(?=年)/, String(year))
}

function notACount(claim: string): Fault {
  return {
    code: 'reading.binding',
    at: ['body', 'bindings', claim],
    text: {
      zh: `“${claim}”不是从这份文字读出的数量。`,
      en: `“${claim}” is no count that was read in this text.`,
    },
    hint: { zh: '请重新读取文件，再逐处选择。', en: 'Read the file again and choose once more.' },
  }
}

function ofEachPerson(claim: string, { zh, en }: Label): Fault {
  return {
    code: 'reading.binding',
    at: ['body', 'bindings', claim],
    text: {
      zh: `“${zh}”按人统计，不作为报告中的数字。`,
      en: `“${en}” is counted per person and is no number of a report.`,
    },
    hint: {
      zh: '请为这一处另选数据项，或照原文。',
      en: 'Choose another there, or leave it as text.',
    },
  }
}

function noSuchFigure(claim: string, { words, figure }: { words: string; figure: string }): Fault {
  return {
    code: 'reading.binding',
    at: ['body', 'bindings', claim],
    text: {
      zh: `“${words}”所选的数据项“${figure}”没有，或您无权查看。`,
      en: `The figure “${figure}” chosen for “${words}” does not exist, or is not open to you.`,
    },
    hint: {
      zh: '请为这一处另选数据项，或照原文。',
      en: 'Choose another there, or leave it as text.',
    },
  }
}
