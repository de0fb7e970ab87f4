import { refuse } from '../../ledger/fault.ts'
import { openTree } from '../../report/draft/open-tree.ts'
import { treeOfText } from '../../report/draft/tree-of-text.ts'
import { readReport } from '../../report/read/read-report.ts'
import type { AppPorts } from '../app-ports.ts'
import { mayReadFigure } from '../figure-access.ts'
import type { Session } from '../ports.ts'
import { refuseSecretText } from '../refuse-secret-text.ts'
import { reportSources } from '../report-sources.ts'
import type { StoredDraft } from '../draft-ports.ts'
import { keepNewDraft } from './open-draft.ts'
import { templateOf } from './written-draft.ts'

/** A report that begins with the words of another one. */
export interface OpenFromText {
  readonly report: string
  readonly year: number
  readonly text: string
  /** Figure by the id of a claim that reading the text gives; claims left out stay text. */
  readonly bindings: Readonly<Record<string, string>>
}

/**
 * Begins the report of a year from a text, last year's as a rule: the counts that were bound come
 * from the ledger from then on. Refuses with `reading.binding` what binds a claim that is no count,
 * or to a figure that is not there; with `draft.exists` and `report.unknown` as `openDraft`.
 */
export async function openFromText(
  ports: Pick<AppPorts, 'drafts' | 'clock' | 'random' | 'yearBooks'>,
  session: Session,
  { report, year, text, bindings }: OpenFromText,
): Promise<StoredDraft> {
  const template = templateOf(session, report)
  refuseSecretText(text, ['body', 'text'])
  const reading = readReport(text)
  for (const [claim, figure] of Object.entries(bindings)) {
    const isCount = reading.claims.some(({ id, quantity }) => id === claim && quantity !== null)
    const definition = session.pack.figures.get(figure)
    if (!isCount || !definition || !mayReadFigure(session, definition)) refuseBinding(claim)
  }
  const tree = treeOfText(
    { text, reading, bindings: new Map(Object.entries(bindings)) },
    { signature: session.org.name.zh, title: ofYear(reading.title, year) },
  )
  // A text cut out of a paper has no head: that of the template is better than none.
  const book = await ports.yearBooks.of(session, year)
  const head = openTree(template, reportSources(book, session.org.name.zh))
  const [title, addressee] = [tree.title || head.title, tree.addressee || head.addressee]
  return keepNewDraft(ports, session, {
    ...{ report, year, replaces: null },
    tree: { ...tree, title, addressee },
  })
}

/** The title of last year's report speaks of last year. */
function ofYear(title: string, year: number): string {
  return title.replace(/\d{4}(?=年)/, String(year))
}

function refuseBinding(claim: string): never {
  return refuse('reading.binding', {
    at: ['body', 'bindings', claim],
    text: {
      zh: '这处表述不是数量，或没有所选的数据项。',
      en: 'This claim is no count, or there is no such figure.',
    },
    hint: { zh: '请重新读取文件，再逐处选择。', en: 'Read the file again and choose once more.' },
  })
}
